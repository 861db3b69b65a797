/** Small data sets for tests, written as rows that one can count by hand. */
import { eachItemOnce } from '../data/sample/eachItemOnce';
import { makeHistory, type History } from '../data/sample/history';
import type { Dataset } from '../protocol/dataset';

/** user, item, rating (3 when left out), time in seconds (place of the row when left out). */
export type Row = [user: number, item: number, rating?: number, time?: number];

/**
 * A data set of these rows, put into canonical order by user and time; rows of the same time keep their order.
 * Users and items are 0..n-1 with external ids "u0", "i0".
 */
export function datasetOf(rows: Row[], overrides: Partial<Dataset> = {}): Dataset {
  const full = rows.map(([user, item, rating = 3, time], place) => ({
    user,
    item,
    rating,
    time: time ?? place,
  }));
  full.sort((a, b) => a.user - b.user || a.time - b.time);
  const numUsers = overrides.numUsers ?? largest(full.map((row) => row.user)) + 1;
  const numItems = overrides.numItems ?? largest(full.map((row) => row.item)) + 1;
  return {
    fingerprint: '0'.repeat(64),
    name: 'Toy',
    source: 'imported',
    numUsers,
    numItems,
    users: Int32Array.from(full, (row) => row.user),
    items: Int32Array.from(full, (row) => row.item),
    ratings: Float32Array.from(full, (row) => row.rating),
    timestamps: Float64Array.from(full, (row) => row.time),
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
    ...overrides,
  };
}

/** These interactions as what an evaluator is told was trained on, and nothing else seen. */
export function trainedOn(
  dataset: Dataset,
  indices: Int32Array,
): { seen: History; trainedCounts: Int32Array } {
  const history = makeHistory(dataset, indices);
  return { seen: eachItemOnce(history), trainedCounts: history.itemCounts };
}

/** "user:item" of each of these interactions. */
export function pairsOf(dataset: Dataset, indices: Int32Array): string[] {
  return Array.from(indices, (index) => `${dataset.users[index]}:${dataset.items[index]}`);
}

/** -1 of none; spreading a million arguments into `Math.max` would overflow the stack. */
const largest = (ids: number[]): number => ids.reduce((most, id) => Math.max(most, id), -1);
