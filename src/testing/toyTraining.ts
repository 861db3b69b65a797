/** Small made-up training parts and batches that many tests share. */
import type { HostBatch } from '../data/sample/batch';
import { below, draw, streamKey, purpose } from '../data/random';
import type { TrainingFacts } from '../models/model';

export interface ToySize {
  numUsers: number;
  numItems: number;
  batchSize: number;
}

/** Facts with a few interactions per user, spread without pattern. */
export function toyFacts({ numUsers, numItems }: Omit<ToySize, 'batchSize'>): TrainingFacts {
  const key = streamKey(11, purpose.split, 0);
  const perUser = 4;
  const users = Int32Array.from({ length: numUsers * perUser }, (_, i) => Math.floor(i / perUser));
  const items = Int32Array.from({ length: numUsers * perUser }, (_, i) => below(draw(key, 0, i).a, numItems));
  const itemCounts = new Int32Array(numItems);
  for (const item of items) itemCounts[item]!++;
  const ratings = Float32Array.from(users, (_, i) => 1 + below(draw(key, 1, i).a, 5));
  return {
    numUsers,
    numItems,
    users,
    items,
    ratings,
    itemCounts,
    meanRating: ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length,
    ratingScale: { min: 1, max: 5, step: 1 },
    oracle: null,
    itemVectors: null,
  };
}

/** A batch with repeated users and items; the last `padded` rows carry no weight. */
export function toyBatch(
  { numUsers, numItems, batchSize, padded = 0 }: ToySize & { padded?: number },
  lossId: string,
  seed: number,
): HostBatch {
  const key = streamKey(seed, purpose.negatives, 0);
  const column = (lane: number, n: number) =>
    Int32Array.from({ length: batchSize }, (_, row) => below(draw(key, lane, row).a, n));
  return {
    size: batchSize - padded,
    users: column(0, numUsers),
    items: column(1, numItems),
    negatives: lossId === 'bpr' ? column(2, numItems) : new Int32Array(0),
    targets: Float32Array.from(column(3, lossId === 'mse' ? 5 : 2), (value) =>
      lossId === 'mse' ? value + 1 : value,
    ),
    weights: Float32Array.from({ length: batchSize }, (_, row) => (row < batchSize - padded ? 1 : 0)),
  };
}
