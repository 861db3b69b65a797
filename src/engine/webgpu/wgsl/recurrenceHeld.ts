/**
 * Recurrent layers on a processor that stands in for a GPU, where reads are dear and variables of a thread are cheap
 * (see `heldProduct.ts`): a thread holds all its weights, and takes one sequence after the other past them. WGSL of
 * the array `held`: weights first, by rows; then the numbers to multiply them by; then sums.
 */
import { lines } from './recurrenceShares';

/** Sequences of a thread, by which the reads of its weights are shared. */
export const heldRounds = 8;

/** Rows of weights, a multiple of four, and vectors of each. */
interface HeldWeights {
  rows: number;
  columns: number;
}

/** Declares the array and reads the weights: `read` is the vector of a column in row `k`. */
export const holdWeights = (
  { rows, columns }: HeldWeights,
  read: (k: string, column: number) => string,
): string =>
  `var held: array<F, ${rows * columns + rows / 4 + columns}>;
for (var k = 0u; k < ${rows}u; k++) {
${lines(columns, (column) => `  held[k * ${columns}u + ${column}u] = ${read('k', column)};`)}
}`;

/** Takes over what units told each other, from that place on. */
export const takeTold = ({ rows, columns }: HeldWeights, from: string): string =>
  `for (var k = 0u; k < ${rows / 4}u; k++) { held[${rows * columns}u + k] = told[${from} + k]; }`;

/** A vector of sums over all rows. */
export const heldSum = ({ rows, columns }: HeldWeights, column: number): string =>
  Array.from({ length: rows }, (_, k) => {
    const number = `held[${rows * columns + Math.floor(k / 4)}u][${k % 4}]`;
    return `${number} * held[${k * columns + column}u]`;
  }).join(' + ');

/**
 * Where the sum of a column is kept for later: with the weights, as a variable that lives long would take a register
 * from the multiplications.
 */
export const heldPlace = ({ rows, columns }: HeldWeights, column: number): string =>
  `held[${rows * columns + rows / 4 + column}u]`;
