/** Cosine loss: how far the predicted probabilities point away from the true genres, whatever their length. */
import { noParams } from '../../protocol/registry';
import * as tf from '../../engine/tf';
import { defineGenreLoss } from './genreLoss';

/** Keeps the division finite; probabilities are never all 0. */
const tiny = 1e-12;

export const genreCosine = defineGenreLoss({
  id: 'genre-cosine',
  label: 'Cosine',
  help: 'Minus the cosine between the probabilities of all genres and the true ones: −1 where they are parallel.',
  citation: '',
  formula: '−σ(z)·y / (‖σ(z)‖·‖y‖)',
  params: noParams,
  perItem(logits, labels) {
    const probabilities = tf.sigmoid(logits);
    const dot = tf.sum<tf.Tensor1D>(tf.mul(probabilities, labels), 1);
    const squares = tf.mul<tf.Tensor1D>(
      tf.sum<tf.Tensor1D>(tf.square(probabilities), 1),
      tf.sum<tf.Tensor1D>(tf.square(labels), 1),
    );
    return tf.neg(tf.div<tf.Tensor1D>(dot, tf.sqrt(tf.maximum(squares, tiny))));
  },
});
