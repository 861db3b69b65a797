/** Writes the kernels of a schedule: gives nodes memory, and every pass over rows, product and sum its code. */
import { inputsOf, sizeOf, type Node, type Shape } from '../graph/node';
import type { BufferId, BufferSpec, Factor, Kernel, Program, Stage } from '../program/program';
import { contiguousStrides, numRowsOf, rowShapeOf, widthOf } from './coordinates';
import { flattened } from './flatten';
import { kindOf } from './kinds';
import { NotCompilable } from './notCompilable';
import { Reader, type Layout } from './reader';
import { Schedule, type Site } from './schedule';
import { viewOf, type Parted, type Storage } from './storage';

/** A node to be written to a buffer, without gaps from `offset` on. */
export interface Sink {
  node: Node;
  buffer: BufferId;
  offset: number;
}

/** A sum over rows or a product to be written in parts, part s from offset + s · partStride on. */
export interface PartsSink {
  node: Node;
  buffer: BufferId;
  offset: number;
  partStride: number;
  parts: number;
}

export interface EmitOptions {
  sinks: readonly Sink[];
  partsSinks: readonly PartsSink[];
  /** Buffers there are already; more are added. */
  buffers: BufferSpec[];
  /** Memory of weights and inputs, and of arrays once they are given some. */
  leafStorage(node: Node): Parted | null;
  /** Into how many parts to cut a sum over so many rows. */
  partsOf(rows: number): number;
  /** Nodes from this id on are computed after all others: they change in place what those read. */
  lastFrom: number;
  numScalars: number;
}

interface Write {
  node: Node;
  storage: Storage;
}

/** @throws NotCompilable naming what no kernel can express. */
export function emit(options: EmitOptions): Program {
  return new Emitter(options).program();
}

class Emitter implements Layout {
  private readonly options: EmitOptions;
  private readonly schedule: Schedule;
  private readonly buffers: BufferSpec[];
  private readonly storages = new Map<Node, Parted>();
  private readonly groups = new Map<string, BufferId>();
  private readonly levels: Kernel[][] = [];
  private readonly parted: ReadonlyMap<Node, PartsSink>;

  constructor(options: EmitOptions) {
    this.options = options;
    this.buffers = options.buffers;
    this.parted = new Map(options.partsSinks.map((sink) => [sink.node, sink]));
    const roots = [...options.sinks, ...options.partsSinks].map(({ node }) => node);
    this.schedule = new Schedule(roots, options.lastFrom);
  }

  program(): Program {
    const { schedule } = this;
    this.settle();
    this.place();
    const clusters = this.clusters();
    for (const node of schedule.live) {
      if (kindOf(node) === 'columns') this.columns(node);
      if (node.op === 'product') this.product(node);
    }
    for (const [key, writes] of clusters) this.cluster(key, writes);
    return {
      buffers: this.buffers,
      levels: this.levels.filter((kernels) => (kernels as Kernel[] | undefined)?.length),
      numScalars: this.options.numScalars,
    };
  }

  /** Finds everything that has to be kept: each new mark may need more. */
  private settle(): void {
    const { schedule } = this;
    const none: Site = { level: 0, has: () => false };
    const demands = (node: Node): boolean => {
      if (node.op === 'product') {
        const chain = this.chainOf(node);
        const site: Site = { level: 0, has: (inner) => chain.includes(inner) };
        const operands = node.inputs.map((operand) => schedule.demandWhole(operand));
        const around = chain
          .slice(1)
          .flatMap((inner) => inputsOf(inner))
          .filter((input) => !chain.includes(input));
        return [...operands, ...around.map((input) => schedule.demand(input, site))].some(Boolean);
      }
      if (kindOf(node) === 'columns') {
        const [x] = inputsOf(node) as [Node];
        // One number per row is kept rather than computed anew.
        const narrow = widthOf(x.shape) === 1 && kindOf(x) !== 'leaf';
        return narrow ? schedule.keep(x) : schedule.demand(x, none);
      }
      const cluster = schedule.clusterOf(node);
      return (
        cluster !== null && schedule.kept.has(node) && schedule.demand(node, schedule.clusterSite(cluster))
      );
    };
    const sinkDemands = ({ node }: Sink): boolean => {
      const cluster = schedule.clusterOf(node);
      return cluster !== null && schedule.demand(node, schedule.clusterSite(cluster));
    };
    let changed = true;
    while (changed)
      changed = [...schedule.live.map(demands), ...this.options.sinks.map(sinkDemands)].some(Boolean);
  }

  private chainOf(product: Node): Node[] {
    const { live, fusedInto } = this.schedule;
    return [product, ...live.filter((node) => fusedInto.get(node) === product)];
  }

