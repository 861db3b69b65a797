/** Counts of predicted and true genres. */
import type { LabelCounts } from '../metric';

/** A genre is predicted from `threshold` on. `probabilities` and `labels` are [n · numGenres]. */
export function countLabels(
  probabilities: Float32Array,
  labels: Uint8Array,
  numGenres: number,
  threshold: number,
): LabelCounts {
  const counts: LabelCounts = {
    truePositives: new Float64Array(numGenres),
    falsePositives: new Float64Array(numGenres),
    falseNegatives: new Float64Array(numGenres),
  };
  for (const [index, probability] of probabilities.entries()) {
    const genre = index % numGenres;
    if (labels[index] === 1) counts[probability >= threshold ? 'truePositives' : 'falseNegatives'][genre]!++;
    else if (probability >= threshold) counts.falsePositives[genre]!++;
  }
  return counts;
}
