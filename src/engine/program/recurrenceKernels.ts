/** Kernels that run a recurrent layer over all steps of its sequences, and back through them. */
import { gatesOf, type Cell } from '../recurrence/cells';
import type { BufferId, Kernel, Start } from './program';
import type { Matrix } from './windowKernels';

/** What both have in common. Row b · length + t of their matrices is step t of sequence b; `Start`s have no gaps. */
interface OverSequences {
  name: string;
  cell: Cell;
  batchSize: number;
  length: number;
  units: number;
  /** Whether the steps run from the last to the first. */
  reverse: boolean;
  /** int32, `stepKind` of each row. */
  steps: Start;
}

/** The outputs of `recurrentSequence`. */
export interface RecurrenceKernel extends OverSequences {
  kind: 'recurrence';
  /** [rows, gates · units] */
  x: Matrix;
  /** [units, gates · units] */
  recurrent: Matrix;
  /** [batchSize, units]; zeros where null. */
  initial: Matrix | null;
  /** [rows, units] */
  to: Start;
  /**
   * Filled where given, for the gradient: [rows, units] the h that each step starts from, then for each row side by side
   * what `remembered` lists, `units` of each; that of a step which is skipped is anything.
   */
  memory: Start | null;
}

/**
 * Besides h before: of an LSTM c before, i, f, g, o and tanh c; of a GRU z, r, n and the n part of h U. Without a step
 * between, none of it has to be computed again.
 */
export const remembered: Readonly<Record<Cell, number>> = { lstm: 6, gru: 4 };

/** Numbers of a `memory`. */
export const memorySize = (cell: Cell, rows: number, units: number): number =>
  rows * units * (1 + remembered[cell]);

/** The gradient of such outputs. */
export interface RecurrenceGradientKernel extends OverSequences {
  kind: 'recurrenceGradient';
  memory: Start;
  /** [gates · units, units] the recurrent weights on their side. */
  turned: Matrix;
  /** [rows, units] by the outputs. */
  gradient: Matrix;
  /** [rows, gates · units] by x. */
  to: Start;
  /** [rows, gates · units] by h U, where it is not the same: of a GRU. */
  ofProduct: Start | null;
}

export type SequenceKernel = RecurrenceKernel | RecurrenceGradientKernel;

export const isRecurrence = (kernel: Kernel): kernel is SequenceKernel =>
  kernel.kind === 'recurrence' || kernel.kind === 'recurrenceGradient';

/** Columns of x. */
export const widthOf = ({ cell, units }: SequenceKernel): number => gatesOf[cell] * units;

/** Buffers that such a kernel reads. */
export function recurrenceReads(kernel: SequenceKernel): BufferId[] {
  const read =
    kernel.kind === 'recurrence'
      ? [kernel.x, kernel.recurrent, kernel.initial]
      : [kernel.memory, kernel.turned, kernel.gradient];
  return [...read, kernel.steps].flatMap((each) => (each ? [each.buffer] : []));
}

/** Buffers that it fills. */
export function recurrenceWrites(kernel: SequenceKernel): BufferId[] {
  const besides = kernel.kind === 'recurrence' ? kernel.memory : kernel.ofProduct;
  return [kernel.to, besides].flatMap((each) => (each ? [each.buffer] : []));
}
