/** One step of a GRU, of the engine's own layer. */
import { zeros } from '../../src/engine/initializers';
import { lookup } from '../../src/engine/lookup';
import type { ProgramHost } from '../../src/engine/programHost';
import { recurrentSequence, stepKind } from '../../src/engine/recurrence';
import * as tf from '../../src/engine/tf';
import { WeightStore } from '../../src/engine/weightStore';
import type { SessionWorkload } from '../workloads/workload';
import { compiledSteps } from './compiledSteps';
import type { Training } from './contender';

export function trainOnSessions(host: ProgramHost, workload: SessionWorkload): Promise<Training> {
  const { batch, units, seed } = workload;
  const { size, items, state, candidates } = batch;
  const weights = new WeightStore(seed);
  // They start from the numbers of the workload.
  const w = Object.fromEntries(
    Object.entries(workload.weights).map(([name, { shape }]) => [name, weights.add(name, shape, zeros)]),
  ) as Record<string, tf.Variable<tf.Rank.R2>>;
  return compiledSteps(host, {
    start: workload,
    network: { weights, dispose: () => weights.dispose() },
    batchSize: size,
    columns: { items, state },
    shared: { candidates },
    objective(inputs) {
      const ids = (name: string) => inputs.get(name) as tf.Tensor1D;
      const gates = tf.add(lookup(w.kernel!, ids('items')), w.bias!);
      const h = recurrentSequence(
        'gru',
        tf.reshape<tf.Rank.R3>(gates, [size, 1, 3 * units]),
        w.recurrent!,
        tf.fill([size], stepKind.goOn, 'int32') as tf.Tensor1D,
        { initial: tf.reshape<tf.Rank.R2>(inputs.get('state')!, [size, units]) },
      );
      const products = tf.matMul(
        tf.reshape<tf.Rank.R2>(h, [size, units]),
        lookup(w.output!, ids('candidates')),
        false,
        true,
      );
      const logits = tf.add(products, lookup(w.outputBias!, ids('candidates')));
      const isTarget = tf.equal(
        tf.reshape(tf.range(0, size, 1, 'int32'), [size, 1]),
        tf.range(0, candidates.length, 1, 'int32'),
      );
      const chosen = tf.sum(tf.mul(tf.logSoftmax(logits), tf.cast(isTarget, 'float32')), 1);
      return tf.neg(tf.mean(chosen));
    },
  });
}
