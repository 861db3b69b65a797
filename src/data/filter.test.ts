import { describe, expect, it } from 'vitest';
import { datasetOf } from '../testing/interactions';
import { applyFilters } from './filter';

const none = { positiveFrom: 0, minUserInteractions: 0, minItemInteractions: 0 };
const all = (dataset: { users: Int32Array; items: Int32Array; userIds: string[]; itemIds: string[] }) =>
  Array.from(dataset.users, (user, i) => `${dataset.userIds[user]} ${dataset.itemIds[dataset.items[i]!]}`);

describe('data filters', () => {
  it('return the very same object when nothing is left out', () => {
    const dataset = datasetOf([
      [0, 0],
      [1, 1],
    ]);
    expect(applyFilters(dataset, none).dataset).toBe(dataset);
    expect(applyFilters(dataset, { ...none, positiveFrom: 3 })).toMatchObject({
      dataset,
      leftOut: { places: new Int32Array(0) },
      notes: [],
    });
  });

  it('leave out ratings below the threshold, and the users and items that lose their last one', () => {
    const dataset = datasetOf([
      [0, 0, 5],
      [0, 1, 2],
      [1, 1, 1],
      [2, 2, 4],
    ]);
    const { dataset: left, notes } = applyFilters(dataset, { ...none, positiveFrom: 4 });
    expect(all(left)).toEqual(['u0 i0', 'u2 i2']);
    expect([left.numUsers, left.numItems]).toEqual([2, 2]);
    expect([...left.ratings]).toEqual([5, 4]);
    expect(notes).toEqual([
      '2 ratings below 4 left out before the split.',
      '1 user and 1 item with too few interactions left out, and with them 0 interactions.',
    ]);
  });

  it('repeat until every user and item has enough: one removal can cause the next', () => {
    // Item 2 has one interaction; without it user 1 has one; without user 1 item 1 has one; only 0 and 3 stay.
    const dataset = datasetOf([
      [0, 0],
      [0, 3],
      [2, 0],
      [2, 3],
      [0, 1],
      [1, 1],
      [1, 2],
    ]);
    const { dataset: left, notes } = applyFilters(dataset, {
      ...none,
      minUserInteractions: 2,
      minItemInteractions: 2,
    });
    expect(all(left)).toEqual(['u0 i0', 'u0 i3', 'u2 i0', 'u2 i3']);
    expect(notes).toEqual([
      '1 user and 2 items with too few interactions left out, and with them 3 interactions.',
    ]);
  });

  it('keep items that never had an interaction unless a least number is asked for', () => {
    const dataset = datasetOf(
      [
        [0, 0, 5],
        [0, 1, 1],
      ],
      { numItems: 3, itemIds: ['i0', 'i1', 'new'] },
    );
    expect(applyFilters(dataset, { ...none, positiveFrom: 2 }).dataset.itemIds).toEqual(['i0', 'new']);
    expect(applyFilters(dataset, { ...none, minItemInteractions: 1 }).dataset.itemIds).toEqual(['i0', 'i1']);
  });

  it('number everything aligned with users and items anew', () => {
    const dataset = datasetOf(
      [
        [0, 0, 1],
        [1, 1, 5],
        [1, 2, 5],
      ],
      {
        itemInfo: {
          titles: ['A', 'B', 'C'],
          years: Int16Array.of(1990, 1991, 1992),
          genreNames: ['Drama', 'War'],
          genres: Uint32Array.of(1, 2, 3),
          descriptions: ['a', 'b', 'c'],
        },
        predefinedSplits: [
          {
            name: 'x',
            group: 'x',
            parts: Uint8Array.of(0, 1, 2),
            candidates: { offsets: Int32Array.of(0, 1, 3), items: Int32Array.of(1, 0, 2) },
          },
        ],
        oracle: {
          numFactors: 2,
          userFactors: Float32Array.of(1, 2, 3, 4),
          itemFactors: Float32Array.of(1, 1, 2, 2, 3, 3),
          itemBias: Float32Array.of(7, 8, 9),
          successors: Int32Array.of(1, 2, 0, 2, -1, -1),
          successorsPerItem: 2,
          successorBoost: 1,
        },
        itemVectors: { name: 'v', source: 'v', dimension: 2, values: Float32Array.of(1, 1, 2, 2, 3, 3) },
      },
    );
    const { dataset: left } = applyFilters(dataset, { ...none, positiveFrom: 4 });
    expect(left.userIds).toEqual(['u1']);
    expect(left.itemInfo).toEqual({
      titles: ['B', 'C'],
      years: Int16Array.of(1991, 1992),
      genreNames: ['Drama', 'War'],
      genres: Uint32Array.of(2, 3),
      descriptions: ['b', 'c'],
    });
    expect(left.predefinedSplits[0]!.parts).toEqual(Uint8Array.of(1, 2));
    // User 1 had candidates 0 and 2; item 0 is gone and item 2 is now 1.
    expect(left.predefinedSplits[0]!.candidates).toEqual({
      offsets: Int32Array.of(0, 1),
      items: Int32Array.of(1),
    });
    expect(left.oracle).toMatchObject({
      userFactors: Float32Array.of(3, 4),
      itemFactors: Float32Array.of(2, 2, 3, 3),
      itemBias: Float32Array.of(8, 9),
      // Item 1 was followed by 0 (gone) and 2 (now 1).
      successors: Int32Array.of(1, -1, -1, -1),
    });
    expect(left.itemVectors!.values).toEqual(Float32Array.of(2, 2, 3, 3));
  });

  it('say so when nothing remains', () => {
    const dataset = datasetOf([[0, 0, 3]]);
    expect(() => applyFilters(dataset, { ...none, positiveFrom: 4 })).toThrow(/leave nothing of "Toy"/);
  });
});
