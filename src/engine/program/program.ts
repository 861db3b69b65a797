/**
 * A training step or a scoring pass as a list of kernels over fixed buffers: what `compile` makes of plain tfjs and
 * what the WebGPU and the WebAssembly back ends turn into code. All shapes are static; nothing here knows a device.
 *
 * A kernel reads and writes whole 32-bit numbers. Values are float32; int32 buffers hold ids only. Kernels run one
 * after the other in list order; within a kernel every (row, column) is independent of the others, except that a
 * write may go to the very place that the same (row, column) reads, as optimizers do.
 */

import type { AttentionKernel } from './attentionKernels';
import type { SequenceKernel } from './recurrenceKernels';
import type { WindowKernel } from './windowKernels';

/** Position of a buffer in `Program.buffers`. */
export type BufferId = number;

/**
 * - weight: trained, or the optimizer's state; kept between runs, read back for checkpoints;
 * - input: filled from outside before a run (a batch), or by a `sample` kernel;
 * - constant: filled once, with `data`;
 * - sum: like a weight, not trained: runs add to it until it is read and set to 0 (the loss);
 * - output: written by a run, to be read after it;
 * - scratch: meaningless outside a run; several may share memory, see `planMemory`.
 */
export type BufferRole = 'weight' | 'input' | 'constant' | 'sum' | 'output' | 'scratch';

export interface BufferSpec {
  name: string;
  type: 'f32' | 'i32';
  /** In numbers, at least 1. */
  length: number;
  role: BufferRole;
  /** Only for constants. */
  data?: Float32Array | Int32Array;
}

/**
 * A place in a buffer as a function of the iteration: offset + Σ rows[i] · (row coordinate i) + column · c, and, where
 * `via` is given, + stride · (the id that lies at its place). Row coordinates are those of the kernel's `rowShape`.
 */
export interface Place {
  buffer: BufferId;
  offset: number;
  rows: readonly number[];
  column: number;
  via?: { ids: Place; stride: number };
}

export type UnaryOp = 'neg' | 'exp' | 'log' | 'log1p' | 'abs' | 'sqrt' | 'sigmoid' | 'tanh' | 'step' | 'sign';
export type BinaryOp =
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'max'
  | 'min'
  | 'pow'
  | 'greater'
  | 'greaterEqual'
  | 'less'
  | 'lessEqual'
  | 'equal'
  | 'notEqual';

/**
 * A float32 value at (row, column). The same object met twice is the same value: back ends compute it once. `step` is
 * 1 for x > 0, else 0; comparisons give 1 or 0.
 */
export type Value =
  | { op: 'constant'; value: number }
  /** A number of the step that the host sets, `StepValues.scalars[index]`. */
  | { op: 'scalar'; index: number }
  /** An id is converted to float32. */
  | { op: 'load'; place: Place }
  /** A register of the kernel, set per row by an earlier stage. */
  | { op: 'register'; register: number }
  | { op: UnaryOp; x: Value }
  | { op: BinaryOp; a: Value; b: Value }
  | { op: 'select'; condition: Value; a: Value; b: Value }
  /** Only in the epilogue of a product: the dot product at (row, column). */
  | { op: 'product' }
  /** Σ over s < parts of the number at `place` + s · stride: finishes a sum that was made in parts. */
  | { op: 'sumOfParts'; place: Place; parts: number; stride: number }
  /**
   * Sum of the rows of a batch whose id is the kernel's row: Σ values[offset + order[k] · stride + c] for k from
   * offsets[row] to offsets[row + 1], where a `group` kernel filled `groups`. Rows are added in ascending order, so
   * two runs give the same bits. The kernel has one row coordinate, of extent numGroups.
   */
  | {
      op: 'sumOfGroup';
      groups: Start;
      numGroups: number;
      values: BufferId;
      offset: number;
      stride: number;
    }
  /**
   * Dropout: 0 with probability `rate`, else 1 / (1 − rate), from the counter generator: element i = place.offset +
   * … of layer `layer` in this epoch and step, as `engine/dropout.ts` defines it. `place.buffer` is −1.
   */
  | { op: 'dropout'; layer: number; rate: number; place: Place };

