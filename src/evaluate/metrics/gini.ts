/** Gini coefficient of how often each item is recommended: 0 when all are equally often, near 1 when a few take all. */
import { defineMetric } from '../metric';

export const gini = defineMetric({
  id: 'gini',
  label: 'Gini',
  help: 'Inequality of how often the items are recommended, over all items: 0 when equally often, near 1 when a few items fill all lists.',
  citation: 'Fleder & Hosanagar, Management Science 2009',
  formula: 'Σ over i of (2 i − N − 1) · cᵢ  ÷  (N · Σ cᵢ), with the N items by ascending count cᵢ',
  higherIsBetter: false,
  cutoff: 'required',
  kind: 'lists',
  unit: '',
  measure(shown) {
    const ascending = shown.slice().sort();
    let weighted = 0;
    let total = 0;
    ascending.forEach((count, i) => {
      weighted += (2 * (i + 1) - ascending.length - 1) * count;
      total += count;
    });
    return weighted / (ascending.length * total);
  },
});
