/** A batch on the host. Every batch of a run has the same length; the last one of an epoch is padded. */
import type { LossEntry } from '../../protocol/catalog';

export type Feed = Exclude<LossEntry['feed'], 'next' | 'genres'>;

export interface HostBatch {
  /** Rows that count; the rest repeat row 0 and carry weight 0. */
  size: number;
  /** [B] dense ids. */
  users: Int32Array;
  items: Int32Array;
  /** [B] one sampled negative per row; only for the pairwise feed, else empty. */
  negatives: Int32Array;
  /** [B] 1 or 0 for the pointwise feed, stars for the rating feed, all 1 otherwise. */
  targets: Float32Array;
  /** [B] 1 for rows that count, 0 for padding. */
  weights: Float32Array;
}

/** How an epoch is cut into steps. */
export interface EpochShape {
  batchSize: number;
  samplesPerEpoch: number;
  stepsPerEpoch: number;
}

/** All batches of a run, each a pure function of (seed, epoch, step). */
export interface BatchSource extends EpochShape {
  feed: Feed;
  /** Fills and returns a batch that is reused by the next call. `epoch` from 1, `step` from 0. */
  batch(epoch: number, step: number): HostBatch;
}

/** Rows of a step (from 0) that count; the last batch of an epoch may be short. */
export const rowsOfStep = (
  { batchSize, samplesPerEpoch }: Omit<EpochShape, 'stepsPerEpoch'>,
  step: number,
): number => Math.min(batchSize, samplesPerEpoch - step * batchSize);
