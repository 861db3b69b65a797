/** Adagrad: s ← s + g², w ← w − η·g / (√s + ε). */
import { z } from 'zod';
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
  update(w, g, [accumulator], _step, p) {
    const next = tf.add(accumulator!, tf.square(g));
    return [tf.sub(w, tf.div(tf.mul(g, p.learningRate), tf.add(tf.sqrt(next), epsilon))), next];
  },
  updateArrays(w, g, [accumulator], _step, p) {
    const s = accumulator!;
    for (let i = 0; i < w.length; i++) {
      s[i]! += g[i]! * g[i]!;
      w[i]! -= (p.learningRate * g[i]!) / (Math.sqrt(s[i]!) + epsilon);
    }
  },
});
