/** Precision of predicted genres. */
import { labelMetrics } from './labels';

export const labelPrecision = labelMetrics({
  id: 'precision',
  label: 'Precision',
  help: 'Share of the predicted genres that are true.',
  formula: 'TP / (TP + FP)',
  parts: (tp, fp) => [tp, tp + fp],
});
