/** One step of a GRU, of the engine's own layer. */
import { lookup } from '../../src/engine/lookup';
import type { ProgramHost } from '../../src/engine/programHost';
import { recurrentSequence, stepKind } from '../../src/engine/recurrence';
import * as tf from '../../src/engine/tf';
import type { SessionWorkload } from '../workloads/workload';
import { compiledSteps } from './compiledSteps';
import type { Training } from './contender';
import { nextItemLoss, recurrentWeights } from './oursRecurrent';

export function trainOnSessions(host: ProgramHost, workload: SessionWorkload): Promise<Training> {
  const { batch, units } = workload;
  const { size, items, state, candidates } = batch;
  const { network, w } = recurrentWeights(workload);
  return compiledSteps(host, {
    start: workload,
    network,
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
      return nextItemLoss(logits, tf.range(0, size, 1, 'int32'));
    },
  });
}
