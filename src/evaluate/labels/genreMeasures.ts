/** Precision, recall and F1 of each genre by itself. */
import type { GenreMeasures } from '../../protocol/trainService';
import type { LabelCounts, LabelMetric } from '../metric';
import { labelF1 } from '../metrics/labelF1';
import { labelPrecision } from '../metrics/labelPrecision';
import { labelRecall } from '../metrics/labelRecall';

/** In the order of the genres. */
export function measureGenres(counts: LabelCounts): GenreMeasures[] {
  return Array.from(counts.truePositives, (_, genre) => {
    const alone = {
      truePositives: counts.truePositives.subarray(genre, genre + 1),
      falsePositives: counts.falsePositives.subarray(genre, genre + 1),
      falseNegatives: counts.falseNegatives.subarray(genre, genre + 1),
    };
    // Of a single genre there is nothing to average: every variant of a metric is its plain value.
    const plain = ([variant]: LabelMetric[]): number => variant!.measure(alone);
    return { precision: plain(labelPrecision), recall: plain(labelRecall), f1: plain(labelF1) };
  });
}
