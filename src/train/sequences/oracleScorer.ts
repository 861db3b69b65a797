/** The true preferences of generated data as a scorer of what comes next: the best any model could do. */
import { oracleScores } from '../../data/sources/oracle';
import type { PreparedSequences } from './prepare';
import type { SequenceScorer } from './scorers';

/** Null when the truth is not known. */
export function oracleScorer({ dataset, questions }: PreparedSequences): SequenceScorer | null {
  const { oracle, numItems } = dataset;
  if (!oracle) return null;
  const parts = [questions.watched, questions.test].flatMap((asked) => (asked ? [asked] : []));
  return {
    numItems,
    scoreContexts(contexts, rows) {
      // The truth depends on who is asked for, which contexts do not tell.
      const { askedFor } = parts.find((asked) => asked.contexts === contexts)!;
      const scores = new Float32Array(rows.length * numItems);
      for (const [at, row] of rows.entries()) {
        const context = contexts.items.subarray(contexts.offsets[row]!, contexts.offsets[row + 1]!);
        const out = scores.subarray(at * numItems, (at + 1) * numItems);
        oracleScores(oracle, askedFor[row]!, Array.from(context.slice(-2)), out);
      }
      return Promise.resolve(scores);
    },
  };
}
