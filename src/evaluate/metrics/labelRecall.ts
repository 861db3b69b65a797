/** Recall of predicted genres. */
import { labelMetrics } from './labels';

export const labelRecall = labelMetrics({
  id: 'recall',
  label: 'Recall',
  help: 'Share of the true genres that are predicted.',
  formula: 'TP / (TP + FN)',
  parts: (tp, _fp, fn) => [tp, tp + fn],
});
