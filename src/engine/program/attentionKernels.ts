/**
 * Kernels of additive attention (Bahdanau et al., ICLR 2015) of each position of a sequence over itself and those
 * before it. What is made for pairs of positions is [batchSize, length, length], position t by earlier position s,
 * without gaps.
 */
import type { BufferId, Kernel, Start } from './program';

/** Number c of position t of sequence b lies at offset + b · batchStride + t · rowStride + c. */
export interface Sequences {
  buffer: BufferId;
  offset: number;
  batchStride: number;
  rowStride: number;
}

/** What they have in common: `to` has no gaps. */
interface OfSequences {
  name: string;
  batchSize: number;
  length: number;
  /** Numbers of a position. */
  width: number;
  to: Start;
}

/**
 * The score of a position that comes later: its exponential beside any other score is 0, and it is far from where
 * float32 ends, as shaders need not know infinity.
 */
export const laterScore = -1e30;

/** to[b, t, s] = Σ over a of v[a] · tanh(queries[b, t, a] + keys[b, s, a]) for s ≤ t, else `laterScore`. */
export interface AdditiveScoresKernel extends OfSequences {
  kind: 'additiveScores';
  queries: Sequences;
  keys: Sequences;
  v: Start;
}

/**
 * From g, the gradient by the scores, and h = tanh(queries[b, t, a] + keys[b, s, a]), three matrices [batchSize · length,
 * width] one after the other:
 *
 * - of queries: row (b, t) is v[a] · Σ over s ≤ t of g[b, t, s] · (1 − h²);
 * - of keys: row (b, s) is v[a] · Σ over t ≥ s of g[b, t, s] · (1 − h²);
 * - of v: row (b, t) is Σ over s ≤ t of g[b, t, s] · h, all rows of which are to be added up.
 */
export interface AdditiveScoresGradientKernel extends OfSequences {
  kind: 'additiveScoresGradient';
  queries: Sequences;
  keys: Sequences;
  v: Start;
  gradient: Start;
}

/** to[b, t, s] = Σ over c of left[b, t, c] · right[b, s, c] for s ≤ t, else 0. */
export interface CausalDotsKernel extends OfSequences {
  kind: 'causalDots';
  left: Sequences;
  right: Sequences;
}

/**
 * Sums of positions by weights for pairs of them: to[b, t, c] = Σ over s ≤ t of weights[b, t, s] · of[b, s, c] where
 * it takes in the `earlier` ones, to[b, s, c] = Σ over t ≥ s of weights[b, t, s] · of[b, t, c] where the `later` ones.
 */
export interface CausalSumsKernel extends OfSequences {
  kind: 'causalSums';
  over: 'earlier' | 'later';
  weights: Start;
  of: Sequences;
}

export type AttentionKernel =
  AdditiveScoresKernel | AdditiveScoresGradientKernel | CausalDotsKernel | CausalSumsKernel;

export const isAttention = (kernel: Kernel): kernel is AttentionKernel =>
  kernel.kind === 'additiveScores' ||
  kernel.kind === 'additiveScoresGradient' ||
  kernel.kind === 'causalDots' ||
  kernel.kind === 'causalSums';

/** Buffers that such a kernel reads. */
export function attentionReads(kernel: AttentionKernel): BufferId[] {
  switch (kernel.kind) {
    case 'additiveScores':
      return [kernel.queries.buffer, kernel.keys.buffer, kernel.v.buffer];
    case 'additiveScoresGradient':
      return [kernel.queries.buffer, kernel.keys.buffer, kernel.v.buffer, kernel.gradient.buffer];
    case 'causalDots':
      return [kernel.left.buffer, kernel.right.buffer];
    case 'causalSums':
      return [kernel.weights.buffer, kernel.of.buffer];
  }
}
