/**
 * Softmax over the items of the batch: each row's own item against all others, with the log of each item's
 * frequency taken off so that popular items are not punished for being in many batches.
 * Yi et al., RecSys 2019 (sampling-bias-corrected softmax).
 */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import * as tf from '../../engine/tf';
import { excluded, logSumExpRows } from './logSumExp';
import { defineLoss, softplus, weightedMean } from './loss';

export const softmax = defineLoss({
  id: 'softmax',
  label: 'In-batch softmax',
  help: 'Each interaction against all other items of its batch. Larger batches give more negatives.',
  citation: 'Yi et al., RecSys 2019',
  formula: '−s⁺ᵢ + log Σⱼ exp(sᵢⱼ),  s = score / τ − log frequency',
  feed: 'in-batch',
  params: z.object({
    temperature: param.number(1, { min: 0.01, max: 10 }, { title: 'Temperature τ', scale: 'log' }),
    logQ: param.bool(true, {
      title: 'Correct for popularity',
      description: 'Takes log(item frequency) off each score.',
    }),
  }),
  compute(batch, scores, params) {
    if (!scores.matrix)
      throw new Error('This network has no matrix of scores, which the in-batch softmax needs.');
    const { users, items, weights } = batch;
    const logQ = params.logQ ? tf.gather(scores.itemLogFrequency, items) : tf.zerosLike(weights); // [B]
    const own = tf.sub<tf.Tensor1D>(tf.div(scores.pairs(users, items), params.temperature), logQ);
    // Padding is no negative, and neither is another row with the same item.
    const columns = tf.sub(tf.mul(tf.sub(1, weights), excluded), logQ);
    const ids = tf.cast(items, 'float32'); // exact below 2^24
    const differs = tf.step(tf.abs(tf.sub(tf.expandDims(ids, 1), tf.expandDims(ids, 0)))); // [B, B], 0 where the same
    const repeats = tf.mul(tf.sub(1, differs), excluded);
    const others = tf.add<tf.Tensor2D>(
      tf.div(scores.matrix(users, items), params.temperature),
      tf.add(repeats, tf.expandDims(columns, 0)),
    );
    // −s⁺ + log(e^s⁺ + Σ others) = log(1 + e^(log Σ others − s⁺))
    return weightedMean(softplus(tf.sub(logSumExpRows(others), own)), batch);
  },
});
