/** What a loss is: a plain function of a network's scores on a batch, apart from the network. */
import type { z } from 'zod';
import type { Feed } from '../../data/sample/batch';
import type { Definition } from '../../protocol/registry';
import * as tf from '../../engine/tf';

/** A batch as tensors, all of the batch's length B. Weights are 1, and 0 for padding. */
export interface Batch {
  users: tf.Tensor1D;
  items: tf.Tensor1D;
  /** Only for pairwise losses. */
  negatives: tf.Tensor1D;
  targets: tf.Tensor1D;
  weights: tf.Tensor1D;
  /** Rows of weight 1, Σ weights. */
  count: tf.Scalar;
}

/** What a loss may ask of a network. */
export interface Scores {
  /** Scores of pairs (users[b], items[b]), [B]: logits, or predicted stars. */
  pairs(users: tf.Tensor1D, items: tf.Tensor1D): tf.Tensor1D;
  /** Scores of every item for every user of the batch, [B, items.length]; needed by in-batch losses. */
  matrix?(users: tf.Tensor1D, items: tf.Tensor1D): tf.Tensor2D;
  /** log of each item's share of the training interactions, [numItems]. */
  itemLogFrequency: tf.Tensor1D;
}

export interface LossDefinition<P extends z.ZodObject = z.ZodObject> extends Definition<P> {
  feed: Feed;
  formula: string;
  /** Mean over the rows of weight 1. */
  compute(batch: Batch, scores: Scores, params: z.infer<P>): tf.Scalar;
}

export function defineLoss<P extends z.ZodObject>(definition: LossDefinition<P>): LossDefinition<P> {
  return definition;
}

/** Σ weight·value / Σ weight. */
export function weightedMean(
  values: tf.Tensor1D,
  { weights, count }: Pick<Batch, 'weights' | 'count'>,
): tf.Scalar {
  return tf.div(tf.sum(tf.mul(values, weights)), count);
}

/** log(1 + eˣ) without overflow: max(x, 0) + log(1 + e^−|x|). */
export function softplus<T extends tf.Tensor>(x: T): T {
  return tf.add<T>(tf.relu(x), tf.log1p(tf.exp(tf.neg(tf.abs(x)))));
}
