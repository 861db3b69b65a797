/** What a loss of predicted genres is: a plain function of logits and true genres. */
import type { z } from 'zod';
import type { Definition } from '../../protocol/registry';
import * as tf from '../../engine/tf';
import { weightedMean } from '../losses/loss';

/** A batch of items as tensors. */
export interface GenreBatch {
  /** [B · maxTokens] ids of words, padded with 0. */
  tokens: tf.Tensor1D;
  /** [B] tokens of each text that are no padding. */
  lengths: tf.Tensor1D;
  /** [B, numGenres], 1 where the item has the genre. */
  labels: tf.Tensor2D;
  /** [B] 1, and 0 for rows that fill up the batch. */
  weights: tf.Tensor1D;
  /** Rows of weight 1, Σ weights. */
  count: tf.Scalar;
}

export interface GenreLossDefinition<P extends z.ZodObject = z.ZodObject> extends Definition<P> {
  feed: 'genres';
  formula: string;
  /** Loss of each item, [B]. `logits` and `labels` are [B, numGenres]. */
  perItem(logits: tf.Tensor2D, labels: tf.Tensor2D, params: z.infer<P>): tf.Tensor1D;
}

export function defineGenreLoss<P extends z.ZodObject>(
  definition: Omit<GenreLossDefinition<P>, 'feed'>,
): GenreLossDefinition<P> {
  return { ...definition, feed: 'genres' };
}

/** Mean over the items of weight 1. */
export const meanLoss = (
  loss: GenreLossDefinition,
  logits: tf.Tensor2D,
  batch: GenreBatch,
  params: Record<string, unknown>,
): tf.Scalar => weightedMean(loss.perItem(logits, batch.labels, params), batch);

/** Mean over the genres of each item, [B]. */
export const meanOverGenres = (values: tf.Tensor2D): tf.Tensor1D =>
  tf.div(tf.sum<tf.Tensor1D>(values, 1), values.shape[1]);
