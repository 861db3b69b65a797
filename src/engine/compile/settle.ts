/** Finds everything that the kernels of a schedule have to read from memory. */
import { inputsOf, type Node } from '../graph/node';
import { widthOf } from './coordinates';
import { kindOf } from './kinds';
import type { Schedule, Site } from './schedule';

const computesNothing: Site = { level: 0, has: () => false, overRows: false };

/** Marks what has to be kept until no mark asks for another. `sinks` are computed although nothing reads them. */
export function settle(schedule: Schedule, sinks: readonly Node[]): void {
  const inCluster = (node: Node): boolean => {
    const cluster = schedule.clusterOf(node);
    return cluster !== null && schedule.demand(node, schedule.clusterSite(cluster));
  };
  const demands = (node: Node): boolean => {
    if (node.op === 'product') return forProduct(schedule, node);
    if (kindOf(node) === 'columns') return forColumns(schedule, node);
    if (kindOf(node) === 'alone')
      return inputsOf(node)
        .map((input) => schedule.demandWhole(input))
        .some(Boolean);
    return schedule.kept.has(node) && inCluster(node);
  };
  let changed = true;
  while (changed) changed = [...schedule.live.map(demands), ...sinks.map(inCluster)].some(Boolean);
}

function forProduct(schedule: Schedule, product: Node & { op: 'product' }): boolean {
  const chain = schedule.chainOf(product);
  const site: Site = { level: 0, has: (node) => chain.includes(node), overRows: false };
  const around = chain
    .slice(1)
    .flatMap((node) => inputsOf(node))
    .filter((input) => !chain.includes(input));
  return [
    ...product.inputs.map((operand) => schedule.demandWhole(operand)),
    ...around.map((input) => schedule.demand(input, site)),
  ].some(Boolean);
}

function forColumns(schedule: Schedule, sum: Node): boolean {
  const [x] = inputsOf(sum) as [Node];
  // One number per row is kept rather than computed anew.
  const narrow = widthOf(x.shape) === 1 && kindOf(x) !== 'leaf';
  return narrow ? schedule.keep(x) : schedule.demand(x, computesNothing);
}
