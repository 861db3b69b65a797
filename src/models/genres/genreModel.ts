/**
 * What a model that tells genres from texts is. One file per model: its parameters, the losses it suits, and either
 * `build` (a network trained by gradient steps, in plain tfjs) or `fit` (computed once from the training items).
 */
import type { z } from 'zod';
import type { Definition } from '../../protocol/registry';
import type { SpecOverrides } from '../../protocol/spec';
import type { Initializer } from '../../engine/initializers';
import type * as tf from '../../engine/tf';
import type { SparseRows } from '../../text/bagOfWords';
import type { VectorParams } from '../../text/vectors/params';
import type { GenreBatch } from './genreLoss';

/** What models may know of the items. Only `train` may be learned from. */
export interface GenreFacts {
  numGenres: number;
  /** Words of the training texts, with padding as word 0. */
  numWords: number;
  maxTokens: number;
  /** Genres of every item, [numItems · numGenres], 1 where it has one. */
  labels: Uint8Array;
  /** Dense ids of the training items. */
  train: Int32Array;
  /** TF-IDF rows of the texts of all items, weighted by the training texts. */
  bags(): SparseRows;
}

/** Texts as tensors. */
export type Texts = Pick<GenreBatch, 'tokens' | 'lengths'>;

export interface GenreBuildContext<P> {
  facts: GenreFacts;
  params: P;
  /**
   * Makes a trainable weight. Its initial values depend on the seed and its name alone.
   * @param maxNorm largest length of a column, to which longer ones are cut after each step; left out: no limit
   */
  weight(name: string, shape: number[], initializer: Initializer, limit?: { maxNorm: number }): tf.Variable;
  /** A table that is not trained. */
  constant(values: Float32Array, shape: [number, number]): tf.Tensor2D;
  /** Rows of an embedding table, [ids.length, d]. */
  lookup(table: tf.Tensor2D, ids: tf.Tensor1D): tf.Tensor2D;
  /** Dropout while training, nothing while scoring. */
  dropout<T extends tf.Tensor>(x: T, rate: number): T;
  /** The loss that the experiment asks for. */
  loss(batch: GenreBatch, logits: tf.Tensor2D): tf.Scalar;
  /** Word vectors trained before, [numWords · dimension], where `wordVectors` asked for them. */
  wordVectors: Float32Array | null;
}

/** A network: plain tfjs, the readable definition of correct. */
export interface GenreNetwork {
  /** Mean loss of a batch. */
  loss(batch: GenreBatch): tf.Scalar;
  /** [B, numGenres] */
  logits(texts: Texts): tf.Tensor2D;
  /** [B, features] what the network makes of a text before it tells the genres: the embedding of the item. */
  features(texts: Texts): tf.Tensor2D;
}

/** A fitted model tells the genres of one item at a time on the host. */
export interface FittedGenreModel {
  numParameters: number;
  /** Writes the probability of every genre into `out` [numGenres]. */
  scoreItem(item: number, out: Float32Array): void;
}

export interface GenreFitContext<P> {
  facts: GenreFacts;
  params: P;
  /** Lets other work in; call it every few milliseconds. Rejects when the run is stopped. */
  pace(done: number, total: number): Promise<void>;
}

export interface GenreModelDefinition<P extends z.ZodObject = z.ZodObject> extends Definition<P> {
  task: 'genres';
  /** Ids from `lossRegistry.ts`, the usual one first; empty for fitted models. */
  losses: readonly string[];
  recommended: SpecOverrides;
  build?(context: GenreBuildContext<z.infer<P>>): GenreNetwork;
  /** Word vectors to train on the training texts first; null for none. */
  wordVectors?(params: z.infer<P>): VectorParams | null;
  fit?(context: GenreFitContext<z.infer<P>>): Promise<FittedGenreModel>;
}

export function defineGenreModel<P extends z.ZodObject>(
  definition: Omit<GenreModelDefinition<P>, 'task'>,
): GenreModelDefinition<P> {
  return { ...definition, task: 'genres' };
}
