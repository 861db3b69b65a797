/** Mean absolute error of predicted ratings. */
import { defineMetric } from '../metric';

export const mae = defineMetric({
  id: 'mae',
  label: 'MAE',
  help: 'Mean absolute error over all held-out ratings; predictions are clipped to the rating scale.',
  citation: '',
  formula: 'mean of |predicted − true|',
  higherIsBetter: false,
  cutoff: 'none',
  kind: 'ratings',
  unit: 'stars',
  measure(predicted, actual) {
    let sum = 0;
    for (let i = 0; i < predicted.length; i++) sum += Math.abs(predicted[i]! - actual[i]!);
    return sum / predicted.length;
  },
});
