/**
 * Softmax over the items of the batch: each row's own item against all others, with the log of each item's
 * frequency taken off so that popular items are not punished for being in many batches.
 * Yi et al., RecSys 2019 (sampling-bias-corrected softmax).
 */
import { z } from 'zod';
import { param } from '../../protocol/registry';
import * as tf from '../../engine/tf';
import { defineLoss, weightedMean } from './loss';

const excluded = -1e9;

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
    let logits = tf.div<tf.Tensor2D>(scores.matrix(users, items), params.temperature);
    if (params.logQ) logits = tf.sub(logits, tf.expandDims(tf.gather(scores.itemLogFrequency, items), 0));
    const size = items.shape[0];
    const own = tf.eye(size);
    // A second row with the same item is no negative, and padding is none either.
    const repeats = tf.sub(
      tf.cast(tf.equal(tf.expandDims(items, 1), tf.expandDims(items, 0)), 'float32'),
      own,
    );
    const padding = tf.sub(1, tf.expandDims(weights, 0));
    const hidden = tf.mul(tf.maximum(repeats, tf.mul(padding, tf.sub(1, own))), excluded);
    logits = tf.add(logits, hidden);
    const largest = tf.max(logits, 1, true);
    const logSum = tf.add(tf.log(tf.sum(tf.exp(tf.sub(logits, largest)), 1)), tf.squeeze(largest, [1]));
    return weightedMean(tf.sub(logSum, tf.sum(tf.mul(logits, own), 1)), weights);
  },
});
