/** A recurrent network of the engine's own layer. */
import { lookup } from '../../src/engine/lookup';
import type { ProgramHost } from '../../src/engine/programHost';
import { recurrentSequence, stepKind } from '../../src/engine/recurrence';
import * as tf from '../../src/engine/tf';
import { WeightStore } from '../../src/engine/weightStore';
import { zeros } from '../../src/engine/initializers';
import type { SequenceWorkload } from '../workloads/workload';
import { compiledSteps } from './compiledSteps';
import type { Training } from './contender';

export function trainOnSequences(host: ProgramHost, workload: SequenceWorkload): Promise<Training> {
  const { batch, length, units, seed } = workload;
  const { size, items, candidates, targets } = batch;
  const weights = new WeightStore(seed);
  // They start from the numbers of the workload.
  const w = Object.fromEntries(
    Object.entries(workload.weights).map(([name, { shape }]) => [name, weights.add(name, shape, zeros)]),
  ) as Record<string, tf.Variable<tf.Rank.R2>>;
  return compiledSteps(host, {
    start: workload,
    network: { weights, dispose: () => weights.dispose() },
    batchSize: size,
    columns: { items, targets },
    shared: { candidates },
    objective(inputs) {
      const ids = (name: string) => inputs.get(name) as tf.Tensor1D;
      const vectors = lookup(w.itemEmbedding!, ids('items'));
      const gates = tf.reshape(tf.add(tf.matMul(vectors, w.kernel!), w.bias!), [size, length, 4 * units]);
      const steps = tf.fill([size * length], stepKind.goOn, 'int32') as tf.Tensor1D;
      const h = recurrentSequence('lstm', gates as tf.Tensor3D, w.recurrent!, steps);
      const last = tf.reshape(tf.slice(h, [0, length - 1, 0], [size, 1, units]), [
        size,
        units,
      ]) as tf.Tensor2D;
      const logits = tf.matMul(last, lookup(w.output!, ids('candidates')), false, true);
      const isTarget = tf.equal(
        tf.reshape(ids('targets'), [size, 1]),
        tf.range(0, candidates.length, 1, 'int32'),
      );
      const chosen = tf.sum(tf.mul(tf.logSoftmax(logits), tf.cast(isTarget, 'float32')), 1);
      return tf.neg(tf.mean(chosen));
    },
  });
}
