/**
 * Embedding lookup. The gradient is the sum of the output's rows per id, made without the two transposes of the
 * whole table that the gradient of tfjs `gather` makes.
 */
import * as tf from './tf';

/** Rows `ids` of `table` [N, d] as [ids.length, d], or of [N] as [ids.length]. */
export function lookup<T extends tf.Tensor>(table: T, ids: tf.Tensor1D): T {
  const rows = table.shape[0]!;
  const op = tf.customGrad((x, save) => {
    // Saved, so that the ids outlive the forward pass.
    (save as tf.GradSaveFunc)([ids]);
    return {
      value: tf.gather(x as tf.Tensor, ids),
      gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) =>
        tf.unsortedSegmentSum(dy, saved as tf.Tensor1D, rows),
    };
  });
  return op(table) as T;
}
