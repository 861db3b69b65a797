/** Predicted beside true ratings of held-out pairs, and how far they are apart. */
import type { Dataset } from '../protocol/dataset';
import { requireFinite } from './finite';
import type { RatingMetric } from './metric';
import type { Scorer } from './scorer';

const chunkPairs = 16_384;

/** The metric over pairs of predicted and true ratings, at least one. */
export function meanError(
  { error, root }: RatingMetric,
  predicted: Float32Array,
  actual: Float32Array,
): number {
  let sum = 0;
  for (let i = 0; i < predicted.length; i++) sum += error(predicted[i]!, actual[i]!);
  const mean = sum / predicted.length;
  return root ? Math.sqrt(mean) : mean;
}

/**
 * Predictions are clipped to the rating scale, as Surprise and Cornac do.
 * @throws AppError `non-finite` when a prediction is no finite number.
 */
export async function predictRatings(
  dataset: Dataset,
  indices: Int32Array,
  scorer: Scorer,
  pace: () => Promise<void>,
): Promise<{ predicted: Float32Array; actual: Float32Array }> {
  const { min, max } = dataset.ratingScale;
  const predicted = new Float32Array(indices.length);
  for (let first = 0; first < indices.length; first += chunkPairs) {
    await pace();
    const chunk = indices.subarray(first, first + chunkPairs);
    const users = chunk.map((index) => dataset.users[index]!);
    const items = chunk.map((index) => dataset.items[index]!);
    const scores = await scorer.scorePairs(users, items);
    for (let p = 0; p < chunk.length; p++) {
      requireFinite(scores[p]!, dataset, users[p]!, items[p]!);
      predicted[first + p] = Math.min(max, Math.max(min, scores[p]!));
    }
  }
  return { predicted, actual: Float32Array.from(indices, (index) => dataset.ratings[index]!) };
}
