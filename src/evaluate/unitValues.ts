/** What each user or item contributes to a metric of its part, kept so that runs can be tested against each other. */
import type { MetricKey } from '../protocol/metricKey';
import { maxUnitValues, type UnitValues } from '../protocol/significance';
import type { LabelMetric, RatingMetric } from './metric';

/** Null when there are too many to keep. */
const bounded = (found: UnitValues): UnitValues | null =>
  found.values.length <= maxUnitValues ? found : null;

/**
 * Of a metric that is a mean over users.
 * @param values [users.length], NaN where the metric is not defined for a user
 */
export function ofUsers(metric: MetricKey, users: Int32Array, values: readonly number[]): UnitValues | null {
  const defined = (_: number, place: number): boolean => !Number.isNaN(values[place]!);
  return bounded({
    metric,
    unit: 'user',
    units: users.filter(defined),
    groups: 1,
    values: Float32Array.from(values.filter(defined)),
    weights: null,
    root: false,
  });
}

/**
 * Of an error of predicted ratings: its sum and count for each user.
 * @param users of the predictions, [predicted.length]
 */
export function ofRatings(
  key: MetricKey,
  { error, root }: RatingMetric,
  users: Int32Array,
  predicted: Float32Array,
  actual: Float32Array,
): UnitValues | null {
  const units = Int32Array.from(new Set(users)).sort();
  const placeOf = new Map(Array.from(units, (user, place) => [user, place]));
  const values = new Float32Array(units.length);
  const weights = new Float32Array(units.length);
  for (const [index, user] of users.entries()) {
    const place = placeOf.get(user)!;
    values[place]! += error(predicted[index]!, actual[index]!);
    weights[place]!++;
  }
  return bounded({ metric: key, unit: 'user', units, groups: 1, values, weights, root });
}

/**
 * Of a metric of predicted genres: the part and the whole that it is the share of, for each item, and when the mean over
 * genres is taken for each genre of it.
 * @param probabilities [items.length · numGenres]
 * @param labels [items.length · numGenres], 1 where true
 * @param threshold from which on a genre is predicted
 */
export function ofLabels(
  key: MetricKey,
  { average, parts }: LabelMetric,
  items: Int32Array,
  numGenres: number,
  probabilities: Float32Array,
  labels: Uint8Array,
  threshold: number,
): UnitValues | null {
  const groups = average === 'macro' ? numGenres : 1;
  const values = new Float32Array(items.length * groups);
  const weights = new Float32Array(items.length * groups);
  for (const [index, probability] of probabilities.entries()) {
    const at = Math.floor((index * groups) / numGenres);
    const isTrue = labels[index] === 1;
    const isPredicted = probability >= threshold;
    const [part, whole] = parts(
      Number(isTrue && isPredicted),
      Number(!isTrue && isPredicted),
      Number(isTrue && !isPredicted),
    );
    values[at]! += part;
    weights[at]! += whole;
  }
  // Units are ascending wherever they go.
  const order = Array.from(items.keys()).sort((a, b) => items[a]! - items[b]!);
  const places = Int32Array.from(
    order.flatMap((row) => Array.from({ length: groups }, (_, group) => row * groups + group)),
  );
  return bounded({
    metric: key,
    unit: 'item',
    units: Int32Array.from(order, (row) => items[row]!),
    groups,
    values: Float32Array.from(places, (at) => values[at]!),
    weights: Float32Array.from(places, (at) => weights[at]!),
    root: false,
  });
}
