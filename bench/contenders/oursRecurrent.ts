/** What the recurrent networks of this project have in common: their weights, and the loss of the next item. */
import { zeros } from '../../src/engine/initializers';
import * as tf from '../../src/engine/tf';
import { WeightStore } from '../../src/engine/weightStore';
import type { StartingPoint } from '../workloads/workload';
import type { CompiledSteps } from './compiledSteps';

/** The weights of a workload by name, still 0: they start from its numbers. */
export function recurrentWeights({ weights, seed }: StartingPoint & { seed: number }): {
  network: CompiledSteps['network'];
  w: Record<string, tf.Variable<tf.Rank.R2>>;
} {
  const store = new WeightStore(seed);
  const added = Object.entries(weights).map(([name, { shape }]) => [name, store.add(name, shape, zeros)]);
  return {
    network: { weights: store, dispose: () => store.dispose() },
    w: Object.fromEntries(added) as Record<string, tf.Variable<tf.Rank.R2>>,
  };
}

/**
 * Mean cross-entropy of a softmax over candidates.
 * @param logits [size, numCandidates]
 * @param targets [size] places among the candidates
 */
export function nextItemLoss(logits: tf.Tensor, targets: tf.Tensor): tf.Scalar {
  const [size, numCandidates] = logits.shape as [number, number];
  const isTarget = tf.equal(tf.reshape(targets, [size, 1]), tf.range(0, numCandidates, 1, 'int32'));
  const chosen = tf.sum(tf.mul(tf.logSoftmax(logits), tf.cast(isTarget, 'float32')), 1);
  return tf.neg(tf.mean(chosen));
}
