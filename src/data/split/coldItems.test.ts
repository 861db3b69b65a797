import { describe, expect, it } from 'vitest';
import { defaultSpec, type Params } from '../../protocol/spec';
import { datasetOf, type Row } from '../../testing/interactions';
import { makeSplit } from './makeSplit';

const specOf = (params: Params, validation = 'none', validationParams: Params = {}, seed = 1) => ({
  ...defaultSpec(),
  split: { id: 'cold-items', params, fold: 0, dropUnseen: true },
  validation: { id: validation, params: validationParams },
  seed,
});

/** 10 users have all of the items 0..19, each from another one on; the items 20..24 come last, of two users each. */
const rows: Row[] = Array.from({ length: 10 }, (_, user) => [
  ...Array.from({ length: 20 }, (_, item): Row => [user, item, 3, (item + 2 * user) % 20]),
  [user, 20 + (user % 5), 3, 20] as Row,
]).flat();
const dataset = datasetOf(rows);

const itemsOf = (indices: Int32Array): Set<number> => new Set(Array.from(indices, (i) => dataset.items[i]!));
const flagged = (flags: Uint8Array): number[] => [...flags.keys()].filter((item) => flags[item] === 1);

describe('cold-items', () => {
  it('holds out a share of the items that have enough interactions, with all of them', () => {
    const { train, test, coldItems, notes } = makeSplit(dataset, specOf({ share: 0.2, warmShare: 0 }));
    const cold = flagged(coldItems.test!);
    expect(cold).toHaveLength(4);
    expect(cold.every((item) => item < 20)).toBe(true);
    expect([...itemsOf(test)].sort((a, b) => a - b)).toEqual(cold);
    expect(test).toHaveLength(40);
    expect(cold.some((item) => itemsOf(train).has(item))).toBe(false);
    expect(train).toHaveLength(170);
    expect(coldItems.validation).toBeNull();
    expect(notes).toEqual([
      'Held out: 4 cold items with 40 interactions, and 0 interactions of other items.',
    ]);
  });

  it('holds out the last share of the other interactions of each user as the warm part', () => {
    const { test, coldItems, notes } = makeSplit(dataset, specOf({ share: 0.2, warmShare: 0.12 }));
    const isCold = (item: number): boolean => coldItems.test![item] === 1;
    const warm = [...test].filter((index) => !isCold(dataset.items[index]!));
    // 17 are left of each user; 0.12 of them, rounded, are two: the rare last one, which train has not, and this one.
    const latest = Array.from({ length: 10 }, (_, user) =>
      Array.from({ length: 20 }, (_, back) => (39 - back - 2 * user + 20) % 20).find((item) => !isCold(item)),
    );
    expect(warm.map((index) => dataset.items[index])).toEqual(latest);
    expect(notes).toEqual([
      'Held out: 4 cold items with 40 interactions, and 20 interactions of other items.',
      'Left out of test: 10 of 60 interactions, as their user or item does not occur in train.',
    ]);
  });

  it('makes other items cold for validation, which train does not have either', () => {
    const spec = specOf({ share: 0.2 }, 'cold-items');
    const { train, validation, coldItems } = makeSplit(dataset, spec);
    const [ofTest, ofValidation] = [flagged(coldItems.test!), flagged(coldItems.validation!)];
    // A tenth of the 16 that are left, rounded.
    expect(ofValidation).toHaveLength(2);
    expect(ofValidation.filter((item) => ofTest.includes(item))).toEqual([]);
    expect(ofValidation.every((item) => itemsOf(validation).has(item) && !itemsOf(train).has(item))).toBe(
      true,
    );
    const watched = makeSplit(dataset, specOf({}, 'test'));
    expect(watched.coldItems.validation).toEqual(watched.coldItems.test);
  });

  it('draws the items by the seed', () => {
    const cold = (seed: number) => flagged(makeSplit(dataset, specOf({}, 'none', {}, seed)).coldItems.test!);
    expect(cold(1)).toEqual(cold(1));
    expect(cold(1)).not.toEqual(cold(2));
  });

  it('drops a warm item that train never has, and keeps cold ones', () => {
    // Item 1 is rare, so never cold, and last in time: its only interaction is held out as warm.
    const few = datasetOf([
      ...Array.from({ length: 6 }, (_, user): Row => [user, 0, 3, 0]),
      ...Array.from({ length: 6 }, (_, user): Row[] => [
        [user, 2, 3, 1],
        [user, 3, 3, 2],
      ]).flat(),
      [0, 1, 3, 9],
    ]);
    const { test, coldItems, notes } = makeSplit(few, specOf({ share: 0.33, warmShare: 0.3 }));
    const cold = flagged(coldItems.test!);
    expect(cold).toHaveLength(1);
    expect([...test].filter((index) => few.items[index] === cold[0])).toHaveLength(6);
    expect([...test].some((index) => few.items[index] === 1)).toBe(false);
    expect(notes.at(-1)).toMatch(/^Left out of test: 1 of /);
  });
});
