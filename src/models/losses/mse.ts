/** Squared error of predicted stars. */
import { noParams } from '../../protocol/registry';
import * as tf from '../../engine/tf';
import { defineLoss, weightedMean } from './loss';

export const mse = defineLoss({
  id: 'mse',
  label: 'Squared error',
  help: 'The squared difference between predicted and given stars.',
  citation: '',
  formula: '(r̂ − r)²',
  feed: 'rating',
  params: noParams,
  compute(batch, scores) {
    return weightedMean(tf.squaredDifference(scores.pairs(batch.users, batch.items), batch.targets), batch);
  },
});
