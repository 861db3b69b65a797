/** What the training loop drives: a network with its optimizer and batches, compiled or step by step. */
import type { SavedOptimizer } from '../engine/trainingStep';
import type { SavedWeights } from '../engine/weightStore';
import type { EngineInfo } from '../protocol/events';

/** `S`: what its scorer is, which depends on the task. */
export interface Trainer<S = unknown> {
  readonly engine: EngineInfo;
  readonly numParameters: number;
  readonly stepsPerEpoch: number;
  /** Rows of a step (from 0) that count; the last batch of an epoch may be short. */
  rowsOf(step: number): number;
  learningRate: number;
  /** Losses kept between two looks at most; take them in time. */
  readonly maxUnread: number;
  /** Hands over `count` steps of an epoch (from 1), beginning with `step` (from 0). */
  run(epoch: number, step: number, count: number): void;
  /** Resolves when more work can be handed over. On a GPU a little is always under way. */
  ready(): Promise<void>;
  /** The loss of each step since the last call, in order, summed over the rows that count. */
  takeLosses(): Promise<ArrayLike<number>>;
  saveWeights(): Promise<SavedWeights>;
  /** @throws Error when names or sizes do not fit. */
  restoreWeights(saved: SavedWeights): void;
  saveOptimizer(): Promise<SavedOptimizer>;
  /** @throws Error when names or sizes do not fit. */
  restoreOptimizer(saved: SavedOptimizer): void;
  /** Scores with the weights as they are when it is asked. */
  readonly scorer: S;
  dispose(): void;
}
