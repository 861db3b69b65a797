/**
 * Max-norm: a weight vector that has grown beyond a length is cut to it. Srebro & Shraibman, COLT 2005; after every
 * step of a text-CNN as Kim, EMNLP 2014, section 2.1.
 */
import * as tf from './tf';

/**
 * `weight` [..., n] with each of its n columns, such as the weights of one filter or output unit, scaled down to the
 * Euclidean length `maxNorm` where it is longer.
 */
export function limitNorms<T extends tf.Tensor>(weight: T, maxNorm: number): T {
  const axes = weight.shape.slice(0, -1).map((_, axis) => axis);
  const terms = tf.square(weight);
  const squares: tf.Tensor = axes.length > 0 ? tf.sum(terms, axes) : terms;
  const most = maxNorm * maxNorm;
  // Never divides by 0, and leaves shorter columns exactly as they are.
  const scale = tf.div(maxNorm, tf.sqrt(tf.maximum(squares, most)));
  return tf.mul(weight, tf.where(tf.greater(squares, most), scale, tf.onesLike(scale)));
}
