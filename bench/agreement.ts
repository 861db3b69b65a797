/** Whether a contender did the same mathematics: a fast wrong step is no result. */
import type { Outcome } from './lane';

/** The two numbers that should agree. */
export interface Disagreement {
  what: string;
  expected: number;
  actual: number;
}

/** Largest relative difference of the loss after 20 steps. */
const lossTolerance = 1e-3;

/** null when they agree: losses to 1e-3, ranks to the last. */
export function disagreement(expected: Outcome, actual: Outcome): Disagreement | null {
  if (expected.kind === 'loss' && actual.kind === 'loss') {
    const difference = Math.abs(actual.loss - expected.loss) / Math.abs(expected.loss);
    // NaN is never within the tolerance.
    return difference <= lossTolerance
      ? null
      : { what: 'loss after 20 steps', expected: expected.loss, actual: actual.loss };
  }
  if (expected.kind === 'ranks' && actual.kind === 'ranks') {
    const same = expected.ranks.reduce((sum, rank, user) => sum + (actual.ranks[user] === rank ? 1 : 0), 0);
    return same === expected.ranks.length
      ? null
      : { what: 'users with the right rank', expected: expected.ranks.length, actual: same };
  }
  throw new Error('Losses cannot be compared with ranks.');
}
