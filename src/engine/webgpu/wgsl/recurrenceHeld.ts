/**
 * Recurrent layers on a processor that stands in for a GPU, where reads are dear and variables of a thread are cheap
 * (see `heldProduct.ts`): a thread holds all its weights, and takes one sequence after the other past them. Behind
 * the weights and the numbers to multiply them by there is room for the sums.
 */
import { firstNumber, type HeldWeights, numHeld } from './held';
import { lines } from './recurrenceShares';

/** Sequences of a thread, by which the reads of its weights are shared. */
export const heldRounds = 8;

/** Declares the array and reads the weights: `read` is the vector of a column in row `k`. */
export const holdWeights = (weights: HeldWeights, read: (k: string, column: number) => string): string => {
  const { rows, columns } = weights;
  return `var held: array<F, ${numHeld(weights) + columns}>;
for (var k = 0u; k < ${rows}u; k++) {
${lines(columns, (column) => `  held[k * ${columns}u + ${column}u] = ${read('k', column)};`)}
}`;
};

/** Takes over what units told each other, from that place on. */
export const takeTold = (weights: HeldWeights, from: string): string =>
  `for (var k = 0u; k < ${weights.rows / 4}u; k++) { held[${firstNumber(weights)}u + k] = told[${from} + k]; }`;

/**
 * Where the sum of a column is kept for later: with the weights, as a variable that lives long would take a register
 * from the multiplications.
 */
export const heldPlace = (weights: HeldWeights, column: number): string =>
  `held[${numHeld(weights) + column}u]`;
