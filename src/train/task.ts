/**
 * What a session needs to know of a task: how a run of it is made, trained and measured. A task has a scorer of its own
 * type, which only its own evaluation looks into.
 */
import type { Compute } from '../engine/backends/startBackend';
import type { SavedWeights } from '../engine/weightStore';
import type { Pace } from '../evaluate/evaluator';
import type { EvaluationResult, RunInfo } from '../protocol/events';
import type { ExperimentSpec } from '../protocol/spec';
import type { LearnedVectors } from '../protocol/trainService';
import type { RunControl } from './control';
import type { Trainer } from './trainer';

/** A part of the work before training, as it goes on. */
export type OnProgress = (label: string, done: number, total: number) => void;

/** What was trained before the model itself, by name. */
export type Pretrained = ReadonlyMap<string, SavedWeights>;

export type MeasuredPart = 'watched' | 'test';

/** A model that is computed once, without gradient steps. */
export interface Fitted<S> {
  numParameters: number;
  scorer: S;
}

export interface RunTask<S = unknown> {
  readonly spec: ExperimentSpec;
  readonly counts: Pick<
    RunInfo,
    'numUsers' | 'numItems' | 'ofClicks' | 'numTrain' | 'numValidation' | 'numTest'
  >;
  readonly watchedPart: RunInfo['watchedPart'];
  readonly keepsLast: boolean;
  readonly everyStep?: RunInfo['everyStep'];
  /** Whether the metric that early stopping watches is better when it is higher. */
  readonly watchedHigherIsBetter: boolean;
  /** What a reader of the numbers should know. */
  readonly notes: readonly string[];
  /** Left out by models that are trained by gradient steps. `pace` rejects when the run is stopped. */
  readonly fit?: (pace: (done: number, total: number) => Promise<void>) => Promise<Fitted<S>>;
  /**
   * Trains what the model starts from; nothing for most. Ends early when stopped.
   * @param resumed the weights will come from a checkpoint
   */
  pretrain(
    compute: Compute,
    control: RunControl,
    resumed: boolean,
    onProgress: OnProgress,
  ): Promise<Pretrained>;
  /** A trainer at the initial weights: compiled where that can be done. */
  createTrainer(compute: Compute, pretrained: Pretrained, onProgress: OnProgress): Promise<Trainer<S>>;
  /** Measures a part; null where it is empty. @throws AppError `non-finite` naming the score. */
  evaluate(
    part: MeasuredPart,
    scorer: S,
    pace: Pace,
    onProgress: (done: number, total: number) => void,
  ): Promise<EvaluationResult> | null;
  /** What the model has learned of each item; null, or left out, where it has no vectors of items. */
  itemVectors?(scorer: S, weights: () => Promise<SavedWeights>): Promise<LearnedVectors | null>;
  /** The best scorer that any model could be, where the truth behind the data is known. */
  oracle(): S | null;
}
