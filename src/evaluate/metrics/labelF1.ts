/** F1 of predicted genres. */
import { labelMetrics } from './labels';

export const labelF1 = labelMetrics({
  id: 'f1',
  label: 'F1',
  help: 'Harmonic mean of precision and recall.',
  formula: '2·TP / (2·TP + FP + FN)',
  parts: (tp, fp, fn) => [2 * tp, 2 * tp + fp + fn],
});
