/** NDCG: hits count less further down, against the best order there could be. */
import { defineMetric } from '../metric';

export const ndcg = defineMetric({
  id: 'ndcg',
  label: 'NDCG',
  help: 'Each hit counts 1 / log2(rank + 1); divided by the value of the ideal list, which has min(k, n) hits on top.',
  citation: 'Järvelin & Kekäläinen, ACM TOIS 2002, with binary relevance',
  formula: 'Σ over hits of 1 / log2(r + 1)  ÷  Σ for i = 1..min(k, n) of 1 / log2(i + 1)',
  higherIsBetter: true,
  cutoff: 'optional',
  kind: 'ranks',
  unit: '',
  measure(ranks, _candidates, k) {
    let gain = 0;
    let ideal = 0;
    for (let i = 0; i < ranks.length && i < k; i++) {
      ideal += 1 / Math.log2(i + 2);
      if (ranks[i]! <= k) gain += 1 / Math.log2(ranks[i]! + 1);
    }
    return gain / ideal;
  },
});
