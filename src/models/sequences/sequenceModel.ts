/**
 * What a model of sequences is: what came before, in order, tells which item comes next. One file per model: its
 * parameters, the losses it suits, and either `build` (a network trained by gradient steps, in plain tfjs) or `fit`
 * (computed once from the training sessions).
 */
import type { z } from 'zod';
import type { Initializer } from '../../engine/initializers';
import type * as tf from '../../engine/tf';
import type { RatingScale } from '../../protocol/dataset';
import type { Definition } from '../../protocol/registry';
import type { SpecOverrides } from '../../protocol/spec';

/** Sessions one after the other: those of session s lie at offsets[s] .. offsets[s + 1), in order of time. */
export interface SessionTable {
  /** [numSessions + 1] */
  offsets: Int32Array;
  items: Int32Array;
  ratings: Float32Array;
}

/** What models may know of the training part; never of validation or test. */
export interface SequenceFacts {
  numItems: number;
  /** Training interactions of each item. */
  itemCounts: Int32Array;
  ratingScale: RatingScale;
  /** The training sessions, with at least one interaction each. */
  sessions: SessionTable;
}

/** What stands before a prediction, B sequences of T places each, padded behind. Lists are batch-major, [B · T]. */
export interface Contexts {
  /** B and T. */
  numSequences: number;
  length: number;
  /** int32; 0 at padding. */
  items: tf.Tensor1D;
  /** Stars, scaled to 0..1 by the rating scale; 0 at padding. */
  ratings: tf.Tensor1D;
  /** int32, see `stepKind` of `engine/recurrence`. */
  steps: tf.Tensor1D;
  /** [B] int32 place of each sequence's last item in the lists, b · T + (its length − 1). */
  last: tf.Tensor1D;
}

/** Contexts with what came next. Rows are all places, R = B · T, or the ends of the sequences, R = B. */
export interface SequenceBatch extends Contexts {
  /** [R] int32 the item that came next. */
  targets: tf.Tensor1D;
  /** [R] 1 where there is one, else 0. */
  weights: tf.Tensor1D;
  /** [R] int32 the training session that the row belongs to. */
  sessions: tf.Tensor1D;
  /** [C] int32 items that all rows are set against. */
  negatives: tf.Tensor1D;
}

/** How batches of a model are made. */
export type SequenceFeed =
  /**
   * Each of B lanes goes through one session after the other, `through` places of each in a step; the state is kept
   * from step to step. Hidasi et al., ICLR 2016, section 3.1.1.
   */
  | { kind: 'session-parallel'; through: number }
  /** Whole sessions, padded, with a target at every place or at the end alone. */
  | { kind: 'padded'; targets: 'every' | 'last' };

/** What all rows of a batch are set against. */
export interface SharedNegatives {
  /** The targets of the batch, those of other rows being negatives of each. */
  inBatch: boolean;
  /** Items drawn for the batch by the sampler of the experiment; `all`: every item there is, and nothing is drawn. */
  drawn: number | 'all';
}

export interface SequenceBuildContext<P> {
  facts: SequenceFacts;
  params: P;
  /**
   * Vectors of the items from what is known of them besides interactions, [numItems · dimension], where `usesContent`
   * says so: columns of mean 0 and deviation 1, rows of zeros for items without.
   */
  content: { values: Float32Array; dimension: number } | null;
  /** Makes a trainable weight. Its initial values depend on the seed and its name alone. */
  weight(name: string, shape: number[], initializer: Initializer): tf.Variable;
  /** A table that is not trained. */
  constant(values: Float32Array, shape: [number, number]): tf.Tensor2D;
  /**
   * State that goes from one training step to the next, zeros at first; not trained.
   * @param shape [B, ...] with the batch size of the experiment
   */
  carried(name: string, shape: number[]): tf.Variable;
  /** Says what `carried` is in the next step; call it while a loss is computed. */
  carry(name: string, next: tf.Tensor): void;
  /** Sequences in a batch, B. */
  batchSize: number;
  /** Rows of an embedding table, [ids.length, d], or of a vector. The L2 penalty counts the rows looked up here. */
  lookup<T extends tf.Tensor>(table: T, ids: tf.Tensor1D): T;
  /** Dropout while training, nothing while scoring. */
  dropout<T extends tf.Tensor>(x: T, rate: number): T;
  /**
   * The loss that the experiment asks for: mean over the rows of weight 1.
   * @param positive [R] scores of the targets
   * @param negatives [R, C] scores of the negatives
   */
  loss(batch: SequenceBatch, positive: tf.Tensor1D, negatives: tf.Tensor2D): tf.Scalar;
}

/** A network: plain tfjs, the readable definition of correct. */
export interface SequenceNetwork {
  /** Mean loss of a batch, without the L2 penalty. */
  loss(batch: SequenceBatch): tf.Scalar;
  /** [B, numItems] how likely each item comes after the end of each context, up to an order-preserving function. */
  scoreNext(contexts: Contexts): tf.Tensor2D;
  /** [B, T] the share of attention that each place gets when the end is predicted from; rows sum to 1. */
  attention?(contexts: Contexts): tf.Tensor2D;
}

/** A fitted model scores one context at a time on the host. */
export interface FittedSequenceModel {
  numParameters: number;
  /**
   * Writes the score of every item into `out` [numItems].
   * @param context items before, the oldest first, at least one
   */
  scoreNext(context: Int32Array, out: Float32Array): void;
}

export interface SequenceFitContext<P> {
  facts: SequenceFacts;
  params: P;
  /** Lets other work in; call it every few milliseconds. Rejects when the run is stopped. */
  pace(done: number, total: number): Promise<void>;
}

export interface SequenceModelDefinition<P extends z.ZodObject = z.ZodObject> extends Definition<P> {
  task: 'sequence';
  /** Ids from `lossRegistry.ts`, the usual one first; empty for fitted models. */
  losses: readonly string[];
  recommended: SpecOverrides;
  build?(context: SequenceBuildContext<z.infer<P>>): SequenceNetwork;
  /** Only with `build`, as are those below. */
  feed?(params: z.infer<P>): SequenceFeed;
  negatives?(params: z.infer<P>): SharedNegatives;
  /** Whether it needs vectors of the items, those that the experiment names (`data.vectors`). Left out: it does not. */
  usesContent?(params: z.infer<P>): boolean;
  /** Weights [numItems, d] of `build` that side by side are the vector of an item; left out where there are none. */
  itemVectors?: readonly string[];
  fit?(context: SequenceFitContext<z.infer<P>>): Promise<FittedSequenceModel>;
}

export function defineSequenceModel<P extends z.ZodObject>(
  definition: Omit<SequenceModelDefinition<P>, 'task'>,
): SequenceModelDefinition<P> {
  return { ...definition, task: 'sequence' };
}
