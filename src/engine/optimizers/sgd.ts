/** Plain stochastic gradient descent: w ← w − η·g. */
import { z } from 'zod';
import * as tf from '../tf';
import { learningRate } from './learningRate';
import { defineOptimizer } from './optimizer';

export const sgd = defineOptimizer({
  id: 'sgd',
  label: 'SGD',
  help: 'Plain gradient descent. Needs larger learning rates than Adam.',
  citation: 'Robbins & Monro 1951',
  params: z.object({ learningRate: learningRate(0.1) }),
  slots: [],
  initialSlot: () => 0,
  update: (w, g, _slots, _step, p) => [tf.sub(w, tf.mul(g, p.learningRate))],
  updateArrays(w, g, _slots, _step, p) {
    for (let i = 0; i < w.length; i++) w[i]! -= p.learningRate * g[i]!;
  },
});
