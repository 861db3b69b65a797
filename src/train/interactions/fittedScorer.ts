/** A fitted model as the evaluator sees it. */
import type { Scorer } from '../../evaluate/scorer';
import type { FittedModel } from '../../models/model';

export function fittedScorer(model: FittedModel, numItems: number): Scorer {
  return {
    numItems,
    scoreUsers(users) {
      const scores = new Float32Array(users.length * numItems);
      for (const [row, user] of users.entries())
        model.scoreUser(user, scores.subarray(row * numItems, (row + 1) * numItems));
      return Promise.resolve(scores);
    },
    scorePairs(users, items) {
      const scores = new Float32Array(users.length);
      const row = new Float32Array(numItems);
      let scored = -1;
      for (const [at, user] of users.entries()) {
        // Pairs of one user stand together, so each user is scored once.
        if (user !== scored) model.scoreUser(user, row);
        scored = user;
        scores[at] = row[items[at]!]!;
      }
      return Promise.resolve(scores);
    },
  };
}
