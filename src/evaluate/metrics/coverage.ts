/** Catalogue coverage: how much of the catalogue is recommended to anyone at all. */
import { defineMetric } from '../metric';

export const coverage = defineMetric({
  id: 'coverage',
  label: 'Coverage',
  help: 'Share of all items that are in the top k of at least one user.',
  citation: 'Ge et al., RecSys 2010',
  formula: 'items in any top k / all items',
  higherIsBetter: true,
  cutoff: 'required',
  kind: 'lists',
  unit: '',
  measure(shown) {
    let covered = 0;
    for (const count of shown) if (count > 0) covered++;
    return covered / shown.length;
  },
});
