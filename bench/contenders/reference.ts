/** The same mathematics in plain loops and double precision: slow, short, and of no library. */
import { outputNames, towerDepth } from '../workloads/neural';
import type { RankingWorkload, StartingPoint, TrainingWorkload } from '../workloads/workload';
import type { StartContender, Training } from './contender';
import { sigmoid, softplus, type Arrays, type LossAndGradient } from './lossAndGradient';
import { lstm } from './referenceSequences';
import { gru4rec } from './referenceSessions';
import { textCnn } from './referenceTexts';

export const startReference: StartContender = () =>
  Promise.resolve({
    train: (workload) =>
      Promise.resolve(trainInLoops(workload, workload.loss === 'bpr' ? bpr(workload) : bce(workload))),
    trainOnTexts: (workload) => Promise.resolve(trainInLoops(workload, textCnn(workload))),
    trainOnSequences: (workload) => Promise.resolve(trainInLoops(workload, lstm(workload))),
    trainOnSessions: (workload) => Promise.resolve(trainInLoops(workload, gru4rec(workload))),
    rankAll: (workload) => Promise.resolve({ rank: () => Promise.resolve(rankInLoops(workload)) }),
  });

function trainInLoops(workload: StartingPoint, lossAndGradient: LossAndGradient): Training {
  const each = (make: (values: Float32Array) => Float64Array): Arrays =>
    Object.fromEntries(Object.entries(workload.weights).map(([name, { values }]) => [name, make(values)]));
  const zeros = () => each(({ length }) => new Float64Array(length));
  const { learningRate, beta1, beta2, epsilon } = workload.adam;
  let weights: Arrays = {};
  let mean: Arrays = {};
  let variance: Arrays = {};
  const gradient = zeros();
  let step = 0;
  let loss = NaN;
  const reset = () => {
    weights = each((values) => Float64Array.from(values));
    mean = zeros();
    variance = zeros();
    step = 0;
  };
  reset();
  return {
    reset: () => {
      reset();
      return Promise.resolve();
    },
    finish: () => Promise.resolve(loss),
    run(steps) {
      for (let i = 0; i < steps; i++) {
        for (const of of Object.values(gradient)) of.fill(0);
        loss = lossAndGradient(weights, gradient);
        step++;
        const size = (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
        for (const [name, w] of Object.entries(weights)) {
          const g = gradient[name]!;
          const m = mean[name]!;
          const v = variance[name]!;
          for (let j = 0; j < w.length; j++) {
            m[j] = beta1 * m[j]! + (1 - beta1) * g[j]!;
            v[j] = beta2 * v[j]! + (1 - beta2) * g[j]! ** 2;
            w[j]! -= (size * m[j]!) / (Math.sqrt(v[j]!) + epsilon);
          }
        }
      }
    },
  };
}

/** −log σ(pᵤ·(qᵢ − qⱼ)) */
export function bpr({ weights: shapes, batch }: TrainingWorkload): LossAndGradient {
  const width = shapes.userEmbedding!.shape[1]!;
  const { size, users, items, negatives } = batch;
  return ({ userEmbedding: p, itemEmbedding: q }, { userEmbedding: gp, itemEmbedding: gq }) => {
    let loss = 0;
    for (let row = 0; row < size; row++) {
      const u = users[row]! * width;
      const i = items[row]! * width;
      const j = negatives[row]! * width;
      let difference = 0;
      for (let f = 0; f < width; f++) difference += p![u + f]! * (q![i + f]! - q![j + f]!);
      loss += softplus(-difference) / size;
      const slope = -sigmoid(-difference) / size;
      for (let f = 0; f < width; f++) {
        gp![u + f]! += slope * (q![i + f]! - q![j + f]!);
        gq![i + f]! += slope * p![u + f]!;
        gq![j + f]! -= slope * p![u + f]!;
      }
    }
    return loss;
  };
}

/** softplus(s) − y·s, where s comes from the tower and, in NeuMF, from the product of two more embeddings. */
export function bce({ model, weights: shapes, batch }: TrainingWorkload): LossAndGradient {
  const output = outputNames(model.id);
  const half = shapes['mlp/userEmbedding']!.shape[1]!;
  const gmf = model.id === 'neumf' ? shapes['gmf/userEmbedding']!.shape[1]! : 0;
  const kernels = Array.from({ length: towerDepth }, (_, layer) => `mlp/layer${layer + 1}/kernel`);
  const widths = [2 * half, ...kernels.map((name) => shapes[name]!.shape[1]!)];
  const top = widths.at(-1)!;
  const acts = widths.map((width) => new Float64Array(width));
  const slopes = widths.map((width) => new Float64Array(width));
  const { size, users, items, targets } = batch;
  return (w, g) => {
    let loss = 0;
    const h = w[output.kernel]!;
    const gh = g[output.kernel]!;
    for (let row = 0; row < size; row++) {
      const user = users[row]!;
      const item = items[row]!;
      acts[0]!.set(w['mlp/userEmbedding']!.subarray(user * half, (user + 1) * half));
      acts[0]!.set(w['mlp/itemEmbedding']!.subarray(item * half, (item + 1) * half), half);
      kernels.forEach((name, layer) => {
        const kernel = w[name]!;
        const bias = w[name.replace('kernel', 'bias')]!;
        const units = widths[layer + 1]!;
        for (let n = 0; n < units; n++) {
          let sum = bias[n]!;
          for (let k = 0; k < widths[layer]!; k++) sum += acts[layer]![k]! * kernel[k * units + n]!;
          acts[layer + 1]![n] = Math.max(sum, 0);
        }
      });
      let logit = w[output.bias]![0]!;
      for (let f = 0; f < gmf; f++)
        logit += h[f]! * w['gmf/userEmbedding']![user * gmf + f]! * w['gmf/itemEmbedding']![item * gmf + f]!;
      for (let n = 0; n < top; n++) logit += h[gmf + n]! * acts[towerDepth]![n]!;

      loss += (softplus(logit) - targets[row]! * logit) / size;
      const slope = (sigmoid(logit) - targets[row]!) / size;
      g[output.bias]![0]! += slope;
      for (let f = 0; f < gmf; f++) {
        const p = w['gmf/userEmbedding']![user * gmf + f]!;
        const q = w['gmf/itemEmbedding']![item * gmf + f]!;
        gh[f]! += slope * p * q;
        g['gmf/userEmbedding']![user * gmf + f]! += slope * h[f]! * q;
        g['gmf/itemEmbedding']![item * gmf + f]! += slope * h[f]! * p;
      }
      for (let n = 0; n < top; n++) {
        gh[gmf + n]! += slope * acts[towerDepth]![n]!;
        slopes[towerDepth]![n] = slope * h[gmf + n]!;
      }
      for (let layer = towerDepth - 1; layer >= 0; layer--) {
        const name = kernels[layer]!;
        const units = widths[layer + 1]!;
        slopes[layer]!.fill(0);
        for (let n = 0; n < units; n++) {
          if (acts[layer + 1]![n]! <= 0) continue;
          const below = slopes[layer + 1]![n]!;
          g[name.replace('kernel', 'bias')]![n]! += below;
          for (let k = 0; k < widths[layer]!; k++) {
            g[name]![k * units + n]! += below * acts[layer]![k]!;
            slopes[layer]![k]! += below * w[name]![k * units + n]!;
          }
        }
      }
      for (let k = 0; k < half; k++) {
        g['mlp/userEmbedding']![user * half + k]! += slopes[0]![k]!;
        g['mlp/itemEmbedding']![item * half + k]! += slopes[0]![half + k]!;
      }
    }
    return loss;
  };
}

function rankInLoops({ numUsers, numItems, factors, weights, train, heldOut }: RankingWorkload): Int32Array {
  const p = weights.userEmbedding.values;
  const q = weights.itemEmbedding.values;
  return Int32Array.from({ length: numUsers }, (_, user) => {
    const score = (item: number): number => {
      let sum = 0;
      for (let f = 0; f < factors; f++) sum += p[user * factors + f]! * q[item * factors + f]!;
      return sum;
    };
    const held = heldOut[user]!;
    const mark = score(held);
    const seen = new Set(train.itemsOf(user));
    let rank = 1;
    for (let item = 0; item < numItems; item++)
      if (item !== held && !seen.has(item) && score(item) >= mark) rank++;
    return rank;
  });
}
