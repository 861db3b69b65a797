/** Recall of predicted genres. */
import { labelMetrics, share } from './labels';

export const labelRecall = labelMetrics({
  id: 'recall',
  label: 'Recall',
  help: 'Share of the true genres that are predicted.',
  formula: 'TP / (TP + FN)',
  of: (tp, _fp, fn) => share(tp, tp + fn),
});
