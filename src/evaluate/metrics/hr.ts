/** Hit rate: is any held-out item among the first k? */
import { defineMetric } from '../metric';

export const hr = defineMetric({
  id: 'hr',
  label: 'HR',
  help: 'Share of users with at least one held-out item in their top k.',
  citation: 'Deshpande & Karypis, ACM TOIS 2004',
  formula: '1 if h > 0, else 0',
  higherIsBetter: true,
  cutoff: 'required',
  kind: 'ranks',
  unit: '',
  measure: (ranks, _candidates, k) => (ranks[0]! <= k ? 1 : 0),
});
