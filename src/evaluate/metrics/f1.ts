/** F1: the harmonic mean of precision and recall of each user. */
import { defineMetric } from '../metric';
import { hitsWithin } from './hits';

export const f1 = defineMetric({
  id: 'f1',
  label: 'F1',
  help: 'Harmonic mean of precision and recall, taken for each user and then averaged over users (not of the two averages).',
  citation: '',
  formula: '2 · P · R / (P + R) = 2 h / (k + n), per user',
  higherIsBetter: true,
  cutoff: 'required',
  kind: 'ranks',
  unit: '',
  measure: (ranks, _candidates, k) => (2 * hitsWithin(ranks, k)) / (k + ranks.length),
});
