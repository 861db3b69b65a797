/** Precision: the share of the k places that hold held-out items. */
import { defineMetric } from '../metric';
import { hitsWithin } from './hits';

export const precision = defineMetric({
  id: 'precision',
  label: 'Precision',
  help: 'Share of the k places that hold a held-out item. Divided by k, also for users with fewer than k held-out items.',
  citation: '',
  formula: 'h / k',
  higherIsBetter: true,
  cutoff: 'required',
  kind: 'ranks',
  unit: '',
  measure: (ranks, _candidates, k) => hitsWithin(ranks, k) / k,
});
