/** Puts a model of sequences and a loss together into something that can be stepped and scored. */
import { dropout } from '../../engine/dropout';
import { lookup } from '../../engine/lookup';
import * as tf from '../../engine/tf';
import { WeightStore } from '../../engine/weightStore';
import { nextLosses } from '../../models/sequences/lossRegistry';
import { differs } from '../../models/sequences/nextLoss';
import type {
  SequenceBatch,
  SequenceFacts,
  SequenceModelDefinition,
  SequenceNetwork,
} from '../../models/sequences/sequenceModel';
import { pick, readParams } from '../../protocol/registry';
import type { Choice } from '../../protocol/spec';

export interface SequenceTrainable {
  weights: WeightStore;
  network: SequenceNetwork;
  /** Ids of all items, [numItems]; a batch whose negatives are these is set against every item. */
  allItems: tf.Tensor1D;
  /** Mean loss of the batch plus the L2 penalty; call it inside a gradient or a tidy. */
  objective(batch: SequenceBatch, at: { epoch: number; step: number }): tf.Scalar;
  dispose(): void;
}

export interface SequenceAssembly {
  /** Where the weights are put; left out: in a store of their own. */
  weights?: WeightStore;
  model: SequenceModelDefinition;
  params: Record<string, unknown>;
  facts: SequenceFacts;
  loss: Choice;
  seed: number;
  batchSize: number;
  /** Penalty on looked-up rows, λ in λ · mean ½‖row‖². */
  l2: number;
  content: { values: Float32Array; dimension: number } | null;
}

export function assembleSequences(assembly: SequenceAssembly): SequenceTrainable {
  const { model, params, facts, seed, batchSize, l2, content } = assembly;
  if (!model.build) throw new Error(`${model.label} is not trained by gradient steps.`);
  const weights = assembly.weights ?? new WeightStore(seed);
  const loss = pick(nextLosses, 'loss', assembly.loss.id);
  const lossParams = readParams(loss, assembly.loss.params);
  const allItems = tf.keep(tf.range(0, facts.numItems, 1, 'int32'));
  const constants: tf.Tensor[] = [allItems];
  // Set while a training step is being built: lookups add to the penalty, dropout draws its masks.
  let training: { at: { epoch: number; step: number }; layer: number; penalty: tf.Scalar } | null = null;
  const network = model.build({
    facts,
    params,
    content,
    batchSize,
    weight: (name, shape, initializer) => weights.add(name, shape, initializer),
    constant(values, shape) {
      const table = tf.keep(tf.tensor2d(values, shape));
      constants.push(table);
      return table;
    },
    carried: (name, shape) => weights.addCarried(name, shape),
    carry: (name, next) => {
      if (training) weights.carry(name, next);
    },
    lookup(table, ids) {
      // Every row in its place is the table itself, which is not gathered and not penalized.
      if (ids === (allItems as tf.Tensor)) return table;
      const rows = lookup(table, ids);
      if (training && l2 > 0) training.penalty = tf.add(training.penalty, meanHalfSquare(rows));
      return rows;
    },
    dropout: (x, rate) =>
      training && rate > 0 ? dropout(x, rate, { seed, ...training.at, layer: training.layer++ }) : x,
    loss(batch, positive, negatives) {
      const counts = differs(batch.targets, batch.negatives);
      const values = loss.compute({ positive, negatives, counts }, lossParams);
      return tf.div(tf.sum(tf.mul(values, batch.weights)), tf.sum(batch.weights));
    },
  });
  return {
    weights,
    network,
    allItems,
    objective(batch, at) {
      training = { at, layer: 0, penalty: tf.scalar(0) };
      try {
        const value = network.loss(batch);
        return l2 > 0 ? tf.add(value, tf.mul(training.penalty, l2)) : value;
      } finally {
        training = null;
      }
    },
    dispose() {
      weights.dispose();
      tf.dispose(constants);
    },
  };
}

/** Mean over the rows looked up of ½‖row‖². */
function meanHalfSquare(rows: tf.Tensor): tf.Scalar {
  return tf.div(tf.sum(tf.square(rows)), 2 * rows.shape[0]!);
}
