/** Random ratio: a share of the interactions is held out, of each user, of each item, or of all together. */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import { groupPlaces } from '../groups';
import { draw, makePermutation } from '../random';
import { defineSplit, separate, singleFold, trainCount } from './split';

export const randomRatio = defineSplit({
  id: 'random-ratio',
  unit: 'interactions',
  drawn: true,
  label: 'Random ratio',
  help: 'Holds out a random share. Stratified by user or item, each keeps the same share, rounded: n · (1 − share) interactions train, halves to the even number.',
  citation:
    'Stratified as python_stratified_split in recommenders (github.com/recommenders-team/recommenders)',
  params: z.object({
    ratio: param.number(
      0.25,
      { min: 0.01, max: 0.99 },
      { title: 'Held-out share', description: 'Share of the interactions that is held out.', step: 0.05 },
    ),
    by: param.choice(['user', 'item', 'all'], 'user', {
      title: 'Stratified by',
      description: 'Take the share from each user, from each item, or from all interactions together.',
    }),
  }),
  folds: () => singleFold,
  partition({ dataset, indices, params, key }) {
    const { numUsers, numItems, users, items } = dataset;
    const numGroups = params.by === 'user' ? numUsers : params.by === 'item' ? numItems : 1;
    const idAt = (place: number): number => {
      const index = indices[place]!;
      return params.by === 'user' ? users[index]! : params.by === 'item' ? items[index]! : 0;
    };
    const { offsets, places } = groupPlaces(indices.length, numGroups, idAt);
    const flags = new Uint8Array(indices.length);
    for (let group = 0; group < numGroups; group++) {
      const start = offsets[group]!;
      const n = offsets[group + 1]! - start;
      const train = trainCount(n, params.ratio);
      if (train === n) continue;
      const permute = makePermutation(draw(key, 0, group), n);
      for (let rank = train; rank < n; rank++) flags[places[start + permute(rank)]!] = 1;
    }
    return separate(indices, flags);
  },
});
