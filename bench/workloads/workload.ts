/** What every contender has to compute: shapes, numbers to start from, and nothing about how. */
import type { History } from '../../src/data/sample/history';
import type { HostBatch } from '../../src/data/sample/batch';

/** A matrix or vector of 32-bit floats, row by row. */
export interface Weight {
  shape: number[];
  values: Float32Array;
}

/** Weights by the names they have in the models of `src/models`. */
export type Weights = Record<string, Weight>;

/** Adam as Keras has it: ε is added to √v before the bias is corrected, and rows that were not looked up decay. */
export interface AdamParams {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
}

/** What a training starts from, and how it goes on. */
export interface StartingPoint {
  weights: Weights;
  adam: AdamParams;
}

/** Training steps on one batch, which is on the device before the clock starts. */
export interface TrainingWorkload extends StartingPoint {
  kind: 'training';
  id: string;
  numUsers: number;
  numItems: number;
  /** The model of `src/models` that it is, and its parameters there. */
  model: { id: string; params: Record<string, unknown> };
  loss: 'bpr' | 'bce';
  seed: number;
  batch: HostBatch;
}

/** Training steps of a text-CNN with a cross-entropy per genre, on one batch that is on the device beforehand. */
export interface TextWorkload extends StartingPoint {
  kind: 'texts';
  id: string;
  /** Words of a text. */
  length: number;
  /** Of a word vector. */
  dimension: number;
  numWords: number;
  /** How many words the filters look at, and how many filters there are of each width. */
  widths: readonly number[];
  filters: number;
  numGenres: number;
  seed: number;
  /** Words [size · length] and genres [size · numGenres]. */
  batch: { size: number; tokens: Int32Array; labels: Float32Array };
}

/** Training steps of an LSTM that tells the next item at the last step, on one batch of full sequences. */
export interface SequenceWorkload extends StartingPoint {
  kind: 'sequences';
  id: string;
  /** Items of a sequence. */
  length: number;
  /** Of an item's vector. */
  dimension: number;
  units: number;
  numItems: number;
  seed: number;
  /** Items [size · length], the items that are scored, and which of these [size] each sequence goes on with. */
  batch: { size: number; items: Int32Array; candidates: Int32Array; targets: Int32Array };
}

/** Training steps of a GRU on the next event of sessions side by side, from a state that is given. */
export interface SessionWorkload extends StartingPoint {
  kind: 'sessions';
  id: string;
  units: number;
  numItems: number;
  seed: number;
  /**
   * The last item of each session [size], the state before it [size · units], and the items that are scored: the next
   * item of each session, in their order, then others.
   */
  batch: { size: number; items: Int32Array; state: Float32Array; candidates: Int32Array };
}

/** The rank of one held-out item per user among all items that the user has not in training. */
export interface RankingWorkload {
  kind: 'ranking';
  id: string;
  numUsers: number;
  numItems: number;
  /** Length of a vector. The score of a pair is the dot product of its vectors. */
  factors: number;
  seed: number;
  weights: { userEmbedding: Weight; itemEmbedding: Weight };
  train: History;
  /** [numUsers] */
  heldOut: Int32Array;
}

export type Workload = TrainingWorkload | TextWorkload | SequenceWorkload | SessionWorkload | RankingWorkload;

/** Users, items and the held-out part are those of MovieLens 1M; who likes what is drawn. */
export const numUsers = 6040;
export const numItems = 3706;

/** Rows that one step or pass gets through: samples, or users ranked. */
export const samplesOf = (workload: Workload): number =>
  workload.kind === 'ranking' ? workload.numUsers : workload.batch.size;
