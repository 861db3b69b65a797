import { expect, it } from 'vitest';
import { makeHistory } from './history';
import { datasetOf } from '../../testing/interactions';
import { eachItemOnce } from './eachItemOnce';

const historyOf = (...rows: [number, number][]) => {
  const dataset = datasetOf(rows, { numUsers: 3, numItems: 4 });
  return makeHistory(dataset, Int32Array.from(rows.keys()));
};

it('keeps one of each item of a user, and the counts of all', () => {
  const once = eachItemOnce(historyOf([0, 2], [0, 1], [0, 2], [2, 2], [2, 2], [2, 3]));
  expect([0, 1, 2].map((user) => [...once.itemsOf(user)])).toEqual([[1, 2], [], [2, 3]]);
  expect([...once.itemCounts]).toEqual([0, 1, 4, 1]);
});

it('is the history itself where nothing repeats, also from one user to the next', () => {
  const history = historyOf([0, 2], [1, 2], [2, 2]);
  expect(eachItemOnce(history)).toBe(history);
});
