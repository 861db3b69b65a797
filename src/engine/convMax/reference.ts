/** The plain reading of `convMaxOverTime`, on the tape of any tfjs backend. */
import { lookup } from '../lookup';
import * as tf from '../tf';

/** Below every score; infinities are not safe in shaders. */
const lowest = -3e38;

/** As `convMaxOverTime`: finds the winning windows first, then computes those alone in a way that tfjs can derive. */
export function convMaxReference(
  x: tf.Tensor3D,
  lengths: tf.Tensor1D,
  filters: tf.Tensor2D,
  bias: tf.Tensor1D,
  width: number,
): tf.Tensor2D {
  const [batchSize, length, depth] = x.shape;
  const [span, numFilters] = filters.shape;
  // The window that wins decides, and has no gradient itself: `lookup` derives by its table alone.
  const rows = tf.tidy(() => {
    const firstRows = tf.reshape(tf.range(0, batchSize * length, length), [batchSize, 1, 1]);
    const winners = tf.reshape(winningWindows(x, lengths, filters, width), [batchSize, numFilters, 1]);
    const inWindow = tf.reshape(tf.range(0, width), [1, 1, width]);
    const all = tf.add(tf.add(firstRows, winners), inWindow);
    return tf.cast(tf.reshape(all, [-1]), 'int32') as tf.Tensor1D;
  });
  const windows = tf.reshape(lookup(tf.reshape(x, [batchSize * length, depth]), rows), [
    batchSize,
    numFilters,
    span,
  ]);
  return tf.relu(tf.add(tf.sum(tf.mul(windows, tf.transpose(filters)), 2), bias));
}

/** [B, F]: where the window of each example begins that answers a filter best, the first of several. */
function winningWindows(
  x: tf.Tensor3D,
  lengths: tf.Tensor1D,
  filters: tf.Tensor2D,
  width: number,
): tf.Tensor {
  const [batchSize, length, depth] = x.shape;
  const numFilters = filters.shape[1];
  const numWindows = length - width + 1;
  const scores = tf.conv1d(x, tf.reshape(filters, [width, depth, numFilters]), 1, 'valid');
  const valid = tf.maximum(tf.sub(tf.cast(lengths, 'float32'), width - 1), 1);
  const positions = tf.reshape(tf.range(0, numWindows), [1, numWindows, 1]);
  const isValid = tf.less(positions, tf.reshape(valid, [batchSize, 1, 1]));
  const counted = tf.where(isValid, scores, tf.fill(scores.shape, lowest));
  const isBest = tf.equal(counted, tf.max(counted, 1, true));
  // Where no window before the last is the best, it is the last.
  return tf.min(tf.where(isBest, positions, numWindows - 1), 1);
}
