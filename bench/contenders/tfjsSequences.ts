/** An LSTM of stock TensorFlow.js: its own layer, which knows how to walk the steps. */
import * as tf from '@tensorflow/tfjs';
import type { SequenceWorkload } from '../workloads/workload';

type Variables = Record<string, tf.Variable>;

/** What the layer holds its weights by. */
interface Cell {
  kernel: { val: tf.Variable };
  recurrentKernel: { val: tf.Variable };
  bias: { val: tf.Variable };
}

export function sequenceObjective({
  batch,
  length,
  dimension,
  units,
}: SequenceWorkload): (variables: Variables) => tf.Scalar {
  const items = tf.tensor2d(batch.items, [batch.size, length], 'int32');
  const candidates = tf.tensor1d(batch.candidates, 'int32');
  const targets = tf.oneHot(tf.tensor1d(batch.targets, 'int32'), batch.candidates.length);
  const layer = tf.layers.lstm({ units, recurrentActivation: 'sigmoid' });
  tf.tidy(() => void layer.apply(tf.zeros([1, 1, dimension])));
  const { cell } = layer as unknown as { cell: Cell };
  for (const { val } of [cell.kernel, cell.recurrentKernel, cell.bias]) val.dispose();
  return (w) => {
    // The layer's weights are those of the workload, which start anew with each round.
    cell.kernel.val = w.kernel!;
    cell.recurrentKernel.val = w.recurrent!;
    cell.bias.val = w.bias!;
    const last = layer.apply(tf.gather(w.itemEmbedding!, items)) as tf.Tensor2D;
    const logits = tf.matMul(last, tf.gather(w.output as tf.Variable<tf.Rank.R2>, candidates), false, true);
    return tf.losses.softmaxCrossEntropy(targets, logits);
  };
}
