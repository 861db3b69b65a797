/** jax-js with the whole step under one `jit`: loss, gradient and Adam, written by hand as its optax would. */
import { blockUntilReady, defaultDevice, init, jit, lax, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import { outputNames, towerDepth } from '../workloads/neural';
import type { AdamParams, RankingWorkload, StartingPoint, TextWorkload } from '../workloads/workload';
import type { Contender, Ranking, StartContender, Training } from './contender';
import { sequenceBatch, sequenceLoss } from './jaxSequences';
import { sessionBatch, sessionLoss } from './jaxSessions';
import { rankInTiles } from './rankTile';

const starter =
  (device: 'webgpu' | 'wasm'): StartContender =>
  async () => {
    if (!(await init(device)).includes(device)) throw new Error(`jax-js finds no ${device}.`);
    defaultDevice(device);
    return jaxWith(device === 'webgpu' ? convolveByKernel : convolveByProduct);
  };
export const startJaxWebGpu = starter('webgpu');
export const startJaxWasm = starter('wasm');

// jax-js counts references: passing an array gives it away, `.ref` keeps it.
type Arrays = Record<string, np.Array>;

// Trees of arrays are type aliases, as jax-js asks.
type State = {
  weights: Arrays;
  mean: Arrays;
  variance: Arrays;
  /** β₁ᵗ and β₂ᵗ */
  beta1Power: np.Array;
  beta2Power: np.Array;
};

const jaxWith = (convolve: Convolve): Contender => ({
  train(workload) {
    const { users, items, negatives, targets } = workload.batch;
    const pairs = { users: np.array(users), items: np.array(items) };
    return workload.loss === 'bpr'
      ? trainWith(workload, { ...pairs, negatives: np.array(negatives) }, bprLoss)
      : trainWith(workload, { ...pairs, targets: np.array(targets) }, bceLoss(workload.model.id));
  },
  trainOnTexts(workload) {
    const { size, tokens, labels } = workload.batch;
    const batch = { tokens: np.array(tokens), labels: np.array(labels).reshape([size, workload.numGenres]) };
    return trainWith(workload, batch, textLoss(workload, convolve));
  },
  trainOnSequences: (workload) => trainWith(workload, sequenceBatch(workload), sequenceLoss(workload)),
  trainOnSessions: (workload) => trainWith(workload, sessionBatch(workload), sessionLoss(workload)),
  rankAll: (workload) => Promise.resolve(rankWithJax(workload)),
});

type Objective = (weights: Arrays, batch: Arrays) => np.Array;

async function trainWith(start: StartingPoint, batch: Arrays, objective: Objective): Promise<Training> {
  const training = new JaxTraining(start, batch, objective);
  await training.reset();
  return training;
}

class JaxTraining implements Training {
  private readonly start: StartingPoint;
  private readonly batch: Arrays;
  private readonly step: (state: State, batch: Arrays) => [State, np.Array];
  private state: State | null = null;
  private loss: np.Array | null = null;

  constructor(start: StartingPoint, batch: Arrays, objective: Objective) {
    this.start = start;
    this.batch = batch;
    this.step = jit(trainingStep(objective, start.adam)) as unknown as typeof this.step;
  }

  async reset(): Promise<void> {
    if (this.state) {
      const { weights, mean, variance, beta1Power, beta2Power } = this.state;
      for (const arrays of [weights, mean, variance])
        for (const array of Object.values(arrays)) array.dispose();
      beta1Power.dispose();
      beta2Power.dispose();
    }
    const each = (make: (values: Float32Array) => Float32Array): Arrays =>
      Object.fromEntries(
        Object.entries(this.start.weights).map(([name, { shape, values }]) => [
          name,
          np.array(make(values)).reshape(shape),
        ]),
      );
    const { beta1, beta2 } = this.start.adam;
    this.state = {
      weights: each((values) => values),
      mean: each(({ length }) => new Float32Array(length)),
      variance: each(({ length }) => new Float32Array(length)),
      beta1Power: np.array(beta1),
      beta2Power: np.array(beta2),
    };
    await blockUntilReady(this.state);
  }

  run(steps: number): void {
    for (let i = 0; i < steps; i++) {
      this.loss?.dispose();
      const kept = Object.fromEntries(Object.entries(this.batch).map(([name, array]) => [name, array.ref]));
      [this.state, this.loss] = this.step(this.state!, kept);
    }
  }

  async finish(): Promise<number> {
    // All of the last step, not only what its loss needs.
    await blockUntilReady(this.state!);
    return (await (this.loss!.ref.data() as Promise<Float32Array>))[0]!;
  }
}

function trainingStep(objective: Objective, adam: AdamParams) {
  const lossAndGradient = valueAndGrad(objective) as unknown as (
    weights: Arrays,
    batch: Arrays,
  ) => [np.Array, Arrays];
  return (state: State, batch: Arrays): [State, np.Array] => {
    const kept = Object.fromEntries(Object.entries(state.weights).map(([name, array]) => [name, array.ref]));
    const [value, gradient] = lossAndGradient(kept, batch);
    return [adamStep(state, gradient, adam), value];
  };
}

function adamStep(
  { weights, mean, variance, beta1Power, beta2Power }: State,
  gradient: Arrays,
  { learningRate, beta1, beta2, epsilon }: AdamParams,
): State {
  // η·√(1 − β₂ᵗ) / (1 − β₁ᵗ)
  const size = np.sqrt(np.subtract(1, beta2Power.ref)).div(np.subtract(1, beta1Power.ref)).mul(learningRate);
  const next: State = {
    weights: {},
    mean: {},
    variance: {},
    beta1Power: beta1Power.mul(beta1),
    beta2Power: beta2Power.mul(beta2),
  };
  for (const name of Object.keys(weights)) {
    const g = gradient[name]!;
    const m = mean[name]!.mul(beta1).add(g.ref.mul(1 - beta1));
    const v = variance[name]!.mul(beta2).add(np.square(g).mul(1 - beta2));
    next.weights[name] = weights[name]!.sub(m.ref.mul(size.ref).div(np.sqrt(v.ref).add(epsilon)));
    next.mean[name] = m;
    next.variance[name] = v;
  }
  size.dispose();
  return next;
}

function bprLoss(w: Arrays, { users, items, negatives }: Arrays): np.Array {
  const user = np.take(w.userEmbedding!, users!, 0);
  const difference = np.take(w.itemEmbedding!.ref, items!, 0).sub(np.take(w.itemEmbedding!, negatives!, 0));
  return nn.softplus(np.negative(user.mul(difference).sum(1))).mean();
}

const bceLoss =
  (model: string) =>
  (w: Arrays, { users, items, targets }: Arrays): np.Array => {
    let hidden = np.concatenate(
      [np.take(w['mlp/userEmbedding']!, users!.ref, 0), np.take(w['mlp/itemEmbedding']!, items!.ref, 0)],
      1,
    );
    for (let layer = 1; layer <= towerDepth; layer++)
      hidden = nn.relu(np.matmul(hidden, w[`mlp/layer${layer}/kernel`]!).add(w[`mlp/layer${layer}/bias`]!));
    if (model === 'neumf') {
      const product = np
        .take(w['gmf/userEmbedding']!, users!.ref, 0)
        .mul(np.take(w['gmf/itemEmbedding']!, items!.ref, 0));
      hidden = np.concatenate([product, hidden], 1);
    }
    users!.dispose();
    items!.dispose();
    const output = outputNames(model);
    const logits = np.matmul(hidden, w[output.kernel]!).add(w[output.bias]!).reshape([-1]);
    return nn.softplus(logits.ref).sub(targets!.mul(logits)).mean();
  };

type Convolve = (words: np.Array, filters: np.Array, width: number, workload: TextWorkload) => np.Array;

const textLoss =
  (workload: TextWorkload, convolve: Convolve) =>
  (w: Arrays, { tokens, labels }: Arrays): np.Array => {
    // jax-js cannot compile the gradient of a `take` whose result is but seen differently: hence the ones.
    const words = np.take(w.wordEmbedding!, tokens!, 0).mul(np.ones([1, workload.dimension]));
    const maxima = workload.widths.map((width, index) => {
      const scores = convolve(words.ref, w[`path${index + 1}/filters`]!, width, workload);
      return nn.relu(scores.add(w[`path${index + 1}/bias`]!)).max(1);
    });
    words.dispose();
    const logits = np.matmul(np.concatenate(maxima, 1), w.output!).add(w.outputBias!);
    return nn.softplus(logits.ref).sub(labels!.mul(logits)).mean();
  };

/** [size, windows, filters]; on WebGPU 1.5 times as fast as the product of all windows. */
const convolveByKernel: Convolve = (words, filters, width, { batch: { size }, length, dimension }) =>
  lax
    .conv(
      words.reshape([size, length, dimension]).transpose([0, 2, 1]),
      filters.reshape([width, dimension, -1]).transpose([2, 1, 0]),
      [1],
      'VALID',
    )
    .transpose([0, 2, 1]);

/** The same as a product of all windows, 14 times as fast on WebAssembly; those across two texts are cut off. */
const convolveByProduct: Convolve = (words, filters, width, { batch: { size }, length }) => {
  const numWindows = size * length - width + 1;
  const shifted = Array.from({ length: width }, (_, j) => words.ref.slice([j, j + numWindows]));
  words.dispose();
  const scores = np.pad(np.matmul(np.concatenate(shifted, 1), filters), [
    [0, width - 1],
    [0, 0],
  ]);
  return scores.reshape([size, length, -1]).slice([], [0, length - width + 1]);
};

/** Scores by tiles on the device, ranks on the host. */
function rankWithJax(workload: RankingWorkload): Ranking {
  const { userEmbedding, itemEmbedding } = workload.weights;
  const [numUsers = 0, factors = 0] = userEmbedding.shape;
  const items = np.array(itemEmbedding.values).reshape(itemEmbedding.shape);
  const scoreTile = jit((tile: np.Array, table: np.Array) => np.matmul(tile, np.transpose(table)));
  const tiles = new Map<number, np.Array>();
  return {
    rank: () =>
      rankInTiles(workload, (from, count) => {
        let tile = tiles.get(from);
        if (!tile) {
          const values = userEmbedding.values.slice(
            from * factors,
            Math.min(from + count, numUsers) * factors,
          );
          tiles.set(from, (tile = np.array(values).reshape([count, factors])));
        }
        return scoreTile(tile.ref, items.ref).data() as Promise<Float32Array>;
      }),
  };
}
