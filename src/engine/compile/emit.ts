/** Writes the kernels of a schedule: gives nodes memory, and every pass over rows, product and sum its code. */
import { inputsOf, type Node, type Shape } from '../graph/node';
import { buffersOf } from '../program/buffersOf';
import type { BufferSpec, Factor, Kernel, Program, RowsKernel, Stage, Start } from '../program/program';
import { aloneKernel } from './aloneKernel';
import { contiguousStrides, numRowsOf, rowShapeOf, widthOf } from './coordinates';
import { flattened } from './flatten';
import { kindOf } from './kinds';
import { NotCompilable } from './notCompilable';
import { Reader, type Layout } from './reader';
import { place, type EmitOptions, type PartsSink } from './placement';
import { Schedule, type Site } from './schedule';
import { settle } from './settle';
import type { Parted, Storage } from './storage';

interface Write {
  node: Node;
  storage: Storage;
  /** Writes of one group go into one kernel: an optimizer's state changes with its weight. */
  group: string;
}

/** @throws NotCompilable naming what no kernel can express. */
export function emit(options: EmitOptions): Program {
  return new Emitter(options).program();
}

class Emitter implements Layout {
  private readonly options: EmitOptions;
  private readonly schedule: Schedule;
  private readonly buffers: BufferSpec[];
  private readonly storages: ReadonlyMap<Node, Parted>;
  private readonly groups = new Map<string, Start>();
  private readonly levels: Kernel[][] = [];
  private readonly parted: ReadonlyMap<Node, PartsSink>;

  constructor(options: EmitOptions) {
    // A reshape changes nothing about numbers that lie in order.
    const sinks = options.sinks.map((sink) => ({ ...sink, node: unshaped(sink.node) }));
    this.options = { ...options, sinks };
    this.buffers = options.buffers;
    this.parted = new Map(options.partsSinks.map((sink) => [sink.node, sink]));
    const roots = [...sinks, ...options.partsSinks].map(({ node }) => node);
    this.schedule = new Schedule(roots, options.lastFrom);
    settle(
      this.schedule,
      sinks.map(({ node }) => node),
    );
    this.storages = place(this.schedule, this.options);
  }

  program(): Program {
    const { schedule } = this;
    const clusters = this.clusters();
    const sums = schedule.live.filter((node) => kindOf(node) === 'columns');
    for (const together of groupBy(sums, (node) => this.columnsKey(node))) this.columns(together);
    for (const node of schedule.live) {
      if (node.op === 'product') this.product(node);
      if (kindOf(node) === 'alone') this.alone(node);
    }
    for (const [key, writes] of clusters) this.cluster(key, writes);
    return {
      buffers: this.buffers,
      levels: this.levels.filter((kernels) => (kernels as Kernel[] | undefined)?.length),
      numScalars: this.options.numScalars,
    };
  }

  /** What each pass over rows writes. */
  private clusters(): Map<string, Write[]> {
    const { schedule } = this;
    const clusters = new Map<string, Write[]>();
    const write = (key: string, node: Node, storage: Storage, group = `node ${node.id}`) =>
      clusters.set(key, [...(clusters.get(key) ?? []), { node, storage, group }]);
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
    for (const { node, buffer, offset, group } of this.options.sinks) {
      if (this.storages.get(node)?.buffer === buffer) continue;
      const key = schedule.clusterOf(node) ?? `${schedule.availableAt(node)}/${numRowsOf(node.shape)}`;
      write(key, node, { buffer, offset, strides: contiguousStrides(node.shape) }, group);
    }
    return clusters;
  }

  private cluster(key: string, writes: Write[]): void {
    const site = this.schedule.clusterSite(key);
    const isReduced = ({ node }: Write) =>
      this.membersOf(node, site).some((inner) => kindOf(inner) === 'reduction');
    const reduced = writes.filter(isReduced);
    const passes = [
      reduced,
      ...groupBy(
        writes.filter((write) => !isReduced(write)),
        ({ node }) => widthOf(node.shape),
      ),
    ];
    for (const pass of passes)
      if (pass.length > 0) for (const kernel of this.rowsKernels(site, pass)) this.add(site.level, kernel);
  }

  /** One kernel for a pass, or several where it would use more buffers than a kernel may. */
  private rowsKernels(site: Site, pass: readonly Write[]): RowsKernel[] {
    const kernel = this.rowsKernel(site, pass);
    if (buffersOf(kernel).length <= this.options.maxBuffers) return [kernel];
    const together = groupBy(pass, ({ group }) => group);
    return this.halves(together, kernel).flatMap((part) => this.rowsKernels(site, part.flat()));
  }

