/** Bayesian personalised ranking: the interaction should score above one sampled negative. Rendle et al., UAI 2009. */
import { noParams } from '../../protocol/registry';
import * as tf from '../../engine/tf';
import { defineLoss, softplus, weightedMean } from './loss';

export const bpr = defineLoss({
  id: 'bpr',
  label: 'BPR',
  help: 'Pairs: the interaction should score higher than one sampled negative of the same user.',
  citation: 'Rendle et al., UAI 2009',
  formula: '−log σ(s⁺ − s⁻)',
  feed: 'pairwise',
  params: noParams,
  compute(batch, scores) {
    const difference = tf.sub<tf.Tensor1D>(
      scores.pairs(batch.users, batch.items),
      scores.pairs(batch.users, batch.negatives),
    );
    return weightedMean(softplus(tf.neg(difference)), batch);
  },
});
