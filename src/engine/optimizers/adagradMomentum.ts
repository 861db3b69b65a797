/**
 * Adagrad with momentum on the scaled steps: s ← s + g², v ← μ·v + η·g / (√s + ε), w ← w − v. What the authors' GRU4Rec
 * is trained with; the sum s starts at zero and nothing decays.
 */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import * as tf from '../tf';
import { learningRate } from './learningRate';
import { defineOptimizer } from './optimizer';

const epsilon = 1e-7;

export const adagradMomentum = defineOptimizer({
  id: 'adagrad-momentum',
  label: 'Adagrad with momentum',
  help: 'Adagrad that keeps its direction.',
  citation: 'Hidasi et al., ICLR 2016',
  params: z.object({
    learningRate: learningRate(0.05),
    momentum: param.number(0.2, { min: 0, max: 0.999 }, { title: 'Momentum', step: 0.05 }),
  }),
  slots: ['accumulator', 'velocity'],
  initialSlot: () => 0,
  stepSize: (_step, p) => p.learningRate,
  update(w, g, [accumulator, velocity], stepSize, p) {
    const sum = tf.add(accumulator!, tf.square(g));
    const step = tf.div(tf.mul(g, stepSize), tf.add(tf.sqrt(sum), epsilon));
    const kept = tf.add(tf.mul(velocity!, p.momentum), step);
    return [tf.sub(w, kept), sum, kept];
  },
});
