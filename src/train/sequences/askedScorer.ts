/** A model of sequences as the evaluator asks it: a user is a question, whose context the model is given. */
import type { Scorer } from '../../evaluate/scorer';
import type { Questions } from './questions';
import type { SequenceScorer } from './scorers';

export function askedScorer(scorer: SequenceScorer, { contexts }: Pick<Questions, 'contexts'>): Scorer {
  const { numItems } = scorer;
  return {
    numItems,
    scoreUsers: (users) => scorer.scoreContexts(contexts, users),
    async scorePairs(users, items) {
      const scores = new Float32Array(users.length);
      // Pairs come user by user: each user's items are scored together.
      const distinct = users.filter((user, at) => at === 0 || user !== users[at - 1]);
      const whole = await scorer.scoreContexts(contexts, distinct);
      let row = -1;
      for (let at = 0; at < users.length; at++) {
        if (at === 0 || users[at] !== users[at - 1]) row++;
        scores[at] = whole[row * numItems + items[at]!]!;
      }
      return scores;
    },
  };
}
