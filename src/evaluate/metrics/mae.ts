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
  error: (predicted, actual) => Math.abs(predicted - actual),
  root: false,
});
