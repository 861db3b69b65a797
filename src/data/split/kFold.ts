/** k-fold cross-validation: every interaction is held out in exactly one of k random folds of equal size. */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import { makePermutation } from '../random';
import { defineSplit, separate } from './split';

export const kFold = defineSplit({
  id: 'k-fold',
  unit: 'interactions',
  drawn: true,
  label: 'k-fold',
  help: 'Deals all interactions at random into k folds of equal size (to within one); each fold is held out once.',
  citation: '',
  params: z.object({ k: param.int(5, { min: 2, max: 20 }, { title: 'Folds' }) }),
  folds: (_dataset, { k }) => Array.from({ length: k }, (_, fold) => `${fold + 1}/${k}`),
  partition({ indices, params, fold, key }) {
    const n = indices.length;
    const permute = makePermutation(key, n);
    const flags = new Uint8Array(n);
    const from = Math.floor((fold * n) / params.k);
    const to = Math.floor(((fold + 1) * n) / params.k);
    for (let rank = from; rank < to; rank++) flags[permute(rank)] = 1;
    return separate(indices, flags);
  },
});
