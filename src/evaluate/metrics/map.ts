/** Average precision: the mean of the precision at each hit. */
import { defineMetric } from '../metric';

export const map = defineMetric({
  id: 'map',
  label: 'MAP',
  help: 'Precision at the place of each hit, averaged. `map` takes the whole ranking and divides by n; `map@k` takes the top k and divides by min(k, n). Libraries differ: compare only with the same form.',
  citation: 'Manning et al., Introduction to Information Retrieval, section 8.4',
  formula: 'Σ over hits of (hits up to r) / r  ÷  n  (map@k: ÷ min(k, n))',
  higherIsBetter: true,
  cutoff: 'optional',
  kind: 'ranks',
  unit: '',
  measure(ranks, _candidates, k) {
    let sum = 0;
    for (let i = 0; i < ranks.length && ranks[i]! <= k; i++) sum += (i + 1) / ranks[i]!;
    return sum / Math.min(k, ranks.length);
  },
});
