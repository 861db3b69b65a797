/** Popularity: everyone gets the items with the most training interactions. */
import { noParams } from '../protocol/registry';
import { defineModel } from './model';

export const popularity = defineModel({
  id: 'popularity',
  label: 'Popularity',
  help: 'Recommends the items with the most interactions to everyone. Hard to beat by far on short histories.',
  citation: '',
  task: 'ranking',
  params: noParams,
  losses: [],
  recommended: {},
  fit({ facts }) {
    const scores = Float32Array.from(facts.itemCounts);
    return Promise.resolve({ numParameters: scores.length, scoreUser: (_user, out) => out.set(scores) });
  },
});
