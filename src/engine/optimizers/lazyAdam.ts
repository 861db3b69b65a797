/**
 * Adam that leaves alone what a batch did not touch: a weight whose gradient is exactly 0, such as the embedding of an
 * item that is not in the batch, keeps its value and its moments. As LazyAdam of TensorFlow Addons and SparseAdam of
 * PyTorch, with the bias corrections of the common step count.
 */
import * as tf from '../tf';
import { adam } from './adam';
import { defineOptimizer } from './optimizer';

export const lazyAdam = defineOptimizer({
  ...adam,
  id: 'lazy-adam',
  label: 'Lazy Adam',
  help: 'Adam only where a batch has a gradient: the embeddings of users and items outside of it stay as they are.',
  update(w, g, slots, size, p) {
    const touched = tf.notEqual(g, 0);
    const before = [w, ...slots];
    return adam.update(w, g, slots, size, p).map((next, i) => tf.where(touched, next, before[i]!));
  },
});
