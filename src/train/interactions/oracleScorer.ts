/** The true preferences of generated data as a scorer: the best any model could do. */
import { oracleScores } from '../../data/sources/oracle';
import type { Scorer } from '../../evaluate/scorer';
import { fittedScorer } from './fittedScorer';
import type { Prepared } from './prepare';

/** Null when the truth is not known. */
export function oracleScorer({ facts }: Prepared): Scorer | null {
  const { oracle, users, items } = facts;
  if (!oracle) return null;
  const lastItems = new Map<number, number[]>();
  // Training interactions stand by user, then time: the last two are what the next choice depended on.
  for (let i = 0; i < users.length; i++)
    lastItems.set(users[i]!, [...(lastItems.get(users[i]!) ?? []).slice(-1), items[i]!]);
  return fittedScorer(
    {
      numParameters: 0,
      scoreUser: (user, out) => oracleScores(oracle, user, lastItems.get(user) ?? [], out),
    },
    facts.numItems,
  );
}
