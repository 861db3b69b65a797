/** RMSProp: s ← ρ·s + (1 − ρ)·g², w ← w − η·g / (√s + ε). */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import * as tf from '../tf';
import { learningRate } from './learningRate';
import { defineOptimizer } from './optimizer';

const epsilon = 1e-7;

export const rmsprop = defineOptimizer({
  id: 'rmsprop',
  label: 'RMSProp',
  help: 'Steps are divided by a running mean of the gradient’s size.',
  citation: 'Tieleman & Hinton 2012, lecture 6.5',
  params: z.object({
    learningRate: learningRate(0.001),
    decay: param.number(0.9, { min: 0, max: 0.999 }, { title: 'Decay', step: 0.05 }),
  }),
  slots: ['meanSquare'],
  initialSlot: () => 0,
  stepSize: (_step, p) => p.learningRate,
  update(w, g, [meanSquare], stepSize, p) {
    const next = tf.add(tf.mul(meanSquare!, p.decay), tf.mul(tf.square(g), 1 - p.decay));
    return [tf.sub(w, tf.div(tf.mul(g, stepSize), tf.add(tf.sqrt(next), epsilon))), next];
  },
});
