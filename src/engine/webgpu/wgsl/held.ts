/**
 * The array `held` of a thread, in kernels for a processor that stands in for a GPU: weights first, by rows, then the
 * numbers to multiply them by. Both lie in one array, of which some places are told at run time only, so that no
 * compiler takes its numbers for variables, which would fill the registers.
 */

/** Rows of weights, a multiple of four, and vectors of each. */
export interface HeldWeights {
  rows: number;
  columns: number;
}

/** Vectors of the weights and of the numbers. */
export const numHeld = ({ rows, columns }: HeldWeights): number => rows * columns + rows / 4;

/** Where the numbers begin. */
export const firstNumber = ({ rows, columns }: HeldWeights): number => rows * columns;

/** WGSL of a vector of sums over all rows: the products are written out. */
export const heldSum = (weights: HeldWeights, column: number): string =>
  Array.from({ length: weights.rows }, (_, k) => {
    const number = `held[${firstNumber(weights) + Math.floor(k / 4)}u][${k % 4}]`;
    return `${number} * held[${k * weights.columns + column}u]`;
  }).join(' + ');
