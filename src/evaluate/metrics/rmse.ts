/** Root mean squared error of predicted ratings. */
import { defineMetric } from '../metric';

export const rmse = defineMetric({
  id: 'rmse',
  label: 'RMSE',
  help: 'Root of the mean squared error over all held-out ratings; predictions are clipped to the rating scale.',
  citation: '',
  formula: '√( mean of (predicted − true)² )',
  higherIsBetter: false,
  cutoff: 'none',
  kind: 'ratings',
  unit: 'stars',
  measure(predicted, actual) {
    let sum = 0;
    for (let i = 0; i < predicted.length; i++) sum += (predicted[i]! - actual[i]!) ** 2;
    return Math.sqrt(sum / predicted.length);
  },
});
