/**
 * Adam with bias correction, dense: the moments of every row decay at every step, also of rows that the batch did
 * not touch, as in Keras and TensorFlow.
 */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import * as tf from '../tf';
import { learningRate } from './learningRate';
import { defineOptimizer } from './optimizer';

const epsilon = 1e-7;

/** Step size with both bias corrections folded in: η·√(1 − β₂ᵗ) / (1 − β₁ᵗ). */
const stepSize = (step: number, p: { learningRate: number; beta1: number; beta2: number }): number =>
  (p.learningRate * Math.sqrt(1 - p.beta2 ** step)) / (1 - p.beta1 ** step);

export const adam = defineOptimizer({
  id: 'adam',
  label: 'Adam',
  help: 'Momentum with a step size of its own for every weight. A safe first choice.',
  citation: 'Kingma & Ba, ICLR 2015',
  params: z.object({
    learningRate: learningRate(0.001),
    beta1: param.number(
      0.9,
      { min: 0, max: 0.9999 },
      { title: 'β₁', description: 'Decay of the mean gradient.', step: 0.01 },
    ),
    beta2: param.number(
      0.999,
      { min: 0, max: 0.99999 },
      { title: 'β₂', description: 'Decay of the mean squared gradient.', step: 0.001 },
    ),
  }),
  slots: ['mean', 'variance'],
  initialSlot: () => 0,
  stepSize,
  update(w, g, [mean, variance], size, p) {
    const m = tf.add(tf.mul(mean!, p.beta1), tf.mul(g, 1 - p.beta1));
    const v = tf.add(tf.mul(variance!, p.beta2), tf.mul(tf.square(g), 1 - p.beta2));
    return [tf.sub(w, tf.div(tf.mul(m, size), tf.add(tf.sqrt(v), epsilon))), m, v];
  },
});
