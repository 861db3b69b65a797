/** Cases of convolution with maximum over time, and what they come to in plain loops. */
import { draw, unit } from '../data/random';

export interface ConvMaxShape {
  batchSize: number;
  length: number;
  depth: number;
  width: number;
  numFilters: number;
}

export interface ConvMaxCase {
  name: string;
  shape: ConvMaxShape;
  x: Float32Array;
  lengths: Int32Array;
  filters: Float32Array;
  bias: Float32Array;
  /** [B · F] gradient of what is derived by the value. */
  weights: Float32Array;
}

/** Quarters from −1 to 1: their products and sums are exact, so that equal windows have equal scores everywhere. */
const quarters = (length: number, salt: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.floor(unit(draw({ a: 5, b: 1 }, salt, i).a) * 9) / 4 - 1);

function makeCase(
  name: string,
  shape: ConvMaxShape,
  lengths: readonly number[],
  bias = (f: number) => f / 8 - 0.25,
): ConvMaxCase {
  const { batchSize, length, depth, width, numFilters } = shape;
  return {
    name,
    shape,
    x: quarters(batchSize * length * depth, 0),
    lengths: Int32Array.from({ length: batchSize }, (_, b) => lengths[b % lengths.length]!),
    filters: quarters(width * depth * numFilters, 1),
    bias: Float32Array.from({ length: numFilters }, (_, f) => bias(f)),
    weights: quarters(batchSize * numFilters, 2),
  };
}

/** Awkward sizes; `quarters` makes ties common where windows are short. */
export const convMaxCases = (): ConvMaxCase[] => [
  makeCase('vectors of four', { batchSize: 6, length: 11, depth: 8, width: 3, numFilters: 12 }, [11, 7, 4]),
  makeCase(
    'five filters over vectors of three',
    { batchSize: 5, length: 9, depth: 3, width: 2, numFilters: 5 },
    [9, 5],
  ),
  makeCase(
    'examples shorter than a window',
    { batchSize: 4, length: 6, depth: 4, width: 4, numFilters: 4 },
    [3, 1, 0, 6],
  ),
  makeCase('one example', { batchSize: 1, length: 7, depth: 4, width: 3, numFilters: 6 }, [7]),
  makeCase(
    'windows as long as examples',
    { batchSize: 3, length: 4, depth: 4, width: 4, numFilters: 8 },
    [4, 2],
  ),
  makeCase('one example of one window', { batchSize: 1, length: 3, depth: 4, width: 3, numFilters: 4 }, [3]),
  makeCase('a single filter', { batchSize: 3, length: 8, depth: 4, width: 2, numFilters: 1 }, [8, 6, 3]),
  makeCase(
    'windows of one token of one number',
    { batchSize: 3, length: 8, depth: 1, width: 1, numFilters: 7 },
    [8, 5],
  ),
  makeCase(
    'scores below 0 everywhere',
    { batchSize: 3, length: 6, depth: 4, width: 2, numFilters: 4 },
    [6, 4],
    () => -100,
  ),
];

/** Value and gradients by x, filters and bias, in double precision. */
export function convMaxInLoops({ shape, x, lengths, filters, bias, weights }: ConvMaxCase): {
  value: Float64Array;
  gradients: Float64Array[];
} {
  const { batchSize, length, depth, width, numFilters } = shape;
  const value = new Float64Array(batchSize * numFilters);
  const [ofX, ofFilters, ofBias] = [x, filters, bias].map((each) => new Float64Array(each.length));
  for (let b = 0; b < batchSize; b++) {
    const windows = Math.min(Math.max(1, lengths[b]! - width + 1), length - width + 1);
    for (let f = 0; f < numFilters; f++) {
      let best = -Infinity;
      let winner = -1;
      for (let t = 0; t < windows; t++) {
        let score = 0;
        for (let p = 0; p < width * depth; p++)
          score += x[(b * length + t) * depth + p]! * filters[p * numFilters + f]!;
        if (score > best) [best, winner] = [score, t];
      }
      const at = b * numFilters + f;
      value[at] = Math.max(0, best + bias[f]!);
      if (value[at] === 0) continue;
      ofBias![f]! += weights[at]!;
      for (let p = 0; p < width * depth; p++) {
        ofX![(b * length + winner) * depth + p]! += weights[at]! * filters[p * numFilters + f]!;
        ofFilters![p * numFilters + f]! += weights[at]! * x[(b * length + winner) * depth + p]!;
      }
    }
  }
  return { value, gradients: [ofX!, ofFilters!, ofBias!] };
}
