/** Stock TensorFlow.js the way its documentation writes it: variables, gathers, `optimizer.minimize`. */
import * as tf from '@tensorflow/tfjs';
import { outputNames, towerDepth } from '../workloads/neural';
import { sequenceObjective } from './tfjsSequences';
import { sessionObjective } from './tfjsSessions';
import type { RankingWorkload, StartingPoint, TextWorkload, TrainingWorkload } from '../workloads/workload';
import type { Contender, Ranking, Training } from './contender';
import { rankInTiles } from './rankTile';

type Variables = Record<string, tf.Variable>;

interface Batch {
  users: tf.Tensor1D;
  items: tf.Tensor1D;
  negatives: tf.Tensor1D;
  targets: tf.Tensor1D;
}
type Objective = (variables: Variables) => tf.Scalar;

/** On the backend that has been set. */
export const tfjs: Contender = {
  train: (workload) => trainWith(workload, objectiveOf(workload)),
  trainOnTexts: (workload) => trainWith(workload, textObjective(workload)),
  trainOnSequences: (workload) => trainWith(workload, sequenceObjective(workload)),
  trainOnSessions: (workload) => trainWith(workload, sessionObjective(workload)),
  rankAll: (workload) => Promise.resolve(rankWithTfjs(workload)),
};

async function trainWith(start: StartingPoint, objective: Objective): Promise<Training> {
  const training = new TfjsTraining(start, objective);
  await training.reset();
  return training;
}

class TfjsTraining implements Training {
  private readonly start: StartingPoint;
  private readonly objective: Objective;
  private variables: Variables = {};
  private optimizer: tf.AdamOptimizer | null = null;
  private loss: tf.Scalar | null = null;
  private steps = 0;

  constructor(start: StartingPoint, objective: Objective) {
    this.start = start;
    this.objective = objective;
  }

  reset(): Promise<void> {
    const { weights, adam } = this.start;
    tf.dispose(this.variables);
    this.optimizer?.dispose();
    this.variables = Object.fromEntries(
      Object.entries(weights).map(([name, { shape, values }]) => [
        name,
        tf.tidy(() => tf.variable(tf.tensor(values.slice(), shape))),
      ]),
    );
    this.optimizer = tf.train.adam(adam.learningRate, adam.beta1, adam.beta2, adam.epsilon);
    this.steps = 0;
    return Promise.resolve();
  }

  run(steps: number): void {
    const optimizer = this.optimizer!;
    const { beta2, epsilon } = this.start.adam;
    for (let i = 0; i < steps; i++) {
      this.steps++;
      // tfjs adds ε after correcting the bias, Keras before. Scaled step by step, the two are the same.
      (optimizer as unknown as { epsilon: number }).epsilon = epsilon / Math.sqrt(1 - beta2 ** this.steps);
      this.loss?.dispose();
      this.loss = optimizer.minimize(() => this.objective(this.variables), true);
    }
  }

  async finish(): Promise<number> {
    return (await this.loss!.data())[0]!;
  }
}

function objectiveOf({ batch, model, loss }: TrainingWorkload): Objective {
  const tensors: Batch = {
    users: tf.tensor1d(batch.users, 'int32'),
    items: tf.tensor1d(batch.items, 'int32'),
    negatives: tf.tensor1d(batch.negatives, 'int32'),
    targets: tf.tensor1d(batch.targets),
  };
  const compute = loss === 'bpr' ? bprLoss : bceLoss;
  return (variables) => compute(model.id, variables, tensors);
}

function bprLoss(_model: string, w: Variables, { users, items, negatives }: Batch): tf.Scalar {
  const user = tf.gather(w.userEmbedding!, users);
  const difference = tf.sub(tf.gather(w.itemEmbedding!, items), tf.gather(w.itemEmbedding!, negatives));
  // Not `logSigmoid`: its gradient reads a tensor that tfjs has disposed by then.
  return tf.mean(tf.softplus(tf.neg(tf.sum(tf.mul(user, difference), 1))));
}

