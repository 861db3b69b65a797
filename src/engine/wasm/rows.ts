/** Code of rows kernels. */
import { valuesOf, walkValues } from '../program/buffersOf';
import type { RowsKernel, Stage, Value } from '../program/program';
import { Accumulators } from './accumulators';
import { overColumns } from './columnLoop';
import { prepareGroupSums, sumFourGroups } from './groupSums';
import type { Dependence } from './iteration';
import type { Layout } from './layout';
import { overRows } from './loops';
import { simplifyRows } from './simplify';
import type { Values } from './values';

/** Additions under way at once in a sum over columns. */
const sumSlots = 2;

/** Writes a rows kernel into the function of `values`. */
export function writeRows(values: Values, layout: Layout, kernel: RowsKernel): void {
  const { rowShape, stages, isTurned } = simplifyRows(kernel);
  const passes = passesOf(stages);
  const roots = valuesOf({ ...kernel, stages });
  if (isTurned) sumFourGroups(values, layout);
  values.scopes.within(() =>
    overRows(values, rowShape, roots, (available) => {
      for (const pass of passes) {
        if (!isTurned) prepareGroupSums(values, layout, rootsOf(pass), pass[0]!.width);
        writePass(values, pass, available);
      }
    }),
  );
}

/** Stages cut into runs that one walk over the columns can do: of equal width, no sum used before it is whole. */
function passesOf(stages: readonly Stage[]): Stage[][] {
  const passes: Stage[][] = [];
  let made = new Set<number>();
  for (const stage of stages) {
    const last = passes.at(-1);
    if (last?.[0]!.width === stage.width && !usesRegister(stage.value, made)) last.push(stage);
    else {
      passes.push([stage]);
      made = new Set();
    }
    if (stage.do === 'reduce') made.add(stage.register);
  }
  return passes;
}

function usesRegister(root: Value, registers: ReadonlySet<number>): boolean {
  let uses = false;
  walkValues([root], (value) => (uses ||= value.op === 'register' && registers.has(value.register)));
  return uses;
}

const rootsOf = (stages: readonly Stage[]): Value[] => stages.map(({ value }) => value);

function writePass(values: Values, pass: readonly Stage[], available: Dependence): void {
  const { code, scopes, at } = values;
  const { width } = pass[0]!;
  values.hoist(rootsOf(pass), available);
  for (const stage of pass) if (stage.do === 'write') at.hoist(stage.to, available);
  const reduces = pass.some((stage) => stage.do === 'reduce');
  const slots = reduces ? Math.max(1, Math.min(sumSlots, Math.floor(width / 4))) : 1;
  const accumulators = new Map<Stage, Accumulators>();
  for (const stage of pass)
    if (stage.do === 'reduce') accumulators.set(stage, new Accumulators(values, stage.op, slots));
  overColumns(values, { width, slots }, (slot) => {
    for (const stage of pass) {
      values.push(stage.value);
      if (stage.do === 'reduce') accumulators.get(stage)!.take(slot, at.lanes);
      else {
        const result = scopes.local('v128');
        code.set(result);
        at.store(stage.to, result);
      }
    }
  });
  for (const stage of pass) {
    if (stage.do !== 'reduce') continue;
    const total = scopes.local('v128');
    accumulators.get(stage)!.pushTotal();
    code.set(total);
    values.registers.set(stage.register, total);
  }
}