  private rowsKernel(site: Site, pass: readonly Write[]): RowsKernel {
    const members = [...new Set(pass.flatMap(({ node }) => this.membersOf(node, site)))].sort(
      (a, b) => a.id - b.id,
    );
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
    const last = pass.at(-1)!.node;
    return flattened({ kind: 'rows', name: `rows${last.id}`, rowShape, stages });
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

  /** Sums over the same rows, ready at the same time, are made in one pass. */
  private columnsKey(node: Node): string {
    const [x] = inputsOf(node) as [Node];
    return [this.schedule.levelOf(node), this.partsSink(node).parts, ...rowShapeOf(x.shape)].join();
  }

  private partsSink(node: Node): Omit<Parted, 'strides'> {
    return this.parted.get(node) ?? this.storages.get(node)!;
  }

  private columns(nodes: readonly Node[]): void {
    const [first] = nodes as [Node];
    const rowShape = rowShapeOf(inputsOf(first)[0]!.shape);
    const reader = new Reader(this, rowShape, () => false);
    const sums = nodes.map((node) => {
      const [x] = inputsOf(node) as [Node];
      const { buffer, offset, partStride } = this.partsSink(node);
      return { width: widthOf(x.shape), value: reader.here(x), to: { buffer, offset, partStride } };
    });
    const { parts } = this.partsSink(first);
    const kernel: Kernel = { kind: 'columns', name: `columns${first.id}`, rowShape, parts, sums };
    if (buffersOf(kernel).length <= this.options.maxBuffers) {
      this.add(this.schedule.levelOf(first), kernel);
      return;
    }
    for (const half of this.halves(nodes, kernel)) this.columns(half);
  }

  /** Two parts of what together uses too many buffers. @throws NotCompilable where it cannot be cut. */
  private halves<T>(pieces: readonly T[], kernel: Kernel): T[][] {
    if (pieces.length === 1)
      throw new NotCompilable(`a kernel uses ${buffersOf(kernel).length} buffers at a time`);
    const half = Math.ceil(pieces.length / 2);
    return [pieces.slice(0, half), pieces.slice(half)];
  }

  private product(node: Node & { op: 'product' }): void {
    const [m, n] = node.shape as [number, number];
    const chain = this.schedule.chainOf(node);
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

  private alone(node: Node): void {
    const reader = new Reader(this, [], () => false);
    const to = this.storages.get(node)!;
    const besides = this.schedule.besidesOf(node);
    this.add(
      this.schedule.levelOf(node),
      aloneKernel(node, (input) => reader.seen(input), to, besides && this.storages.get(besides)!),
    );
  }

  private add(level: number, kernel: Kernel): void {
    (this.levels[level] ??= []).push(kernel);
  }

  storageOf(node: Node): Parted | null {
    return this.options.leafStorage(node) ?? this.storages.get(node) ?? null;
  }

  groupsOf(ids: Node, numGroups: number): Start {
    const key = `${ids.id}/${numGroups}`;
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    const storage = this.options.leafStorage(ids);
    if (!storage) throw new NotCompilable('a sum by ids that are themselves computed');
    const [length] = ids.shape as [number];
    const groups = this.groupsStart(numGroups + 1 + length);
    this.groups.set(key, groups);
    this.add(0, {
      kind: 'group',
      name: `group${ids.id}`,
      ids: { buffer: storage.buffer, offset: storage.offset },
      length,
      numGroups,
      groups,
    });
    return groups;
  }

  /** Groups lie in one buffer, as a GPU binds few at a time. */
  private groupsStart(length: number): Start {
    const name = 'groups';
    const known = this.buffers.findIndex((spec) => spec.name === name);
    const buffer = known >= 0 ? known : this.buffers.length;
    const offset = this.buffers[known]?.length ?? 0;
    this.buffers[buffer] = { name, type: 'i32', length: offset + length, role: 'scratch' };
    return { buffer, offset };
  }
}

const unshaped = (node: Node): Node => (node.op === 'reshape' ? unshaped(node.inputs[0]) : node);

function factorOf({ buffer, offset, strides }: Storage): Factor {
  const [rowStride, columnStride] = strides as [number, number];
  return { buffer, offset, rowStride, columnStride };
}

/** The row shape with the most axes: all others are runs of it. */
const finest = (shapes: Shape[]): Shape =>
  shapes.reduce((best, shape) =>
    shape.filter((length) => length > 1).length > best.filter((length) => length > 1).length ? shape : best,
  );

function groupBy<T>(values: readonly T[], key: (value: T) => string | number): T[][] {
  const groups = new Map<string | number, T[]>();
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  return [...groups.values()];
}
