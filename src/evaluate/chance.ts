/** What a ranking at random reaches: the measure of a model that knows nothing of the items, such as cold ones. */
import { parseMetricKey, type MetricKey } from '../protocol/metricKey';

/** Mean of Recall@k over random rankings of `candidates` items: each held-out item is among the first k with k / n. */
export const chanceOfRecall = (k: number, candidates: number): number => Math.min(1, k / candidates);

/** The cutoff that chance is told for where the watched metric has none. */
const usualCutoff = 20;

/**
 * "Chance of Recall@20 on cold items: 20 of 741 = 0.027."
 * @param cold [numItems]: 1 for each cold item
 * @param watched metric whose cutoff is taken
 */
export function coldChanceNote(cold: Uint8Array, watched: MetricKey): string {
  const candidates = cold.reduce((sum, flag) => sum + flag, 0);
  const k = parseMetricKey(watched)?.k ?? usualCutoff;
  const chance = chanceOfRecall(k, candidates).toPrecision(2);
  return `Chance of Recall@${k} on cold items: ${Math.min(k, candidates)} of ${candidates} = ${chance}.`;
}
