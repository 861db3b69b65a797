import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../protocol/spec';
import { datasetOf, type Row } from '../../testing/interactions';
import { applyFilters } from '../filter';
import { makeSplit } from '../split/makeSplit';
import { seenRules } from './registry';
import type { SeenDefinition } from './seenRule';

interface Wish {
  rows: Row[];
  positiveFrom?: number;
  split?: { id: string; params?: Record<string, number | string> };
  time?: 'seconds' | 'none';
}

const base = defaultSpec();

/** What user 0 had seen before a part, by the ids of the whole data set. */
function seenBefore(rule: string, part: 'validation' | 'test', wish: Wish): string[] {
  const { rows, positiveFrom = 0, split: wanted = { id: 'leave-last-out' }, time = 'seconds' } = wish;
  const { dataset, leftOut } = applyFilters(datasetOf(rows, { time }), { ...base.data, positiveFrom });
  const split = makeSplit(dataset, {
    ...base,
    split: { ...base.split, params: {}, ...wanted, dropUnseen: true },
  });
  const definition: SeenDefinition = seenRules.find(({ id }) => id === rule)!;
  const seen = definition.before({ dataset, leftOut, split, part });
  return Array.from(seen.itemsOf(0), (item) => dataset.itemIds[item]!);
}

// Others, so that items 0, 1 and 3 occur in train.
const others: Row[] = [0, 1, 3, 0, 1].map((item, time): Row => [
  1,
  item === 0 && time === 3 ? 4 : item,
  4,
  time,
]);

describe('what a user has seen before a part', () => {
  // Items 0 and 1 train, 9 is the validation item, but nobody trains on it, and 3 is tested.
  const rows: Row[] = [[0, 0, 4, 1], [0, 1, 4, 2], [0, 9, 4, 3], [0, 3, 4, 4], ...others];

  it('is train before validation', () => {
    for (const rule of ['all', 'kept', 'train'])
      expect(seenBefore(rule, 'validation', { rows })).toEqual(['i0', 'i1']);
  });

  it('is also validation before the test part, even what was dropped from it as unseen in train', () => {
    expect(seenBefore('all', 'test', { rows })).toEqual(['i0', 'i1', 'i9']);
    expect(seenBefore('kept', 'test', { rows })).toEqual(['i0', 'i1']);
    expect(seenBefore('train', 'test', { rows })).toEqual(['i0', 'i1']);
    const known: Row[] = [...rows, [2, 9, 4, 1], [2, 0, 4, 2], [2, 1, 4, 3]];
    expect(seenBefore('kept', 'test', { rows: known })).toEqual(['i0', 'i1', 'i9']);
    expect(seenBefore('train', 'test', { rows: known })).toEqual(['i0', 'i1']);
  });

  // Filters leave out the three ratings below 4 of user 0: of 5 before train ends, of 6 before the test item, of 7 after it.
  const rated: Row[] = [
    [0, 0, 4, 1],
    [0, 5, 1, 2],
    [0, 1, 4, 3],
    [0, 4, 4, 4],
    [0, 6, 1, 5],
    [0, 3, 4, 6],
    [0, 7, 1, 7],
    ...others,
    // So that these are candidates at all.
    ...[5, 6, 4, 7, 3].map((item, time): Row => [2, item, 5, time]),
  ];

  it('is also what the filters left out, up to the first interaction of the part', () => {
    const wish = { rows: rated, positiveFrom: 4 };
    expect(seenBefore('all', 'validation', wish)).toEqual(['i0', 'i1', 'i5']);
    expect(seenBefore('all', 'test', wish)).toEqual(['i0', 'i1', 'i4', 'i5', 'i6']);
    expect(seenBefore('kept', 'test', wish)).toEqual(['i0', 'i1', 'i4']);
  });

  it('is all of that where the data has no times, as nothing is known to come later', () => {
    expect(seenBefore('all', 'test', { rows: rated, positiveFrom: 4, time: 'none' })).toEqual(
      expect.arrayContaining(['i5', 'i6', 'i7']),
    );
  });

  it('is, in a random split, what was left out before the last interaction that trains', () => {
    // Rated too low at the very first and the very last; in between half of 20 train, so that one of them is near the end.
    const many: Row[] = [
      [0, 20, 1, 0],
      ...Array.from({ length: 20 }, (_, item): Row => [0, item, 4, item + 1]),
      [0, 21, 1, 30],
      ...Array.from({ length: 22 }, (_, item): Row => [1, item, 4, item]),
    ];
    const split = { id: 'random-ratio', params: { ratio: 0.5 } };
    const seen = seenBefore('all', 'test', { rows: many, positiveFrom: 4, split });
    expect(seen).toContain('i20');
    expect(seen).not.toContain('i21');
    expect(seen).toHaveLength(11);
  });
});
