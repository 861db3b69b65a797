/** Adagrad: s ← s + g², w ← w − η·g / (√s + ε). */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import * as tf from '../tf';
import { learningRate } from './learningRate';
import { defineOptimizer } from './optimizer';

const epsilon = 1e-7;

export const adagrad = defineOptimizer({
  id: 'adagrad',
  label: 'Adagrad',
  help: 'Steps shrink for weights that have moved much, so rare items learn faster.',
  citation: 'Duchi et al., JMLR 2011',
  params: z.object({
    learningRate: learningRate(0.05),
    initialAccumulator: param.number(
      0.1,
      { min: 0, max: 10 },
      { title: 'Initial accumulator', scale: 'log' },
    ),
  }),
  slots: ['accumulator'],
  initialSlot: (p) => p.initialAccumulator,
  stepSize: (_step, p) => p.learningRate,
  update(w, g, [accumulator], stepSize) {
    const next = tf.add(accumulator!, tf.square(g));
    return [tf.sub(w, tf.div(tf.mul(g, stepSize), tf.add(tf.sqrt(next), epsilon))), next];
  },
});
