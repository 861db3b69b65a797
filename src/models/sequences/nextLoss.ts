/**
 * What a loss of the next item is: a plain function of the scores of the item that came and of items that did not.
 * The target is never among its own negatives: where a negative is the target itself it does not count.
 */
import type { z } from 'zod';
import type { LossEntry } from '../../protocol/catalog';
import type { Definition } from '../../protocol/registry';
import * as tf from '../../engine/tf';

export interface NextScores {
  /** [R] of the item that came next, r⁺. */
  positive: tf.Tensor1D;
  /** [R, C] of the negatives, r⁻. */
  negatives: tf.Tensor2D;
  /** [R, C] 1 where a negative counts, 0 where it is the item of the row itself. */
  counts: tf.Tensor2D;
}

export interface NextLossDefinition<P extends z.ZodObject = z.ZodObject> extends Definition<P> {
  feed: Extract<LossEntry['feed'], 'next'>;
  formula: string;
  /** [R] loss of each row. */
  compute(scores: NextScores, params: z.infer<P>): tf.Tensor1D;
}

export function defineNextLoss<P extends z.ZodObject>(
  definition: Omit<NextLossDefinition<P>, 'feed'>,
): NextLossDefinition<P> {
  return { ...definition, feed: 'next' };
}

/** [R, C] 1 where the id of the column is not the id of the row, both int32. */
export function differs(rows: tf.Tensor1D, columns: tf.Tensor1D): tf.Tensor2D {
  return tf.cast(tf.notEqual(tf.expandDims(rows, 1), tf.expandDims(columns, 0)), 'float32');
}
