/** Mean popularity of what is recommended. */
import { defineMetric } from '../metric';

export const popularity = defineMetric({
  id: 'popularity',
  label: 'Popularity',
  help: 'Mean number of training interactions of the recommended items; lower means less obvious lists.',
  citation: '',
  formula: 'mean over all places of all top-k lists of the training interactions of the item',
  higherIsBetter: false,
  cutoff: 'required',
  kind: 'lists',
  unit: 'interactions',
  measure(shown, trained) {
    let sum = 0;
    let places = 0;
    for (let item = 0; item < shown.length; item++) {
      sum += shown[item]! * trained[item]!;
      places += shown[item]!;
    }
    return sum / places;
  },
});