/** Per row, one after the other. `width` is the number of columns that the stage runs over. */
export type Stage =
  | { do: 'reduce'; op: 'sum' | 'max'; width: number; value: Value; register: number }
  | { do: 'write'; width: number; value: Value; to: Place };

/**
 * Pointwise work and sums over columns: for each row, all stages in order. Where every stage is a write of the same
 * width, rows and columns may be computed in any order and in parallel.
 */
export interface RowsKernel {
  kind: 'rows';
  name: string;
  /** The rows are all combinations of these coordinates, the last one fastest. */
  rowShape: readonly number[];
  stages: readonly Stage[];
}

/** A factor of a product as strides into a buffer; one of them is 1 (or the extent there is 1). */
export interface Factor {
  buffer: BufferId;
  offset: number;
  rowStride: number;
  columnStride: number;
}

/**
 * out[i, j] = epilogue(Σ over p of a[i, p] · b[p, j]), i < m, j < n, p < k. With `parts` > 1 the sum over p is cut
 * into that many equal stretches (the last may be shorter), part s is written at `to` + s · partStride, and there is
 * no epilogue. In `to` and in the epilogue the row is i (one row coordinate) and the column j.
 */
export interface ProductKernel {
  kind: 'product';
  name: string;
  m: number;
  n: number;
  k: number;
  a: Factor;
  b: Factor;
  parts: number;
  partStride: number;
  to: Place;
  epilogue?: Value;
}

/**
 * Sums over rows. Rows are cut into `parts` equal stretches (the last may be shorter); part s of each sum is written
 * at to.offset + s · partStride + c. All sums share the rows.
 */
export interface ColumnsKernel {
  kind: 'columns';
  name: string;
  rowShape: readonly number[];
  parts: number;
  sums: readonly {
    width: number;
    value: Value;
    to: { buffer: BufferId; offset: number; partStride: number };
  }[];
}

/** Where a stretch of a buffer begins. */
export interface Start {
  buffer: BufferId;
  offset: number;
}

/**
 * Groups the places of a batch by id: fills `groups`, int32, with numGroups + 1 offsets followed by `length` places,
 * those of id g being groups[numGroups + 1 + offsets[g] .. offsets[g + 1]) in ascending order.
 */
export interface GroupKernel {
  kind: 'group';
  name: string;
  ids: Start;
  length: number;
  numGroups: number;
  groups: Start;
}

export type Kernel =
  RowsKernel | ProductKernel | ColumnsKernel | GroupKernel | WindowKernel | AttentionKernel | SequenceKernel;

export interface Program {
  buffers: readonly BufferSpec[];
  /**
   * Kernels of one level do not depend on each other; a level needs only those before it. Back ends may run the
   * kernels of a level at once or in one dispatch.
   */
  levels: readonly (readonly Kernel[])[];
  /** How many numbers `StepValues.scalars` holds. */
  numScalars: number;
}

/** What the host gives each run of a program. */
export interface StepValues {
  /** From 1. */
  epoch: number;
  /** Of the epoch, from 0. */
  step: number;
  scalars: readonly number[];
}

/** A program made ready on a device. Buffers are named as in the program. */
export interface Executable {
  /** Runs once per entry, in order. Returns when the work is handed over; on a GPU it may still be under way. */
  run(steps: readonly StepValues[]): void;
  /** Fills an input, weight or sum buffer, or its first part. */
  write(name: string, values: Float32Array | Int32Array): void;
  /** A copy of a weight, sum, output or input buffer after all runs handed over so far. */
  read(name: string): Promise<Float32Array | Int32Array>;
  /** Memory it holds on its device. */
  readonly bytes: number;
  /** Dispatches (on the CPU: kernels) of one run. */
  readonly dispatches: number;
  dispose(): void;
}
