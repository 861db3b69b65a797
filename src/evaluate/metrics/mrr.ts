/** Mean reciprocal rank of the first hit. */
import { defineMetric } from '../metric';

export const mrr = defineMetric({
  id: 'mrr',
  label: 'MRR',
  help: 'One over the rank of the first hit; 0 when it is beyond k.',
  citation: 'Voorhees, TREC-8, 1999',
  formula: '1 / r of the first hit',
  higherIsBetter: true,
  cutoff: 'optional',
  kind: 'ranks',
  unit: '',
  measure: (ranks, _candidates, k) => (ranks[0]! <= k ? 1 / ranks[0]! : 0),
});
