/** Binary cross-entropy on logits, over interactions and sampled negatives. He et al., WWW 2017, eq. 7. */
import { noParams } from '../../protocol/registry';
import * as tf from '../../engine/tf';
import { defineLoss, softplus, weightedMean } from './loss';

export const bce = defineLoss({
  id: 'bce',
  label: 'Binary cross-entropy',
  help: 'Each pair on its own: is it an interaction or a sampled negative?',
  citation: 'He et al., WWW 2017',
  formula: '−y·log σ(s) − (1 − y)·log(1 − σ(s))',
  feed: 'pointwise',
  params: noParams,
  compute(batch, scores) {
    const logits = scores.pairs(batch.users, batch.items);
    // −y·log σ(s) − (1−y)·log(1−σ(s)) = softplus(s) − y·s
    return weightedMean(tf.sub(softplus(logits), tf.mul(batch.targets, logits)), batch);
  },
});
