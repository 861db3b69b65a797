/** The batches of a run on the host: which positives in which order, and which negatives, from the seed alone. */
import type { Dataset } from '../../protocol/dataset';
import type { ExperimentSpec } from '../../protocol/spec';
import { draw, makePermutation, purpose, streamKey, type Words } from '../random';
import type { BatchSource, Feed, HostBatch } from './batch';
import type { History } from './history';
import type { DrawItem } from './negativeSampler';

/** Draws per negative when known positives are filtered; the last one stands, known or not. */
export const attemptsPerNegative = 32;

export interface BatchOptions {
  feed: Feed;
  dataset: Dataset;
  /** Interaction indices of the train part: the positives. */
  train: Int32Array;
  batchSize: number;
  negatives: Pick<ExperimentSpec['negatives'], 'perPositive' | 'filterKnown'>;
  seed: number;
  sampler: DrawItem;
  /** Known positives, of the train part. */
  history: History;
}

/**
 * Samples of an epoch stand in the order of `makePermutation(streamKey(seed, shuffle, epoch), samplesPerEpoch)`.
 * - pointwise: each positive makes 1 + perPositive samples; sample s belongs to positive floor(s / (1 + n)), and is
 *   the positive itself (target 1) when s mod (1 + n) is 0, else a negative (target 0);
 * - pairwise: one sample per positive, with one negative; in-batch and rating: one sample per positive.
 *
 * The negative of row r is `draw(streamKey(seed, negatives, epoch), step, r · 32 + attempt)`, where attempts go on
 * while the item is a known positive of the user, at most 32.
 */
export function createBatches(options: BatchOptions): BatchSource {
  const { feed, dataset, train, batchSize, negatives, seed, sampler, history } = options;
  const group = feed === 'pointwise' ? 1 + negatives.perPositive : 1;
  const samplesPerEpoch = train.length * group;
  const batch: HostBatch = {
    size: 0,
    users: new Int32Array(batchSize),
    items: new Int32Array(batchSize),
    negatives: new Int32Array(feed === 'pairwise' ? batchSize : 0),
    targets: new Float32Array(batchSize),
    weights: new Float32Array(batchSize),
  };

  const negativeOf = (user: number, key: Words, step: number, row: number): number => {
    let item = 0;
    for (let attempt = 0; attempt < attemptsPerNegative; attempt++) {
      item = sampler(draw(key, step, row * attemptsPerNegative + attempt));
      if (!negatives.filterKnown || !history.has(user, item)) break;
    }
    return item;
  };

  const ofEpoch = (epoch: number) => ({
    epoch,
    place: makePermutation(streamKey(seed, purpose.shuffle, epoch), samplesPerEpoch),
    negativesKey: streamKey(seed, purpose.negatives, epoch),
  });
  // Keys are kept for the epoch in progress; any other gives the same batch, only slower.
  let current = ofEpoch(1);

  const fillRow = (row: number, sample: number, step: number, key: Words): void => {
    const slot = sample % group;
    const index = train[(sample - slot) / group]!;
    const user = dataset.users[index]!;
    batch.users[row] = user;
    batch.items[row] = slot === 0 ? dataset.items[index]! : negativeOf(user, key, step, row);
    batch.targets[row] = feed === 'rating' ? dataset.ratings[index]! : slot === 0 ? 1 : 0;
    if (feed === 'pairwise') batch.negatives[row] = negativeOf(user, key, step, row);
  };

  return {
    feed,
    batchSize,
    samplesPerEpoch,
    stepsPerEpoch: Math.ceil(samplesPerEpoch / batchSize),
    batch(epoch, step) {
      if (current.epoch !== epoch) current = ofEpoch(epoch);
      const { place, negativesKey } = current;
      const first = step * batchSize;
      batch.size = Math.min(batchSize, samplesPerEpoch - first);
      for (let row = 0; row < batch.size; row++) fillRow(row, place(first + row), step, negativesKey);
      batch.weights.fill(1, 0, batch.size).fill(0, batch.size);
      for (const column of [batch.users, batch.items, batch.negatives, batch.targets])
        column.fill(column[0]!, batch.size);
      return batch;
    },
  };
}