  /** Gives every kept node memory. */
  private place(): void {
    const { kept, claimedBy, whole } = this.schedule;
    for (const sink of this.options.sinks) this.placeAtSink(sink);
    const byNeed = [...kept].sort(
      (a, b) => Number(b.op === 'concat') - Number(a.op === 'concat') || b.id - a.id,
    );
    for (const node of byNeed) {
      if (this.storages.has(node) || claimedBy.has(node) || this.parted.has(node)) continue;
      const rows = kindOf(node) === 'columns' ? numRowsOf(inputsOf(node)[0]!.shape) : 1;
      const parts = whole.has(node) ? 1 : this.options.partsOf(rows);
      const partStride = sizeOf(node.shape);
      const buffer = this.scratch(node, partStride * parts);
      this.storages.set(node, {
        buffer,
        offset: 0,
        strides: contiguousStrides(node.shape),
        parts,
        partStride,
      });
    }
    for (const [part, concat] of claimedBy) this.placeInConcat(part, concat);
  }

  /** What is computed in a kernel of its own kind may be written to its sink at once. */
  private placeAtSink({ node, buffer, offset }: Sink): void {
    const view = viewOf(node);
    if (!view || this.schedule.clusterOf(view.base) !== null || kindOf(view.base) === 'leaf') return;
    const { base } = view;
    const all =
      view.offset === 0 && sizeOf(base.shape) === sizeOf(node.shape) && gapless(node.shape, view.strides);
    if (!all || this.storages.has(base) || this.schedule.claimedBy.has(base)) return;
    this.storages.set(base, {
      buffer,
      offset,
      strides: contiguousStrides(base.shape),
      parts: 1,
      partStride: 0,
    });
  }

  private placeInConcat(part: Node, concat: Node): void {
    const whole = this.storages.get(concat)!;
    this.storages.set(part, { ...whole, offset: whole.offset + partOffset(concat, part, whole) });
  }

  private scratch(node: Node, length: number): BufferId {
    const name = `${node.op}${node.id}`;
    return this.buffers.push({ name, type: 'f32', length: Math.max(1, length), role: 'scratch' }) - 1;
  }

  /** What each pass over rows writes. */
  private clusters(): Map<string, Write[]> {
    const { schedule } = this;
    const clusters = new Map<string, Write[]>();
    const write = (key: string, node: Node, storage: Storage) =>
      clusters.set(key, [...(clusters.get(key) ?? []), { node, storage }]);
    for (const node of schedule.live) {
      const key = schedule.clusterOf(node);
      if (key !== null && schedule.kept.has(node)) write(key, node, this.storages.get(node)!);
      if (node.op !== 'concat') continue;
      const whole = this.storages.get(node)!;
      let offset = whole.offset;
      for (const part of node.inputs) {
        // What lies elsewhere, or twice in the same concatenation, is copied.
        const at = { ...whole, offset };
        if (schedule.claimedBy.get(part) !== node || this.storages.get(part)!.offset !== offset)
          write(`${schedule.availableAt(part)}/${numRowsOf(part.shape)}`, part, at);
        offset += part.shape[node.axis]! * whole.strides[node.axis]!;
      }
    }
    for (const { node, buffer, offset } of this.options.sinks) {
      const base = viewOf(node)?.base;
      if (base && this.storages.get(base)?.buffer === buffer && this.schedule.clusterOf(base) === null)
        continue;
      const key = schedule.clusterOf(node) ?? `${schedule.availableAt(node)}/${numRowsOf(node.shape)}`;
      write(key, node, { buffer, offset, strides: contiguousStrides(node.shape) });
    }
    return clusters;
  }

  private cluster(key: string, writes: Write[]): void {
    const site = this.schedule.clusterSite(key);
    const inside = new Map(writes.map((write) => [write, this.membersOf(write.node, site)]));
    const isReduced = (write: Write) => inside.get(write)!.some((node) => kindOf(node) === 'reduction');
    const reduced = writes.filter(isReduced);
    const passes = [
      reduced,
      ...groupBy(
        writes.filter((write) => !isReduced(write)),
        ({ node }) => widthOf(node.shape),
      ),
    ];
    for (const pass of passes) {
      if (pass.length === 0) continue;
      const members = [...new Set(pass.flatMap((write) => inside.get(write)!))].sort((a, b) => a.id - b.id);
      const rowShape = finest(
        [...members, ...pass.map(({ node }) => node)].map(({ shape }) => rowShapeOf(shape)),
      );
      const reader = new Reader(this, rowShape, site.has);
      const stages: Stage[] = [];
      for (const node of members) {
        if (kindOf(node) !== 'reduction') continue;
        const [x] = inputsOf(node) as [Node];
        const value = reader.here(x);
        const op = node.op === 'reduceMax' ? 'max' : 'sum';
        stages.push({ do: 'reduce', op, width: widthOf(x.shape), value, register: reader.register(node) });
      }
      for (const { node, storage } of pass)
        stages.push({
          do: 'write',
          width: widthOf(node.shape),
          value: reader.here(node),
          to: reader.place(storage, reader.own(node)),
        });
      this.add(
        site.level,
        flattened({ kind: 'rows', name: `rows${key.replace('/', 'x')}`, rowShape, stages }),
      );
    }
  }

