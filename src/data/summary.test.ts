import { expect, it } from 'vitest';
import type { Dataset } from '../protocol/dataset';
import { summarize } from './summary';

function datasetOf(rows: [user: number, item: number, rating: number, time: number][]): Dataset {
  const numUsers = Math.max(...rows.map(([user]) => user)) + 1;
  const numItems = Math.max(...rows.map(([, item]) => item)) + 1;
  return {
    fingerprint: 'f'.repeat(64),
    name: 'test',
    source: 'imported',
    numUsers,
    numItems,
    users: Int32Array.from(rows, ([user]) => user),
    items: Int32Array.from(rows, ([, item]) => item),
    ratings: Float32Array.from(rows, ([, , rating]) => rating),
    timestamps: Float64Array.from(rows, ([, , , time]) => time),
    time: 'seconds',
    repeats: false,
    ofSessions: false,
    userIds: Array.from({ length: numUsers }, (_, user) => `u${user}`),
    itemIds: Array.from({ length: numItems }, (_, item) => `i${item}`),
    ratingScale: { min: 1, max: 5, step: 1 },
    itemInfo: null,
    userAttributes: [],
    itemAttributes: [],
    predefinedSplits: [],
    oracle: null,
    itemVectors: null,
  };
}

it('counts users, items, ratings and the share of empty pairs', () => {
  const summary = summarize(
    datasetOf([
      [0, 0, 5, 30],
      [0, 1, 3, 10],
      [0, 2, 3, 20],
      [1, 1, 1, 5],
    ]),
  );
  expect(summary).toMatchObject({
    numUsers: 2,
    numItems: 3,
    numInteractions: 4,
    sparsity: 1 - 4 / 6,
    meanRating: 3,
    ratingCounts: [
      { rating: 1, count: 1 },
      { rating: 3, count: 2 },
      { rating: 5, count: 1 },
    ],
    userActivity: [
      { rank: 1, count: 3 },
      { rank: 2, count: 1 },
    ],
    itemActivity: [
      { rank: 1, count: 2 },
      { rank: 2, count: 1 },
      { rank: 3, count: 1 },
    ],
    timeSpan: { from: 5, to: 30 },
    genreNames: [],
    hasDescriptions: false,
    hasOracle: false,
  });
  expect(summary.sampleRows[0]).toEqual({ user: 'u0', item: 'i0', title: '', rating: 5, timestamp: 30 });
});

it('counts a user and an item once among the pairs, however often the one has the other', () => {
  const summary = summarize(
    datasetOf([
      [0, 0, 1, 1],
      [0, 1, 1, 2],
      [0, 0, 1, 3],
      [1, 0, 1, 1],
    ]),
  );
  expect([summary.numInteractions, summary.sparsity]).toEqual([4, 1 / 4]);
});

it('thins the long tail to at most 200 falling points, the first and the last among them', () => {
  const rows = Array.from({ length: 5000 }, (_, user): [number, number, number, number] => [user, 0, 3, 0]);
  const { userActivity } = summarize(datasetOf([...rows, [4999, 1, 3, 0]]));
  expect(userActivity.length).toBeLessThanOrEqual(200);
  expect(userActivity[0]).toEqual({ rank: 1, count: 2 });
  expect(userActivity.at(-1)).toEqual({ rank: 5000, count: 1 });
});

it('counts ratings of many values in bars of equal width', () => {
  const rows = Array.from({ length: 100 }, (_, i): [number, number, number, number] => [0, i, i, 0]);
  const { ratingCounts } = summarize(datasetOf(rows));
  expect(ratingCounts).toHaveLength(50);
  expect(ratingCounts.map(({ count }) => count).reduce((sum, count) => sum + count)).toBe(100);
  expect(ratingCounts[0]).toEqual({ rating: 0, count: 2 });
});

it('has no time span where times are only an order, and lists predefined splits by group', () => {
  const dataset: Dataset = {
    ...datasetOf([[0, 0, 3, 1]]),
    time: 'order',
    predefinedSplits: ['u1', 'u2'].map((name) => ({
      name,
      group: 'u1-u5',
      parts: Uint8Array.of(0),
      candidates: null,
    })),
  };
  const summary = summarize(dataset);
  expect(summary.timeSpan).toBeNull();
  expect(summary.predefinedGroups).toEqual([
    { group: 'u1-u5', folds: ['u1', 'u2'], hasCandidates: false, hasValidation: false },
  ]);
});
