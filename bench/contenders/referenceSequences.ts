/** The LSTM in plain loops. */
import type { SequenceWorkload } from '../workloads/workload';
import { sigmoid, type Arrays, type LossAndGradient } from './lossAndGradient';

/** Mean over sequences of −log softmax of the target among the candidates, scored by the last output. */
export function lstm({ length, dimension, units, batch }: SequenceWorkload): LossAndGradient {
  const { size, items, candidates, targets } = batch;
  const width = 4 * units;
  const vectors = (count: number, of: number) => Array.from({ length: count }, () => new Float64Array(of));
  /** i, f, g, o of each step; c and h before each step and after the last. */
  const [gates, c, h] = [vectors(length, width), vectors(length + 1, units), vectors(length + 1, units)];
  const scores = new Float64Array(candidates.length);

  const forward = (w: Arrays, row: number) => {
    for (let t = 0; t < length; t++) {
      const gate = gates[t]!;
      gate.set(w.bias!);
      const item = items[row * length + t]! * dimension;
      for (let k = 0; k < dimension; k++) addScaled(gate, w.itemEmbedding![item + k]!, w.kernel!, k * width);
      for (let k = 0; k < units; k++) addScaled(gate, h[t]![k]!, w.recurrent!, k * width);
      for (let j = 0; j < units; j++) {
        for (const g of [0, 1, 3]) gate[g * units + j] = sigmoid(gate[g * units + j]!);
        gate[2 * units + j] = Math.tanh(gate[2 * units + j]!);
        c[t + 1]![j] = gate[units + j]! * c[t]![j]! + gate[j]! * gate[2 * units + j]!;
        h[t + 1]![j] = gate[3 * units + j]! * Math.tanh(c[t + 1]![j]!);
      }
    }
  };

  const backward = (w: Arrays, g: Arrays, row: number, ofLast: Float64Array) => {
    let dh = ofLast;
    const dc = new Float64Array(units);
    const slopes = new Float64Array(width);
    for (let t = length - 1; t >= 0; t--) {
      const gate = gates[t]!;
      for (let j = 0; j < units; j++) {
        const [i, f, n, o] = [0, 1, 2, 3].map((at) => gate[at * units + j]!) as [
          number,
          number,
          number,
          number,
        ];
        const bent = Math.tanh(c[t + 1]![j]!);
        const ofCell = dc[j]! + dh[j]! * o * (1 - bent * bent);
        slopes[j] = ofCell * n * i * (1 - i);
        slopes[units + j] = ofCell * c[t]![j]! * f * (1 - f);
        slopes[2 * units + j] = ofCell * i * (1 - n * n);
        slopes[3 * units + j] = dh[j]! * bent * o * (1 - o);
        dc[j] = ofCell * f;
      }
      const item = items[row * length + t]! * dimension;
      addScaled(g.bias!, 1, slopes, 0);
      for (let k = 0; k < dimension; k++)
        g.itemEmbedding![item + k]! += derive(
          w.kernel!,
          g.kernel!,
          k * width,
          w.itemEmbedding![item + k]!,
          slopes,
        );
      dh = new Float64Array(units);
      for (let k = 0; k < units; k++)
        dh[k] = derive(w.recurrent!, g.recurrent!, k * width, h[t]![k]!, slopes);
    }
  };

  return (w, g) => {
    let loss = 0;
    for (let row = 0; row < size; row++) {
      forward(w, row);
      const last = h[length]!;
      for (const [at, item] of candidates.entries()) {
        scores[at] = 0;
        for (let j = 0; j < units; j++) scores[at]! += last[j]! * w.output![item * units + j]!;
      }
      const most = scores.reduce((a, b) => Math.max(a, b));
      const sum = scores.reduce((total, score) => total + Math.exp(score - most), 0);
      loss += (most + Math.log(sum) - scores[targets[row]!]!) / size;
      const ofLast = new Float64Array(units);
      for (const [at, item] of candidates.entries()) {
        const slope = (Math.exp(scores[at]! - most) / sum - Number(at === targets[row])) / size;
        for (let j = 0; j < units; j++) {
          ofLast[j]! += slope * w.output![item * units + j]!;
          g.output![item * units + j]! += slope * last[j]!;
        }
      }
      backward(w, g, row, ofLast);
    }
    return loss;
  };
}

/** Adds a multiple of a stretch of `values` to `to`. */
function addScaled(to: Float64Array, factor: number, values: Float64Array, from: number): void {
  for (let j = 0; j < to.length; j++) to[j]! += factor * values[from + j]!;
}

/** For y = x · (a row of weights): adds to the row's gradient, and returns that by x. */
function derive(w: Float64Array, g: Float64Array, from: number, x: number, slopes: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < slopes.length; j++) {
    g[from + j]! += x * slopes[j]!;
    sum += w[from + j]! * slopes[j]!;
  }
  return sum;
}
