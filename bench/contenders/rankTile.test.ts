import { describe, expect, it } from 'vitest';
import { History } from '../../src/data/sample/history';
import type { RankingWorkload } from '../workloads/workload';
import { startReference } from './reference';
import { rankInTiles, rankTile, tileUsers } from './rankTile';

/** Users who have item (user mod 5) in training, and the next one held out; scores are made by one factor. */
function workloadOf(userValues: number[], itemValues: number[]): RankingWorkload {
  const numUsers = userValues.length;
  const numItems = itemValues.length;
  return {
    kind: 'ranking',
    id: 'eval',
    numUsers,
    numItems,
    factors: 1,
    seed: 1,
    weights: {
      userEmbedding: { shape: [numUsers, 1], values: Float32Array.from(userValues) },
      itemEmbedding: { shape: [numItems, 1], values: Float32Array.from(itemValues) },
    },
    train: new History(
      Int32Array.from({ length: numUsers + 1 }, (_, user) => user),
      Int32Array.from({ length: numUsers }, (_, user) => user % numItems),
      new Int32Array(numItems),
    ),
    heldOut: Int32Array.from({ length: numUsers }, (_, user) => (user + 1) % numItems),
  };
}

const scores = ({ weights, numUsers, numItems }: RankingWorkload, from: number, count: number) =>
  Float32Array.from({ length: Math.min(count, numUsers - from) * numItems }, (_, i) => {
    const user = from + Math.floor(i / numItems);
    return weights.userEmbedding.values[user]! * weights.itemEmbedding.values[i % numItems]!;
  });

describe('rankTile', () => {
  it('counts what is not below the held-out item, without the training items, ties before it', () => {
    // User 0 has item 0 (9) in training; held out is item 1 (4). Above it: 7. As high: 4.
    const workload = workloadOf([1], [9, 4, 7, 4, 1]);
    const ranks = new Int32Array(1);
    rankTile(workload, 0, scores(workload, 0, 1), ranks);
    expect(ranks[0]).toBe(3);
  });

  it('ranks as the plain loops do, over several tiles and a last one that is not full', async () => {
    const numUsers = tileUsers + 37;
    const workload = workloadOf(
      Array.from({ length: numUsers }, (_, user) => ((user * 7) % 11) - 5),
      [3, -2, 0, 5, 3],
    );
    const tiled = await rankInTiles(workload, (from, count) =>
      Promise.resolve(scores(workload, from, count)),
    );
    const reference = await startReference({ wasmBinaries: { simd: '', plain: '' } });
    const looped = await (await reference.rankAll(workload)).rank();
    expect(tiled).toEqual(looped);
    expect(new Set(looped).size).toBeGreaterThan(2);
  });
});
