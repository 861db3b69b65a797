/** Plain stochastic gradient descent: w ← w − η·g. */
import { z } from '../../protocol/zod';
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
  stepSize: (_step, p) => p.learningRate,
  update: (w, g, _slots, stepSize) => [tf.sub(w, tf.mul(g, stepSize))],
});
