/** The graph of a traced computation: what plain tfjs computed, as a few primitive operations on static shapes. */
import type { BinaryOp, UnaryOp } from '../program/program';
import type { Cell } from '../recurrence/cells';

export type Shape = readonly number[];

interface Common {
  /** Unique in its graph; inputs have smaller ids than what uses them. */
  id: number;
  shape: Shape;
  /** int32 only for ids: inputs, views of them, and winners. */
  dtype: 'float32' | 'int32';
}

export type Operation =
  /** The same number everywhere. */
  | { op: 'constant'; value: number }
  /** Numbers known when tracing. */
  | { op: 'array'; data: Float32Array | Int32Array }
  /** Filled from outside before each run. */
  | { op: 'input'; name: string }
  /** A weight, or a part of the optimizer's state. */
  | { op: 'weight'; name: string }
  /** One number that the host sets for each run, by index. */
  | { op: 'scalar'; index: number }
  | { op: 'dropout'; layer: number; rate: number }
  /** Ids as numbers. */
  | { op: 'toFloat'; inputs: [Node] }
  | { op: UnaryOp; inputs: [Node] }
  /** Shapes are broadcast as in NumPy. */
  | { op: BinaryOp; inputs: [Node, Node] }
  | { op: 'select'; inputs: [Node, Node, Node] }
  /** The reduced axes are gone. */
  | { op: 'reduceSum' | 'reduceMax'; inputs: [Node]; axes: readonly number[] }
  /** [m, k] · [k, n]. */
  | { op: 'product'; inputs: [Node, Node] }
  /** Slices `ids` of the first axis of a table. */
  | { op: 'gather'; inputs: [Node, Node] }
  /** [numSegments, ...] sums of the slices of `values` per id. */
  | { op: 'segmentSum'; inputs: [Node, Node] }
  /** [rows − width + 1, width · depth]: each run of `width` rows of [rows, depth] as one row. A view. */
  | { op: 'windows'; inputs: [Node] }
  /**
   * [examples, columns] ids: the row of [rows, columns] scores that is largest among the windows of each example, as
   * `WinnersKernel` says. The inputs are scores and the lengths of the examples.
   */
  | { op: 'winners'; inputs: [Node, Node]; width: number }
  /** [n, columns]: table[ids[i, j], j], from a table and ids of the columns' own. */
  | { op: 'takeAlong'; inputs: [Node, Node] }
  /** [width · depth, columns], see `FilterGradientKernel`. The inputs are x, winners and gradient. */
  | { op: 'filterGradient'; inputs: [Node, Node, Node] }
  /** [rows, depth], see `InputGradientKernel`. The inputs are filters, winners and gradient. */
  | { op: 'inputGradient'; inputs: [Node, Node, Node] }
  /** [B, T, T], see `AdditiveScoresKernel`. The inputs are queries, keys and v. */
  | { op: 'additiveScores'; inputs: [Node, Node, Node] }
  /** [3 · B · T, A], see `AdditiveScoresGradientKernel`. The inputs are queries, keys, v and gradient. */
  | { op: 'additiveScoresGradient'; inputs: [Node, Node, Node, Node] }
  /** [B, T, T], see `CausalDotsKernel`. The inputs are left and right. */
  | { op: 'causalDots'; inputs: [Node, Node] }
  /** [B, T, H], see `CausalSumsKernel`. The inputs are weights and what is summed. */
  | { op: 'causalSums'; inputs: [Node, Node]; over: 'earlier' | 'later' }
  /** [B · T, H], see `RecurrenceKernel`. The inputs are x, recurrent weights, steps and, where there is one, initial. */
  | { op: 'recurrence'; inputs: Node[]; cell: Cell; length: number; reverse: boolean }
  /** A list: the memory of the recurrence that is its input, which fills it besides. */
  | { op: 'memory'; inputs: [Node] }
  /** [B · T, G · H], see `RecurrenceGradientKernel`. The inputs are memory, turned weights, steps and gradient. */
  | {
      op: 'recurrenceGradient';
      inputs: [Node, Node, Node, Node];
      cell: Cell;
      length: number;
      reverse: boolean;
    }
  /** [B · T, G · H]: `ofProduct` of the gradient that is its input, which fills it besides. */
  | { op: 'gradientOfProduct'; inputs: [Node] }
  /** The same numbers in memory of their own, in the order of the shape. */
  | { op: 'copy'; inputs: [Node] }
  | { op: 'reshape'; inputs: [Node] }
  /** Axis i of the result is axis permutation[i] of the input. */
  | { op: 'transpose'; inputs: [Node]; permutation: readonly number[] }
  | { op: 'slice'; inputs: [Node]; begin: readonly number[] }
  | { op: 'broadcast'; inputs: [Node] }
  | { op: 'concat'; inputs: Node[]; axis: number };

export type Node = Common & Operation;

const none: Node[] = [];

export const inputsOf = (node: Node): readonly Node[] => ('inputs' in node ? node.inputs : none);

export const sizeOf = (shape: Shape): number => shape.reduce((size, length) => size * length, 1);

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis]);

/** The shape that both have after broadcasting. @throws Error where they do not fit. */
export function broadcastShape(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1)
      throw new Error(`Shapes [${a.join()}] and [${b.join()}] do not broadcast.`);
    return left === 1 ? right : left;
  });
}
