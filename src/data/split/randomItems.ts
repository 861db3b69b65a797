/** Random items: a share of the items is held out whole, for models that learn from what items are, not from who chose them. */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import { makePermutation } from '../random';
import { defineSplit, separate, singleFold, trainCount } from './split';

export const randomItems = defineSplit({
  id: 'random-items',
  unit: 'items',
  drawn: true,
  label: 'Random items',
  help: 'Holds out a random share of the items. For models of texts, which learn from items and not from interactions.',
  citation: '',
  params: z.object({
    ratio: param.number(
      0.1,
      { min: 0.01, max: 0.99 },
      {
        title: 'Held-out share',
        description: 'Share of the items that is held out; for validation, of those that are left.',
        step: 0.05,
      },
    ),
  }),
  folds: () => singleFold,
  partition({ indices, params, key }) {
    const permute = makePermutation(key, indices.length);
    const flags = new Uint8Array(indices.length);
    for (let rank = trainCount(indices.length, params.ratio); rank < indices.length; rank++)
      flags[permute(rank)] = 1;
    return separate(indices, flags);
  },
});
