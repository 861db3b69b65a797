/** The batches of a run on the host: which positives in which order, and which negatives, from the seed alone. */
import type { Dataset } from '../../protocol/dataset';
import type { ExperimentSpec } from '../../protocol/spec';
import { makePermutation, purpose, streamKey, threefryInto, type Words } from '../random';
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

  /** Interaction that each row is made of. */
  const positives = new Int32Array(batchSize);
  /** The draw at hand; one object for all, as a batch makes thousands. */
  const words: Words = { a: 0, b: 0 };

  const negativeOf = (user: number, key: Words, step: number, row: number): number => {
    let item = 0;
    for (let attempt = 0; attempt < attemptsPerNegative; attempt++) {
      threefryInto(words, key, step, row * attemptsPerNegative + attempt);
      item = sampler(words);
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

  // Column by column: short loops of independent look-ups keep several cache misses under way at once.
  const fillPositives = (first: number, place: (index: number) => number): void => {
    for (let row = 0; row < batch.size; row++) {
      const sample = place(first + row);
      const positive = Math.floor(sample / group);
      positives[row] = train[positive]!;
      batch.targets[row] = sample === positive * group ? 1 : 0;
    }
    for (let row = 0; row < batch.size; row++) batch.users[row] = dataset.users[positives[row]!]!;
    for (let row = 0; row < batch.size; row++) batch.items[row] = dataset.items[positives[row]!]!;
    if (feed === 'rating')
      for (let row = 0; row < batch.size; row++) batch.targets[row] = dataset.ratings[positives[row]!]!;
  };

  const fillNegatives = (step: number, key: Words): void => {
    const { users, targets } = batch;
    if (feed === 'pairwise')
      for (let row = 0; row < batch.size; row++)
        batch.negatives[row] = negativeOf(users[row]!, key, step, row);
    if (feed === 'pointwise')
      for (let row = 0; row < batch.size; row++)
        if (targets[row] === 0) batch.items[row] = negativeOf(users[row]!, key, step, row);
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
      fillPositives(first, place);
      fillNegatives(step, negativesKey);
      batch.weights.fill(1, 0, batch.size).fill(0, batch.size);
      for (const column of [batch.users, batch.items, batch.negatives, batch.targets])
        column.fill(column[0]!, batch.size);
      return batch;
    },
  };
}