  /** The nodes that a pass computes itself on the way to one of them. */
  private membersOf(root: Node, site: Site): Node[] {
    const members = new Set<Node>();
    const walk = (node: Node): void => {
      if (members.has(node) || !site.has(node)) return;
      members.add(node);
      inputsOf(node).forEach(walk);
    };
    walk(root);
    return [...members];
  }

  private columns(node: Node): void {
    const [x] = inputsOf(node) as [Node];
    const rowShape = rowShapeOf(x.shape);
    const reader = new Reader(this, rowShape, () => false);
    const sink = this.parted.get(node) ?? this.storages.get(node)!;
    const { buffer, offset, partStride, parts } = sink;
    this.add(this.schedule.levelOf(node), {
      kind: 'columns',
      name: `columns${node.id}`,
      rowShape,
      parts,
      sums: [{ width: widthOf(x.shape), value: reader.here(x), to: { buffer, offset, partStride } }],
    });
  }

  private product(node: Node & { op: 'product' }): void {
    const [m, n] = node.shape as [number, number];
    const chain = this.chainOf(node);
    const end = this.schedule.chainEnd.get(node)!;
    const reader = new Reader(this, [m], (inner) => chain.includes(inner));
    const [a, b] = node.inputs.map((operand) => factorOf(reader.seen(operand))) as [Factor, Factor];
    const sink = this.parted.get(node);
    const storage = sink ? { ...sink, strides: [n, 1] } : this.storages.get(end)!;
    this.add(this.schedule.levelOf(node), {
      kind: 'product',
      name: `product${node.id}`,
      m,
      n,
      k: node.inputs[0].shape[1]!,
      a,
      b,
      parts: storage.parts,
      partStride: storage.partStride,
      to: reader.place(storage, reader.own(end)),
      ...(end === node ? {} : { epilogue: reader.here(end) }),
    });
  }

  private add(level: number, kernel: Kernel): void {
    (this.levels[level] ??= []).push(kernel);
  }

  storageOf(node: Node): Parted | null {
    return this.options.leafStorage(node) ?? this.storages.get(node) ?? null;
  }

  groupsOf(ids: Node, numGroups: number): BufferId {
    const key = `${ids.id}/${numGroups}`;
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    const storage = this.options.leafStorage(ids);
    if (!storage) throw new NotCompilable('a sum by ids that are themselves computed');
    const [length] = ids.shape as [number];
    const groups =
      this.buffers.push({
        name: `groups${key}`,
        type: 'i32',
        length: numGroups + 1 + length,
        role: 'scratch',
      }) - 1;
    this.groups.set(key, groups);
    this.add(0, { kind: 'group', name: `group${ids.id}`, ids: storage.buffer, length, numGroups, groups });
    return groups;
  }
}

function factorOf({ buffer, offset, strides }: Storage): Factor {
  const [rowStride, columnStride] = strides as [number, number];
  return { buffer, offset, rowStride, columnStride };
}

const gapless = (shape: Shape, strides: readonly number[]): boolean =>
  contiguousStrides(shape).every((stride, axis) => shape[axis] === 1 || stride === strides[axis]);

/** Where a part of a concatenation begins, after the concatenation's own offset. */
function partOffset(concat: Node & { op: string }, part: Node, { strides }: Storage): number {
  if (concat.op !== 'concat') throw new Error('Only a concatenation has parts.');
  let before = 0;
  for (const other of concat.inputs) {
    if (other === part) break;
    before += other.shape[concat.axis]!;
  }
  return before * strides[concat.axis]!;
}

/** The row shape with the most axes: all others are runs of it. */
const finest = (shapes: Shape[]): Shape =>
  shapes.reduce((best, shape) =>
    shape.filter((length) => length > 1).length > best.filter((length) => length > 1).length ? shape : best,
  );

function groupBy<T>(values: readonly T[], key: (value: T) => number): T[][] {
  const groups = new Map<number, T[]>();
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  return [...groups.values()];
}
