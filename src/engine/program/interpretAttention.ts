/** The kernels of attention in plain loops, for the interpreter. */
import {
  laterScore,
  type AdditiveScoresGradientKernel,
  type AdditiveScoresKernel,
  type AttentionKernel,
  type CausalDotsKernel,
  type CausalSumsKernel,
  type Sequences,
} from './attentionKernels';
import type { Start } from './program';

type Memory = readonly (Float32Array | Int32Array)[];

/** Runs one kernel of attention over `memory`. */
export function interpretAttention(kernel: AttentionKernel, memory: Memory): void {
  switch (kernel.kind) {
    case 'additiveScores':
      scores(kernel, memory);
      break;
    case 'additiveScoresGradient':
      scoresGradient(kernel, memory);
      break;
    case 'causalDots':
      dots(kernel, memory);
      break;
    case 'causalSums':
      sums(kernel, memory);
  }
}

const reader =
  (memory: Memory, { buffer, offset, batchStride, rowStride }: Sequences) =>
  (b: number, t: number, c: number): number =>
    memory[buffer]![offset + b * batchStride + t * rowStride + c]!;

const from = (memory: Memory, { buffer, offset }: Start) => memory[buffer]!.subarray(offset);

/** Calls `visit` for every pair of positions; `pair` is its place. */
function overPairs(
  { batchSize, length }: AttentionKernel,
  visit: (b: number, t: number, s: number, pair: number) => void,
): void {
  let pair = 0;
  for (let b = 0; b < batchSize; b++)
    for (let t = 0; t < length; t++) for (let s = 0; s < length; s++) visit(b, t, s, pair++);
}

function scores(kernel: AdditiveScoresKernel, memory: Memory): void {
  const [query, key] = [reader(memory, kernel.queries), reader(memory, kernel.keys)];
  const [v, to] = [from(memory, kernel.v), from(memory, kernel.to)];
  overPairs(kernel, (b, t, s, pair) => {
    let score = 0;
    for (let a = 0; a < kernel.width; a++) score += v[a]! * Math.tanh(query(b, t, a) + key(b, s, a));
    to[pair] = s <= t ? score : laterScore;
  });
}

function scoresGradient(kernel: AdditiveScoresGradientKernel, memory: Memory): void {
  const { batchSize, length, width } = kernel;
  const [query, key] = [reader(memory, kernel.queries), reader(memory, kernel.keys)];
  const [v, gradient] = [from(memory, kernel.v), from(memory, kernel.gradient)];
  const numbers = batchSize * length * width;
  const result = new Float64Array(3 * numbers);
  overPairs(kernel, (b, t, s, pair) => {
    if (s > t) return;
    const [atQuery, atKey] = [t, s].map((position) => (b * length + position) * width) as [number, number];
    for (let a = 0; a < width; a++) {
      const h = Math.tanh(query(b, t, a) + key(b, s, a));
      const slope = v[a]! * gradient[pair]! * (1 - h * h);
      result[atQuery + a]! += slope;
      result[numbers + atKey + a]! += slope;
      result[2 * numbers + atQuery + a]! += gradient[pair]! * h;
    }
  });
  from(memory, kernel.to).set(result);
}

function dots(kernel: CausalDotsKernel, memory: Memory): void {
  const [left, right] = [reader(memory, kernel.left), reader(memory, kernel.right)];
  const to = from(memory, kernel.to);
  overPairs(kernel, (b, t, s, pair) => {
    let dot = 0;
    for (let c = 0; s <= t && c < kernel.width; c++) dot += left(b, t, c) * right(b, s, c);
    to[pair] = dot;
  });
}

function sums(kernel: CausalSumsKernel, memory: Memory): void {
  const { batchSize, length, width, over } = kernel;
  const of = reader(memory, kernel.of);
  const weights = from(memory, kernel.weights);
  const result = new Float64Array(batchSize * length * width);
  overPairs(kernel, (b, t, s, pair) => {
    if (s > t) return;
    const [summed, at] = over === 'earlier' ? [s, t] : [t, s];
    for (let c = 0; c < width; c++)
      result[(b * length + at) * width + c]! += weights[pair]! * of(b, summed, c);
  });
  from(memory, kernel.to).set(result);
}
