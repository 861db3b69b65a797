/** How the work of a recurrent layer is shared out among threads, and the WGSL that both ways through it have. */
import type { Start } from '../../program/program';
import type { SequenceKernel } from '../../program/recurrenceKernels';
import type { Matrix } from '../../program/windowKernels';
import { gatesOf } from '../../recurrence/cells';
import { arrayName } from './arrays';

/** What every device offers a workgroup. */
const mostThreads = 256;
const mostShared = 16_384 / 4;

/** Vectors of weights that a thread holds; what is done with them is written out, and takes time to compile. */
const mostHeld = 512;

/** How the work is shared out. Numbers of units and columns are vectors of `lanes`. */
export interface Shares {
  lanes: 1 | 4;
  /** Vectors of units of a sequence. */
  units: number;
  /** Sequences of a thread, and threads that share a vector of units. */
  perThread: number;
  groups: number;
  /** Threads side by side, and vectors of units of each. */
  across: number;
  slots: number;
  /** Places, by turns, of what units tell each other. */
  turns: 1 | 2;
  /** Whether threads hold their weights, and take sequences one by one. */
  held: boolean;
}

/**
 * A processor that stands in for a GPU has few threads to feed, so that each may take more sequences.
 * @param told numbers that the units of a sequence tell each other in a step
 */
export function shares(
  kernel: SequenceKernel,
  told: number,
  starts: readonly (Start | null)[],
  isSoftware: boolean,
): Shares {
  const { units, batchSize } = kernel;
  const fits = units % 4 === 0 && starts.every((start) => start === null || isAligned(start));
  const lanes = fits ? 4 : 1;
  const most = Math.max(1, Math.min(8, Math.floor(mostShared / (2 * told)), batchSize));
  if (isSoftware && fits && holdsWeights(kernel))
    return {
      ...{ lanes, units: units / 4, perThread: 1, groups: 1 },
      ...{ across: units / 4, slots: 1, turns: 2, held: true },
    };
  const turns = 2 * told <= mostShared ? 2 : 1;
  const perThread = Math.min(isSoftware ? 8 : 4, most);
  const groups = Math.max(1, Math.floor(most / perThread));
  const vectors = units / lanes;
  const across = Math.min(vectors, Math.floor(mostThreads / groups));
  const slots = Math.ceil(vectors / across);
  return { lanes, units: vectors, perThread, groups, across, slots, turns, held: false };
}

/** Whether a layer has few enough weights, steps enough to make up for reading them, and units to share out by four. */
const holdsWeights = ({ cell, units, length }: SequenceKernel): boolean =>
  units % 16 === 0 && gatesOf[cell] * units <= mostHeld && length >= 8;

const isAligned = (start: Start & { rowStride?: number }): boolean =>
  start.offset % 4 === 0 && (start.rowStride ?? 0) % 4 === 0;

export const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

export interface Made {
  by: Shares;
  /** Vectors of the workgroup's memory. */
  told: number;
  /** What a thread does once, before its sequences. */
  before: string;
  body(reverse: boolean): string;
}

/** Everything that is done for each vector of units of a thread, if there are as many. */
export const eachSlot = ({ slots, units, across }: Shares, write: (slot: number) => string): string =>
  lines(slots, (s) =>
    (s + 1) * across <= units ? `{\n${write(s)}\n}` : `if (unit${s} < units) {\n${write(s)}\n}`,
  );

export const eachSequence = ({ perThread }: Shares, write: (sequence: number) => string): string =>
  lines(perThread, write);

/** WGSL of a number or vector: `row` is a u32 expression, `column` a constant number of numbers, `unit` a variable. */
export const at = (
  { lanes }: Shares,
  start: Start,
  [rowStride, row]: readonly [number, string],
  column: number,
  unit: string,
): string =>
  `${arrayName(start.buffer)}[${(start.offset + column) / lanes}u + (${row}) * ${rowStride / lanes}u + ${unit}]`;

/** WGSL that reads the `lanes` rows of weights from `lanes` · k on, as `name`_0 and so on. */
export const weights = (by: Shares, matrix: Matrix, column: number, unit: string, name: string): string =>
  lines(by.lanes, (kk) => {
    const row = `${by.lanes}u * k + ${kk}u`;
    return `let ${name}_${kk} = ${at(by, matrix, [matrix.rowStride, row], column, unit)};`;
  });

/** WGSL that adds a vector of numbers times such rows to a sum. */
export function addProducts({ lanes }: Shares, sum: string, vector: string, rows: string): string {
  const number = (kk: number) => (lanes === 4 ? `${vector}[${kk}]` : vector);
  const products = Array.from({ length: lanes }, (_, kk) => `${number(kk)} * ${rows}_${kk}`);
  return `${sum} += ${products.join(' + ')};`;
}

export const kindOf = (kernel: SequenceKernel, row: string): string =>
  `${arrayName(kernel.steps.buffer)}[${kernel.steps.offset}u + ${row}]`;

export const fn = (name: 'sigmoid' | 'tanh', { lanes }: Shares): string => `${name}${lanes}`;
