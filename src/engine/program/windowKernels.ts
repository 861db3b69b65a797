/**
 * Kernels of convolution with maximum over time (Kim, EMNLP 2014). Examples of `length` rows each lie one after the
 * other in a matrix; a window is `width` rows of an example and is named by its first row in the matrix. Whatever
 * comes after the maximum is done at the window that won, for each example and column.
 */
import type { BufferId, Start } from './program';

/** A matrix whose rows lie anywhere and whose columns lie side by side. */
export interface Matrix {
  buffer: BufferId;
  offset: number;
  rowStride: number;
}

/**
 * Fills winners[e, c], int32, with the window of example e whose score, scores[window, c], is largest; the first of
 * equals. Windows lie within the first lengths[e] rows of their example; where those are fewer than `width`, the first
 * window counts all the same.
 */
export interface WinnersKernel {
  kind: 'winners';
  name: string;
  examples: number;
  length: number;
  width: number;
  columns: number;
  scores: Matrix;
  /** int32 */
  lengths: Start;
  winners: Start;
}

/** What the gradients have in common: all but x and the filters lie without gaps. */
interface AtWinners {
  name: string;
  examples: number;
  /** Numbers of a row of x. */
  depth: number;
  /** Numbers of a window, width · depth. */
  span: number;
  columns: number;
  winners: Start;
  /** [examples, columns] */
  gradient: Matrix;
  to: Start;
}

/** to[p, c] = Σ over e of gradient[e, c] · x[winners[e, c] · depth + p], e ascending, p < span. */
export interface FilterGradientKernel extends AtWinners {
  kind: 'filterGradient';
  x: Start;
}

/** to[winners[e, c] · depth + p] += gradient[e, c] · filters[p, c], c ascending; 0 where no window won. */
export interface InputGradientKernel extends AtWinners {
  kind: 'inputGradient';
  length: number;
  filters: Matrix;
}

export type WindowKernel = WinnersKernel | FilterGradientKernel | InputGradientKernel;

/** Buffers that such a kernel reads. */
export function windowReads(kernel: WindowKernel): BufferId[] {
  if (kernel.kind === 'winners') return [kernel.scores.buffer, kernel.lengths.buffer];
  const of = kernel.kind === 'filterGradient' ? kernel.x : kernel.filters;
  return [of.buffer, kernel.winners.buffer, kernel.gradient.buffer];
}

/** The buffer that it fills. */
export const windowWrites = (kernel: WindowKernel): BufferId =>
  (kernel.kind === 'winners' ? kernel.winners : kernel.to).buffer;
