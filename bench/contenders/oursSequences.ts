/** A recurrent network of the engine's own layer. */
import { lookup } from '../../src/engine/lookup';
import type { ProgramHost } from '../../src/engine/programHost';
import { recurrentSequence, stepKind } from '../../src/engine/recurrence';
import * as tf from '../../src/engine/tf';
import type { SequenceWorkload } from '../workloads/workload';
import { compiledSteps } from './compiledSteps';
import type { Training } from './contender';
import { nextItemLoss, recurrentWeights } from './oursRecurrent';

export function trainOnSequences(host: ProgramHost, workload: SequenceWorkload): Promise<Training> {
  const { batch, length, units } = workload;
  const { size, items, candidates, targets } = batch;
  const { network, w } = recurrentWeights(workload);
  return compiledSteps(host, {
    start: workload,
    network,
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
      return nextItemLoss(logits, ids('targets'));
    },
  });
}
