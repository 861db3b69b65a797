/** One step of a GRU in stock TensorFlow.js, whose own layer cannot put the reset gate behind the product. */
import * as tf from '@tensorflow/tfjs';
import type { SessionWorkload } from '../workloads/workload';

type Variables = Record<string, tf.Variable>;

export function sessionObjective({ batch, units }: SessionWorkload): (variables: Variables) => tf.Scalar {
  const { size } = batch;
  const items = tf.tensor1d(batch.items, 'int32');
  const state = tf.tensor2d(batch.state, [size, units]);
  const candidates = tf.tensor1d(batch.candidates, 'int32');
  const targets = tf.oneHot(tf.range(0, size, 1, 'int32'), batch.candidates.length);
  return (w) => {
    // A one-hot vector times a matrix is a row of it.
    const input = tf.add(tf.gather(w.kernel!, items), w.bias!) as tf.Tensor2D;
    const [xz, xr, xn] = tf.split(input, 3, 1);
    const [hz, hr, hn] = tf.split(tf.matMul(state, w.recurrent as tf.Variable<tf.Rank.R2>), 3, 1);
    const z = tf.sigmoid(tf.add(xz!, hz!));
    const n = tf.tanh(tf.add(xn!, tf.mul(tf.sigmoid(tf.add(xr!, hr!)), hn!)));
    const h = tf.add<tf.Tensor2D>(n, tf.mul(z, tf.sub(state, n)));
    const output = tf.gather(w.output as tf.Variable<tf.Rank.R2>, candidates);
    const logits = tf.add(tf.matMul(h, output, false, true), tf.gather(w.outputBias!, candidates));
    return tf.losses.softmaxCrossEntropy(targets, logits);
  };
}