function bceLoss(model: string, w: Variables, { users, items, targets }: Batch): tf.Scalar {
  let hidden = tf.concat(
    [tf.gather(w['mlp/userEmbedding']!, users), tf.gather(w['mlp/itemEmbedding']!, items)],
    1,
  ) as tf.Tensor2D;
  for (let layer = 1; layer <= towerDepth; layer++) {
    const product = tf.matMul(hidden, w[`mlp/layer${layer}/kernel`] as tf.Variable<tf.Rank.R2>);
    hidden = tf.relu(tf.add(product, w[`mlp/layer${layer}/bias`]!));
  }
  if (model === 'neumf') {
    const product = tf.mul(
      tf.gather(w['gmf/userEmbedding']!, users),
      tf.gather(w['gmf/itemEmbedding']!, items),
    );
    hidden = tf.concat([product as tf.Tensor2D, hidden], 1);
  }
  const output = outputNames(model);
  const logits = tf.add(tf.matMul(hidden, w[output.kernel] as tf.Variable<tf.Rank.R2>), w[output.bias]!);
  return tf.losses.sigmoidCrossEntropy(targets, tf.reshape(logits, [-1]));
}

function textObjective({ batch, length, dimension, widths, numGenres }: TextWorkload): Objective {
  const tokens = tf.tensor2d(batch.tokens, [batch.size, length], 'int32');
  const labels = tf.tensor2d(batch.labels, [batch.size, numGenres]);
  const convolve = tf.getBackend() === 'wasm' ? convolveByProduct : convolveByKernel;
  return (w) => {
    const words = tf.gather(w.wordEmbedding!, tokens) as tf.Tensor3D;
    const maxima = widths.map((width, index) => {
      const filters = w[`path${index + 1}/filters`] as tf.Variable<tf.Rank.R2>;
      const scores = convolve(words, filters, width, dimension);
      return tf.max<tf.Tensor2D>(tf.relu(tf.add(scores, w[`path${index + 1}/bias`]!)), 1);
    });
    const features = tf.concat(maxima, 1);
    const logits = tf.add(tf.matMul(features, w.output as tf.Variable<tf.Rank.R2>), w.outputBias!);
    return tf.losses.sigmoidCrossEntropy(labels, logits);
  };
}

type Convolve = (words: tf.Tensor3D, filters: tf.Tensor2D, width: number, dimension: number) => tf.Tensor3D;

const convolveByKernel: Convolve = (words, filters, width, dimension) =>
  tf.conv1d(words, tf.reshape<tf.Rank.R3>(filters, [width, dimension, -1]), 1, 'valid');

/** tfjs wasm cannot derive a convolution by its filters, but it can a product of matrices. */
const convolveByProduct: Convolve = (words, filters, width, dimension) => {
  const [size, length] = words.shape;
  const numWindows = length - width + 1;
  const shifted = Array.from({ length: width }, (_, j) =>
    tf.slice(words, [0, j, 0], [size, numWindows, dimension]),
  );
  const windows = tf.reshape<tf.Rank.R2>(tf.concat(shifted, 2), [size * numWindows, width * dimension]);
  return tf.reshape<tf.Rank.R3>(tf.matMul(windows, filters), [size, numWindows, -1]);
};

/** Scores by tiles on the device, ranks on the host: tfjs could count there too, but only through several whole tiles. */
function rankWithTfjs(workload: RankingWorkload): Ranking {
  const { weights, factors } = workload;
  const users = tf.tensor2d(weights.userEmbedding.values, weights.userEmbedding.shape as [number, number]);
  // Turned once: both backends are slower with a transposed operand.
  const items = tf.tidy(() =>
    tf.transpose(tf.tensor2d(weights.itemEmbedding.values, weights.itemEmbedding.shape as [number, number])),
  );
  return {
    rank: () =>
      rankInTiles(workload, async (from, count) => {
        const scores = tf.tidy(() => tf.matMul(tf.slice(users, [from, 0], [count, factors]), items));
        const values = (await scores.data()) as Float32Array;
        scores.dispose();
        return values;
      }),
  };
}
