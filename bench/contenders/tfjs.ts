/** Stock TensorFlow.js the way its documentation writes it: variables, gathers, `optimizer.minimize`. */
import * as tf from '@tensorflow/tfjs';
import { outputNames, towerDepth } from '../workloads/neural';
import type { RankingWorkload, TrainingWorkload } from '../workloads/workload';
import type { Contender, Ranking, Training } from './contender';
import { rankInTiles } from './rankTile';

type Variables = Record<string, tf.Variable>;

interface Batch {
  users: tf.Tensor1D;
  items: tf.Tensor1D;
  negatives: tf.Tensor1D;
  targets: tf.Tensor1D;
}

/** On the backend that has been set. */
export const tfjs: Contender = {
  async train(workload) {
    const training = new TfjsTraining(workload);
    await training.reset();
    return training;
  },
  rankAll: (workload) => Promise.resolve(rankWithTfjs(workload)),
};

class TfjsTraining implements Training {
  private readonly workload: TrainingWorkload;
  private readonly batch: Batch;
  private variables: Variables = {};
  private optimizer: tf.AdamOptimizer | null = null;
  private loss: tf.Scalar | null = null;
  private steps = 0;

  constructor(workload: TrainingWorkload) {
    this.workload = workload;
    const { users, items, negatives, targets } = workload.batch;
    this.batch = {
      users: tf.tensor1d(users, 'int32'),
      items: tf.tensor1d(items, 'int32'),
      negatives: tf.tensor1d(negatives, 'int32'),
      targets: tf.tensor1d(targets),
    };
  }

  reset(): Promise<void> {
    const { weights, adam } = this.workload;
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
    const { beta2, epsilon } = this.workload.adam;
    const objective = this.workload.loss === 'bpr' ? bprLoss : bceLoss;
    for (let i = 0; i < steps; i++) {
      this.steps++;
      // tfjs adds ε after correcting the bias, Keras before. Scaled step by step, the two are the same.
      (optimizer as unknown as { epsilon: number }).epsilon = epsilon / Math.sqrt(1 - beta2 ** this.steps);
      this.loss?.dispose();
      this.loss = optimizer.minimize(
        () => objective(this.workload.model.id, this.variables, this.batch),
        true,
      );
    }
  }

  async finish(): Promise<number> {
    return (await this.loss!.data())[0]!;
  }
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
