/** The plain reading of additive attention, on the tape of any tfjs backend. */
import * as tf from '../tf';

/** Added to a score it leaves a weight of 0; infinities are not safe in shaders. */
const never = -3e38;

/** As `attentionWeights`. Holds a number for every pair of positions and unit, [B, T, T, A]. */
export function weightsReference(queries: tf.Tensor3D, keys: tf.Tensor3D, v: tf.Tensor1D): tf.Tensor3D {
  const [batchSize, length, units] = queries.shape;
  const pairs = tf.add(
    tf.reshape(queries, [batchSize, length, 1, units]),
    tf.reshape(keys, [batchSize, 1, length, units]),
  );
  const scores = tf.sum(tf.mul(tf.tanh(pairs), v), 3);
  return tf.softmax(tf.add(scores, laterPositions(length))) as tf.Tensor3D;
}

/** As `additiveAttention`. */
export function attentionReference(
  queries: tf.Tensor3D,
  keys: tf.Tensor3D,
  v: tf.Tensor1D,
  values: tf.Tensor3D,
): tf.Tensor3D {
  return tf.matMul(weightsReference(queries, keys, v), values);
}

/** [T, T]: 0 where s ≤ t, else what no score outweighs. */
function laterPositions(length: number): tf.Tensor2D {
  const isLater = (place: number) => place % length > Math.floor(place / length);
  const numbers = Float32Array.from({ length: length * length }, (_, place) => (isLater(place) ? never : 0));
  return tf.tensor2d(numbers, [length, length]);
}
