/** Precision of predicted genres. */
import { labelMetrics, share } from './labels';

export const labelPrecision = labelMetrics({
  id: 'precision',
  label: 'Precision',
  help: 'Share of the predicted genres that are true.',
  formula: 'TP / (TP + FP)',
  of: (tp, fp) => share(tp, tp + fp),
});
