/**
 * What a model is. One file per model: its parameters, the losses it suits, and either `build` (a network trained
 * by gradient steps, in plain tfjs) or `fit` (computed once from the training interactions).
 */
import type { z } from 'zod';
import type { ItemVectors, Oracle, RatingScale } from '../protocol/dataset';
import type { Task } from '../protocol/catalog';
import type { Definition } from '../protocol/registry';
import type { SpecOverrides } from '../protocol/spec';
import type { Initializer } from '../engine/initializers';
import type { SavedWeights } from '../engine/weightStore';
import type * as tf from '../engine/tf';
import type { Batch, Scores } from './losses/loss';

/** What models may know of the training part; never of validation or test. */
export interface TrainingFacts {
  numUsers: number;
  numItems: number;
  /** The training interactions in canonical order: by user, then time. */
  users: Int32Array;
  items: Int32Array;
  ratings: Float32Array;
  /** Interactions per item. */
  itemCounts: Int32Array;
  meanRating: number;
  ratingScale: RatingScale;
  /** Only on generated data. */
  oracle: Oracle | null;
  /** Those that the experiment asks for by name; null where it asks for none. */
  itemVectors: ItemVectors | null;
}

export interface BuildContext<P> {
  facts: TrainingFacts;
  params: P;
  /** Makes a trainable weight. Its initial values depend on the seed and its name alone. */
  weight(name: string, shape: number[], initializer: Initializer): tf.Variable;
  /** Rows of an embedding table, [ids.length, d], or of a vector. The L2 penalty counts the rows looked up here. */
  lookup<T extends tf.Tensor>(table: T, ids: tf.Tensor1D): T;
  /** Dropout while training, nothing while scoring. */
  dropout<T extends tf.Tensor>(x: T, rate: number): T;
  /** The loss that the experiment asks for. */
  loss(batch: Batch, scores: Omit<Scores, 'itemLogFrequency'>): tf.Scalar;
  /** Weights of the models named by `pretrain`, by model id. */
  pretrained: ReadonlyMap<string, SavedWeights>;
}

/** A network: plain tfjs, the readable definition of correct. */
export interface Network {
  /** Mean loss of a batch, without the L2 penalty. */
  loss(batch: Batch): tf.Scalar;
  /** [n] scores of pairs. */
  scorePairs(users: tf.Tensor1D, items: tf.Tensor1D): tf.Tensor1D;
  /** [users.length, numItems] scores of all items; left out, pairs are scored one by one. */
  scoreUsers?(users: tf.Tensor1D): tf.Tensor2D;
}

export interface FitContext<P> {
  facts: TrainingFacts;
  params: P;
  seed: number;
  /** Let other work in; call it every few milliseconds. Rejects when the run is stopped. */
  pace(done: number, total: number): Promise<void>;
}

/** A fitted model scores one user at a time on the host. */
export interface FittedModel {
  numParameters: number;
  /** Writes the score of every item into `out` [numItems]. */
  scoreUser(user: number, out: Float32Array): void;
}

/** Another model trained first, whose weights `build` then gets. */
export interface Pretraining {
  modelId: string;
  params: Record<string, number | boolean | string | number[]>;
  epochs: number;
}

export interface ModelDefinition<P extends z.ZodObject = z.ZodObject> extends Definition<P> {
  task: Task;
  /** Ids from `losses/registry.ts`, the usual one first; empty for fitted models. */
  losses: readonly string[];
  recommended: SpecOverrides;
  /** Whether it learns from `facts.itemVectors`. Left out: it does not. */
  usesContent?: boolean;
  build?(context: BuildContext<z.infer<P>>): Network;
  /** Weights [numItems, d] of `build` that side by side are the vector of an item; left out where there are none. */
  itemVectors?: readonly string[];
  pretrain?(params: z.infer<P>): Pretraining[];
  fit?(context: FitContext<z.infer<P>>): Promise<FittedModel>;
}

export function defineModel<P extends z.ZodObject>(definition: ModelDefinition<P>): ModelDefinition<P> {
  return definition;
}
