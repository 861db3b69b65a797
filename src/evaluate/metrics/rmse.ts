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
  error: (predicted, actual) => (predicted - actual) ** 2,
  root: true,
});
