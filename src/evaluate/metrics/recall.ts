/** Recall: the share of the held-out items that are among the first k. */
import { defineMetric } from '../metric';
import { hitsWithin } from './hits';

export const recall = defineMetric({
  id: 'recall',
  label: 'Recall',
  help: "Share of the user's held-out items that are in the top k. Divided by all of them, also when there are more than k.",
  citation: '',
  formula: 'h / n',
  higherIsBetter: true,
  cutoff: 'required',
  kind: 'ranks',
  unit: '',
  measure: (ranks, _candidates, k) => hitsWithin(ranks, k) / ranks.length,
});
