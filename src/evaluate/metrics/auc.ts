/** AUC: how often a held-out item stands above another candidate. */
import { defineMetric } from '../metric';

export const auc = defineMetric({
  id: 'auc',
  label: 'AUC',
  help: 'Chance that a held-out item is ranked above a candidate that is not held out; ties count as lost. Users whose candidates are all held out are left out.',
  citation: 'Rendle et al., BPR, UAI 2009',
  formula: '1 − Σ over i of (rᵢ − i) / (n · m), with m other candidates and rᵢ the i-th smallest rank',
  higherIsBetter: true,
  cutoff: 'none',
  kind: 'ranks',
  unit: '',
  measure(ranks, candidates) {
    const others = candidates - ranks.length;
    let lost = 0;
    // The i-th held-out item has ranks[i] - 1 candidates above it, i of which are held out themselves.
    for (let i = 0; i < ranks.length; i++) lost += ranks[i]! - (i + 1);
    return 1 - lost / (ranks.length * others);
  },
});
