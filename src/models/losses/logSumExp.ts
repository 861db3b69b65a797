/** The logarithm of a sum of exponentials, and leaving columns out of it. */
import * as tf from '../../engine/tf';

/** Far below any score, so that its exponential is 0. */
export const excluded = -1e9;

/**
 * log Σⱼ exp(xᵢⱼ) of each row, [B]. Its gradient is the softmax of the row, one fused kernel where the tape would
 * walk back through maximum, exponential and sum.
 */
export function logSumExpRows(x: tf.Tensor2D): tf.Tensor1D {
  const op = tf.customGrad((rows, save) => {
    (save as tf.GradSaveFunc)([rows as tf.Tensor]);
    return {
      value: tf.logSumExp(rows as tf.Tensor2D, 1),
      gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) =>
        tf.mul(tf.softmax(saved as tf.Tensor2D), tf.expandDims(dy, 1)),
    };
  });
  return op(x) as tf.Tensor1D;
}
