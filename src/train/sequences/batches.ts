/** What batches of sequences are made of, and what they share: targets, weights and the negatives of the whole batch. */
import { draw, purpose, streamKey } from '../../data/random';
import type { EpochShape } from '../../data/sample/batch';
import type { DrawItem } from '../../data/sample/negativeSampler';
import type { SequenceFeed, SessionTable, SharedNegatives } from '../../models/sequences/sequenceModel';
import { paddedLayout } from './paddedLayout';
import { sessionParallelLayout } from './sessionParallelLayout';

/** The columns of a batch of B sequences of T places, with R targets; reused by the next batch. */
export interface SequenceColumns {
  /** [B · T] */
  items: Int32Array;
  ratings: Float32Array;
  steps: Int32Array;
  /** [B] */
  last: Int32Array;
  /** [R] */
  targets: Int32Array;
  weights: Float32Array;
  sessions: Int32Array;
  /** [C] */
  negatives: Int32Array;
}

/** Which interactions stand where in each batch. */
export interface SequenceLayout extends EpochShape {
  /** T. */
  length: number;
  /** R. */
  rows: number;
  /** Fills everything but the negatives. `epoch` from 1, `step` from 0. */
  fill(columns: SequenceColumns, epoch: number, step: number): void;
}

export interface SequenceBatches extends Omit<SequenceLayout, 'fill'> {
  /** C, 0 where nothing is drawn. */
  numNegatives: number;
  columns(epoch: number, step: number): SequenceColumns;
}

export interface BatchesOptions {
  sessions: SessionTable;
  feed: SequenceFeed;
  shared: SharedNegatives;
  /** B. */
  batchSize: number;
  /** Longest sequence. */
  maxLength: number;
  seed: number;
  /** From stars to 0..1. */
  scaleRating(rating: number): number;
  drawItem: DrawItem;
}

/** Batches are a pure function of seed, epoch and step. */
export function createSequenceBatches(options: BatchesOptions): SequenceBatches {
  const { feed, shared, batchSize, seed, drawItem } = options;
  const layout =
    feed.kind === 'padded'
      ? paddedLayout(options, feed.targets)
      : sessionParallelLayout(options, feed.through);
  const { length, rows } = layout;
  const inBatch = shared.inBatch ? rows : 0;
  const numNegatives = shared.drawn === 'all' ? 0 : inBatch + shared.drawn;
  const columns: SequenceColumns = {
    items: new Int32Array(batchSize * length),
    ratings: new Float32Array(batchSize * length),
    steps: new Int32Array(batchSize * length),
    last: new Int32Array(batchSize),
    targets: new Int32Array(rows),
    weights: new Float32Array(rows),
    sessions: new Int32Array(rows),
    negatives: new Int32Array(numNegatives),
  };
  return {
    batchSize,
    samplesPerEpoch: layout.samplesPerEpoch,
    stepsPerEpoch: layout.stepsPerEpoch,
    length,
    rows,
    numNegatives,
    columns(epoch, step) {
      layout.fill(columns, epoch, step);
      const { negatives, targets, weights } = columns;
      const key = streamKey(seed, purpose.negatives, epoch);
      // A row without a target gives no negative either: another item is drawn in its place.
      for (let column = 0; column < numNegatives; column++)
        negatives[column] =
          column < inBatch && weights[column] === 1 ? targets[column]! : drawItem(draw(key, step, column));
      return columns;
    },
  };
}
