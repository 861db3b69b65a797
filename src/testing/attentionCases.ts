/** Cases of additive attention, and what they come to in plain loops. */
import { draw, unit } from '../data/random';

export interface AttentionShape {
  batchSize: number;
  length: number;
  /** Numbers of a query, a key and v. */
  units: number;
  /** Numbers of a value. */
  width: number;
}

export interface AttentionCase {
  name: string;
  shape: AttentionShape;
  queries: Float32Array;
  keys: Float32Array;
  v: Float32Array;
  values: Float32Array;
  /** [B · T · H] gradient of what is derived by the contexts. */
  slopes: Float32Array;
}

const drawn = (length: number, salt: number, size: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => size * (2 * unit(draw({ a: 5, b: 2 }, salt, i).a) - 1));

function makeCase(
  name: string,
  shape: AttentionShape,
  { ofSums = (x: number) => x, ofV = (x: number) => x } = {},
): AttentionCase {
  const { batchSize, length, units, width } = shape;
  const positions = batchSize * length;
  return {
    name,
    shape,
    queries: drawn(positions * units, 0, 1.5).map(ofSums),
    keys: drawn(positions * units, 1, 1.5).map(ofSums),
    v: drawn(units, 2, 1).map(ofV),
    values: drawn(positions * width, 3, 1),
    slopes: drawn(positions * width, 4, 1),
  };
}

export const attentionCases = (): AttentionCase[] => [
  makeCase('vectors of four', { batchSize: 3, length: 7, units: 8, width: 12 }),
  makeCase('odd sizes', { batchSize: 2, length: 6, units: 5, width: 7 }),
  makeCase('more units than are worked on at once', { batchSize: 2, length: 9, units: 39, width: 67 }),
  makeCase('one position', { batchSize: 4, length: 1, units: 4, width: 4 }),
  makeCase('two positions of one sequence', { batchSize: 1, length: 2, units: 4, width: 3 }),
  makeCase('one sequence', { batchSize: 1, length: 11, units: 16, width: 8 }),
  makeCase('single numbers', { batchSize: 2, length: 5, units: 1, width: 1 }),
  // Every tanh is 0 or ±1 and v whole: what an exponential would leave nothing of unrounded is not rounded.
  makeCase(
    'scores of thousands',
    { batchSize: 2, length: 6, units: 8, width: 4 },
    { ofSums: (x) => 40 * Math.round(x), ofV: (x) => Math.round(3000 * x) },
  ),
];

export interface AttentionResult {
  weights: Float64Array;
  contexts: Float64Array;
  /** Of Σ slopes · contexts by queries, keys, v and values. */
  gradients: Float64Array[];
}

/** In double precision. */
export function attentionInLoops(one: AttentionCase): AttentionResult {
  const { batchSize, length, units, width } = one.shape;
  const { queries, keys, v, values, slopes } = one;
  const weights = new Float64Array(batchSize * length * length);
  const contexts = new Float64Array(values.length);
  const [ofQueries, ofKeys, ofV, ofValues] = [queries, keys, v, values].map(
    (each) => new Float64Array(each.length),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array];
  for (let b = 0; b < batchSize; b++)
    for (let t = 0; t < length; t++) {
      const row = b * length + t;
      const earlier = Array.from({ length: t + 1 }, (_, s) => b * length + s);
      const states = earlier.map((other) =>
        Array.from({ length: units }, (_, a) =>
          Math.tanh(queries[row * units + a]! + keys[other * units + a]!),
        ),
      );
      const scores = states.map((state) => state.reduce((sum, h, a) => sum + v[a]! * h, 0));
      const most = Math.max(...scores);
      const total = scores.reduce((sum, score) => sum + Math.exp(score - most), 0);
      const shares = scores.map((score) => Math.exp(score - most) / total);
      weights.set(shares, row * length);
      const worth = earlier.map((other, s) => {
        let dot = 0;
        for (let c = 0; c < width; c++) {
          contexts[row * width + c]! += shares[s]! * values[other * width + c]!;
          ofValues[other * width + c]! += shares[s]! * slopes[row * width + c]!;
          dot += slopes[row * width + c]! * values[other * width + c]!;
        }
        return dot;
      });
      const mean = worth.reduce((sum, each, s) => sum + shares[s]! * each, 0);
      for (const [s, other] of earlier.entries()) {
        const ofScore = shares[s]! * (worth[s]! - mean);
        for (const [a, h] of states[s]!.entries()) {
          ofQueries[row * units + a]! += ofScore * v[a]! * (1 - h * h);
          ofKeys[other * units + a]! += ofScore * v[a]! * (1 - h * h);
          ofV[a]! += ofScore * h;
        }
      }
    }
  return { weights, contexts, gradients: [ofQueries, ofKeys, ofV, ofValues] };
}
