/** The metrics that a spec asks for, found in the registry and grouped by what they are measured from. */
import type { Task } from '../protocol/catalog';
import { AppError } from '../protocol/errors';
import { metricKey, parseMetricKey, type MetricKey } from '../protocol/metricKey';
import type { LabelMetric, ListMetric, Metric, RankMetric, RatingMetric } from './metric';
import { metrics as registry } from './metrics/registry';

export interface Asked<M extends Metric> {
  key: MetricKey;
  metric: M;
  /** Infinity for the whole ranking. */
  k: number;
}

export interface AskedMetrics {
  ranks: Asked<RankMetric>[];
  lists: Asked<ListMetric>[];
  ratings: Asked<RatingMetric>[];
  labels: Asked<LabelMetric>[];
}

/**
 * Metrics of what a model does not predict are left out: of ratings, of genres, or of a ranking.
 * @throws AppError `bad-spec` for an unknown metric, one of a group of items, and for a cutoff that is missing or makes no sense.
 */
export function readMetrics(keys: readonly MetricKey[], task: Task): AskedMetrics {
  const asked: AskedMetrics = { ranks: [], lists: [], ratings: [], labels: [] };
  for (const key of new Set(keys)) {
    const { metric, k } = findMetric(key);
    if (metric.kind === 'labels') {
      if (task === 'genres') asked.labels.push({ key, metric, k });
    } else if (task !== 'genres') {
      if (metric.kind === 'ranks') asked.ranks.push({ key, metric, k });
      else if (metric.kind === 'lists') asked.lists.push({ key, metric, k });
      else if (task === 'rating') asked.ratings.push({ key, metric, k });
    }
  }
  return asked;
}

function findMetric(key: MetricKey): { metric: Metric; k: number } {
  const parsed = parseMetricKey(key);
  const metric = (registry as readonly Metric[]).find(({ id }) => id === parsed?.id);
  if (!parsed || !metric)
    throw new AppError(
      'bad-spec',
      `There is no metric "${key}".`,
      `Choose from: ${registry.map(({ id }) => id).join(', ')}; most take a cutoff, such as "ndcg@10".`,
    );
  if (metric.cutoff === 'required' && parsed.k === null)
    throw new AppError('bad-spec', `The metric "${key}" needs a cutoff.`, `Write "${key}@10".`);
  if (metric.cutoff === 'none' && parsed.k !== null)
    throw new AppError('bad-spec', `The metric "${key}" takes no cutoff.`, `Write "${parsed.id}".`);
  if (parsed.group !== null)
    throw new AppError(
      'bad-spec',
      `"${key}" is measured on ${parsed.group} items alone, and this split holds out no items whole.`,
      `Ask for "${metricKey(parsed.id, parsed.k)}", or choose a split that holds out items.`,
    );
  return { metric, k: parsed.k ?? Infinity };
}
