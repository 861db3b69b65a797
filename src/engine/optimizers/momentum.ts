/** Heavy-ball momentum: v ← μ·v + g, w ← w − η·v. */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import * as tf from '../tf';
import { learningRate } from './learningRate';
import { defineOptimizer } from './optimizer';

export const momentum = defineOptimizer({
  id: 'momentum',
  label: 'SGD with momentum',
  help: 'Gradient descent that keeps its direction.',
  citation: 'Polyak 1964',
  params: z.object({
    learningRate: learningRate(0.05),
    momentum: param.number(0.9, { min: 0, max: 0.999 }, { title: 'Momentum', step: 0.05 }),
  }),
  slots: ['velocity'],
  initialSlot: () => 0,
  stepSize: (_step, p) => p.learningRate,
  update(w, g, [velocity], stepSize, p) {
    const next = tf.add(tf.mul(velocity!, p.momentum), g);
    return [tf.sub(w, tf.mul(next, stepSize)), next];
  },
});
