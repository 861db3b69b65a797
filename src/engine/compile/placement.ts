/** Gives memory to what a schedule keeps. */
import { inputsOf, sizeOf, type Node } from '../graph/node';
import type { BufferId, BufferSpec } from '../program/program';
import { contiguousStrides, numRowsOf, widthOf } from './coordinates';
import { kindOf } from './kinds';
import type { Schedule } from './schedule';
import type { Parted, Storage } from './storage';

/** A node to be written to a buffer, without gaps from `offset` on. */
export interface Sink {
  node: Node;
  buffer: BufferId;
  offset: number;
  /** Sinks of one group are written by one kernel. */
  group: string;
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
  /** Buffers that one kernel may use, at least 8. */
  maxBuffers: number;
  numScalars: number;
}

/** Memory of every kept node but those that go to a sink in parts. */
export function place(schedule: Schedule, options: EmitOptions): ReadonlyMap<Node, Parted> {
  const { kept, claimedBy, whole } = schedule;
  const storages = new Map<Node, Parted>();
  const inOrder = (node: Node) => ({
    offset: 0,
    strides: contiguousStrides(node.shape),
    parts: 1,
    partStride: 0,
  });
  // What is computed in a kernel of its own kind may be written to its sink at once.
  for (const { node, buffer, offset } of options.sinks)
    if (schedule.clusterOf(node) === null && kept.has(node) && !storages.has(node) && !claimedBy.has(node))
      storages.set(node, { ...inOrder(node), buffer, offset });
  const inParts = new Set(options.partsSinks.map(({ node }) => node));
  // What one pass over rows writes lies in one buffer, as a GPU binds few at a time; but apart from what does not
  // fit vectors of four. Single numbers per row, which are small, lie together whoever writes them.
  const shared = new Map<string, { buffer: BufferId; length: number }>();
  for (const node of [...kept].sort((a, b) => a.id - b.id)) {
    if (storages.has(node) || claimedBy.has(node) || inParts.has(node)) continue;
    const summed = kindOf(node) === 'columns' && !whole.has(node);
    const parts = summed ? options.partsOf(numRowsOf(inputsOf(node)[0]!.shape)) : 1;
    const partStride = sizeOf(node.shape);
    const cluster = schedule.clusterOf(node);
    const width = widthOf(node.shape);
    const key =
      cluster === null
        ? `${node.op}${node.id}`
        : width === 1
          ? 'numbers of rows'
          : `${cluster} ${width % 4 === 0 ? 'x4' : 'x1'}`;
    const type = node.dtype === 'int32' ? 'i32' : 'f32';
    if (!shared.has(key))
      shared.set(key, {
        buffer: options.buffers.push({ name: key, type, length: 1, role: 'scratch' }) - 1,
        length: 0,
      });
    const space = shared.get(key)!;
    storages.set(node, { ...inOrder(node), buffer: space.buffer, offset: space.length, parts, partStride });
    space.length += Math.max(1, partStride * parts);
    const spec = options.buffers[space.buffer]!;
    options.buffers[space.buffer] = { ...spec, length: space.length };
  }
  for (const [part, concat] of claimedBy) {
    const storage = storages.get(concat)!;
    storages.set(part, { ...storage, offset: storage.offset + partOffset(concat, part, storage) });
  }
  return storages;
}

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
