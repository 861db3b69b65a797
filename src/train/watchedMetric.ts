/** The metrics of a run, and the one that early stopping watches. */
import type { GroupFlags } from '../evaluate/groupedEvaluator';
import type { Metric } from '../evaluate/metric';
import { metrics } from '../evaluate/metrics/registry';
import { measuredKinds, type Task } from '../protocol/catalog';
import { AppError } from '../protocol/errors';
import { itemGroups, metricKey, parseMetricKey, type MetricKey } from '../protocol/metricKey';
import type { ExperimentSpec } from '../protocol/spec';

/** The metrics asked for, and the one that is watched. */
export const measuredMetrics = (spec: ExperimentSpec): MetricKey[] => [
  ...new Set([...spec.evaluation.metrics, spec.earlyStopping.metric]),
];

/** What models of a task do, and what to watch. */
const words: Record<Task, { does: string; example: string }> = {
  ranking: { does: 'orders items', example: 'a ranking metric such as ndcg@10' },
  rating: { does: 'predicts stars', example: 'rmse or ndcg@10' },
  sequence: { does: 'orders items', example: 'a ranking metric such as recall@20' },
  genres: { does: 'tells genres', example: 'f1/micro or f1-tuned/micro' },
};

/**
 * The metric that is watched.
 * @param groups the groups of items that are measured apart where it is watched; null: all are measured together
 * @throws AppError `bad-spec` when there is none of that name, the model is not measured by it, or it is not measured on
 * the items that it names.
 */
export function watchedMetric(
  spec: ExperimentSpec,
  { label, task }: { label: string; task: Task },
  groups: GroupFlags | null = null,
): Metric {
  const key = spec.earlyStopping.metric;
  const metric = (metrics as readonly Metric[]).find((entry) => entry.id === parseMetricKey(key)?.id);
  if (!metric)
    throw new AppError(
      'bad-spec',
      `There is no metric "${key}".`,
      `Watch one of: ${metrics.map((m) => m.id).join(', ')}.`,
    );
  const { does, example } = words[task];
  if (!measuredKinds[task].includes(metric.kind))
    throw new AppError(
      'bad-spec',
      `${label} ${does}, so "${key}" cannot be watched.`,
      `Watch ${example} (earlyStopping.metric).`,
    );
  checkGroup(key, groups);
  return metric;
}

/** @throws AppError `bad-spec` with the keys that can be watched instead. */
function checkGroup(key: MetricKey, groups: GroupFlags | null): void {
  const { id, k, group } = parseMetricKey(key)!;
  if (group === null ? groups === null : groups?.[group]) return;
  const measured = itemGroups.filter((one) => groups?.[one]);
  const valid = groups ? measured.map((one) => metricKey(id, k, one)) : [metricKey(id, k)];
  const why =
    groups === null
      ? `"${key}" is measured on ${group} items alone, and this split holds out no items whole.`
      : group === null
        ? `This split holds out whole items, which are measured apart from the others, so "${key}" cannot be watched.`
        : `"${key}" cannot be watched: no items are held out whole in the part that is watched.`;
  throw new AppError('bad-spec', why, `Watch ${valid.join(' or ')} (earlyStopping.metric).`);
}

/** @throws AppError `bad-spec` when the model is not trained with the loss. */
export function checkLoss(
  { label, losses }: { label: string; losses: readonly string[] },
  lossId: string,
): void {
  if (losses.length > 0 && !losses.includes(lossId))
    throw new AppError(
      'bad-spec',
      `${label} cannot be trained with the loss "${lossId}".`,
      `Choose one of: ${losses.join(', ')}.`,
    );
}
