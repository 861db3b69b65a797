/** Puts a model, a loss and the training facts together into something that can be stepped and scored. */
import type { HostBatch } from '../../data/sample/batch';
import { dropout } from '../../engine/dropout';
import { lookup } from '../../engine/lookup';
import * as tf from '../../engine/tf';
import { WeightStore, type SavedWeights } from '../../engine/weightStore';
import type { Scorer } from '../../evaluate/scorer';
import { weightedMean, type Batch, type LossDefinition } from '../../models/losses/loss';
import type { ModelDefinition, Network, TrainingFacts } from '../../models/model';
import { pick, readParams } from '../../protocol/registry';
import { losses } from '../../models/losses/registry';
import type { Choice } from '../../protocol/spec';

export interface Trainable {
  weights: WeightStore;
  network: Network;
  /** Mean loss of the batch plus the L2 penalty; call it inside a gradient or a tidy. */
  objective(batch: Batch, at: { epoch: number; step: number }): tf.Scalar;
  dispose(): void;
}

export interface AssembleOptions {
  /** Where the weights are put; left out: in a store of their own. */
  weights?: WeightStore;
  loss: Choice;
  seed: number;
  /** Penalty on looked-up rows, λ in λ · mean ½‖row‖². */
  l2: number;
  pretrained: ReadonlyMap<string, SavedWeights>;
}

/** Pairs scored in one go; bounds memory and the time without a break. */
const pairsPerChunk = 2 ** 17;

export function assemble(
  model: ModelDefinition,
  params: Record<string, unknown>,
  facts: TrainingFacts,
  options: AssembleOptions,
): Trainable {
  if (!model.build) throw new Error(`${model.label} is not trained by gradient steps.`);
  const weights = options.weights ?? new WeightStore(options.seed);
  const loss: LossDefinition = pick(losses, 'loss', options.loss.id);
  const lossParams = readParams(loss, options.loss.params);
  const itemLogFrequency = tf.keep(tf.tensor1d(logFrequencies(facts)));
  // Set while a training step is being built: lookups add to the penalty, dropout draws its masks.
  let training: {
    at: { epoch: number; step: number };
    layer: number;
    penalty: tf.Scalar;
    batch: Batch;
  } | null = null;

  const network: Network = model.build({
    facts,
    params,
    pretrained: options.pretrained,
    weight: (name, shape, initializer) => weights.add(name, shape, initializer),
    lookup(table, ids) {
      const rows = lookup(table, ids);
      if (training && options.l2 > 0)
        training.penalty = tf.add(training.penalty, rowPenalty(rows, training.batch));
      return rows;
    },
    dropout: (x, rate) =>
      training && rate > 0
        ? dropout(x, rate, { seed: options.seed, ...training.at, layer: training.layer++ })
        : x,
    loss: (batch, scores) => loss.compute(batch, { ...scores, itemLogFrequency }, lossParams),
  });

  return {
    weights,
    network,
    objective(batch, at) {
      training = { at, layer: 0, penalty: tf.scalar(0), batch };
      try {
        const value = network.loss(batch);
        return options.l2 > 0 ? tf.add(value, tf.mul(training.penalty, options.l2)) : value;
      } finally {
        training = null;
      }
    },
    dispose() {
      weights.dispose();
      itemLogFrequency.dispose();
    },
  };
}

/** Mean over the batch of ½‖row‖². */
function rowPenalty(rows: tf.Tensor, batch: Batch): tf.Scalar {
  const squares = tf.square(rows);
  const perRow = (squares.rank > 1 ? tf.sum(squares, 1) : squares) as tf.Tensor1D;
  return tf.div(weightedMean(perRow, batch), 2);
}

function logFrequencies(facts: TrainingFacts): Float32Array {
  // One pseudo-count keeps the logarithm finite for items without training interactions.
  const total = facts.items.length + facts.numItems;
  return Float32Array.from(facts.itemCounts, (count) => Math.log((count + 1) / total));
}

/** A batch from the host as tensors. */
export function toTensors(batch: HostBatch): Batch {
  return {
    users: tf.tensor1d(batch.users, 'int32'),
    items: tf.tensor1d(batch.items, 'int32'),
    negatives: tf.tensor1d(batch.negatives, 'int32'),
    targets: tf.tensor1d(batch.targets),
    weights: tf.tensor1d(batch.weights),
    count: tf.scalar(batch.size),
  };
}

/** Scores a network by tfjs, in chunks that fit in memory. */
export function networkScorer(network: Network, numItems: number): Scorer {
  const read = async (compute: () => tf.Tensor): Promise<Float32Array> => {
    const tensor = tf.tidy(compute);
    const values = (await tensor.data()) as Float32Array;
    tensor.dispose();
    return values;
  };
  const scorePairs = async (users: Int32Array, items: Int32Array): Promise<Float32Array> => {
    const scores = new Float32Array(users.length);
    for (let from = 0; from < users.length; from += pairsPerChunk) {
      const to = Math.min(from + pairsPerChunk, users.length);
      scores.set(
        await read(() =>
          network.scorePairs(
            tf.tensor1d(users.slice(from, to), 'int32'),
            tf.tensor1d(items.slice(from, to), 'int32'),
          ),
        ),
        from,
      );
    }
    return scores;
  };
  const allPairs = (users: Int32Array): Promise<Float32Array> =>
    scorePairs(
      Int32Array.from({ length: users.length * numItems }, (_, at) => users[Math.floor(at / numItems)]!),
      Int32Array.from({ length: users.length * numItems }, (_, at) => at % numItems),
    );
  return {
    numItems,
    scorePairs,
    async scoreUsers(users) {
      const { scoreUsers } = network;
      if (!scoreUsers) return allPairs(users);
      const scores = new Float32Array(users.length * numItems);
      const usersPerChunk = Math.max(1, Math.floor(pairsPerChunk / numItems));
      for (let from = 0; from < users.length; from += usersPerChunk) {
        const chunk = users.slice(from, from + usersPerChunk);
        scores.set(await read(() => scoreUsers(tf.tensor1d(chunk, 'int32'))), from * numItems);
      }
      return scores;
    },
  };
}
