/** A scorer for tests that gives `score(user, item)`. */
import type { Scorer } from '../evaluate/scorer';

export function toyScorer(numItems: number, score: (user: number, item: number) => number): Scorer {
  return {
    numItems,
    scoreUsers: (users) =>
      Promise.resolve(
        Float32Array.from({ length: users.length * numItems }, (_, p) =>
          score(users[Math.floor(p / numItems)]!, p % numItems),
        ),
      ),
    scorePairs: (users, items) =>
      Promise.resolve(Float32Array.from(users, (user, p) => score(user, items[p]!))),
  };
}
