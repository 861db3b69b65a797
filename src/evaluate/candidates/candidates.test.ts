import { describe, expect, it } from 'vitest';
import { datasetOf, trainedOn, type Row } from '../../testing/interactions';
import { all } from './all';
import { frozen } from './frozen';
import { full } from './full';
import { popularity } from './popularity';
import { uniform } from './uniform';

// User u trains on u .. u+4 and holds out u+5, of 30 items; item 7 is the most popular by far.
const numUsers = 12;
const rows: Row[] = Array.from({ length: numUsers }, (_, user) =>
  Array.from({ length: 6 }, (_, j): Row => [user, user + j]),
).flat();
const dataset = datasetOf(rows, { numItems: 30 });
const isHeldOut = (index: number) => dataset.items[index] === dataset.users[index]! + 5;
const indices = Int32Array.from(dataset.users.keys());
const heldOut = indices.filter(isHeldOut);
const trained = trainedOn(
  dataset,
  indices.filter((index) => !isHeldOut(index)),
);
const input = { dataset, ...trained, heldOut, among: null, frozen: null, seed: 1 };

const draws = { uniform, popularity };
const listsOf = (rule: keyof typeof draws, count: number, seed = 1) => {
  const lists = draws[rule].candidatesOf({ ...input, seed, params: { count } });
  if (typeof lists === 'string') throw new Error('lists expected');
  return Array.from({ length: numUsers }, (_, user) => [
    ...lists.items.subarray(lists.offsets[user]!, lists.offsets[user + 1]!),
  ]);
};

describe('drawn candidates', () => {
  for (const rule of ['uniform', 'popularity'] as const)
    it(`${rule}: are distinct and never items that the user trains on or holds out`, () => {
      listsOf(rule, 6).forEach((list, user) => {
        expect(list).toHaveLength(6);
        expect(new Set(list).size).toBe(6);
        for (const item of list) expect(item < user || item > user + 5).toBe(true);
      });
    });

  it('are the same for the same seed, and others for another', () => {
    expect(listsOf('uniform', 6)).toEqual(listsOf('uniform', 6));
    expect(listsOf('uniform', 6, 2)).not.toEqual(listsOf('uniform', 6));
    expect(listsOf('popularity', 6, 2)).not.toEqual(listsOf('popularity', 6));
  });

  it('are all unseen items when there are no more: 30 − 6', () => {
    for (const list of listsOf('uniform', 99)) expect(list).toHaveLength(24);
  });

  it('by popularity never hold an item without training interactions, uniformly they do', () => {
    const unpopular = (rule: keyof typeof draws) =>
      listsOf(rule, 6)
        .flat()
        .filter((item) => item > 15).length;
    expect(unpopular('popularity')).toBe(0);
    expect(unpopular('uniform')).toBeGreaterThan(0);
  });

  it('are none for a user without held-out items', () => {
    const some = heldOut.filter((index) => dataset.users[index] !== 3);
    const lists = uniform.candidatesOf({ ...input, heldOut: some, params: { count: 4 } });
    expect(typeof lists !== 'string' && lists.offsets[4]! - lists.offsets[3]!).toBe(0);
  });

  it('are drawn from some items alone where only these are ranked, all of them when there are no more', () => {
    const among = Uint8Array.from({ length: 30 }, (_, item) => Number(item < 8));
    const lists = uniform.candidatesOf({ ...input, among, params: { count: 99 } });
    if (typeof lists === 'string') throw new Error('lists expected');
    // User 0 has 0..5, user 5 has 5..10: of 0..7 the first lacks 6 and 7, the other 0..4.
    expect([...lists.items.subarray(lists.offsets[0], lists.offsets[1])].sort()).toEqual([6, 7]);
    expect([...lists.items.subarray(lists.offsets[5], lists.offsets[6])].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it('are uniform: each unseen item of a user is drawn equally often', () => {
    const times = new Map<number, number>();
    for (let seed = 0; seed < 600; seed++)
      for (const item of listsOf('uniform', 6, seed)[0]!) times.set(item, (times.get(item) ?? 0) + 1);
    // 600 draws of 6 in 24: mean 150, standard deviation 10.6.
    expect(times.size).toBe(24);
    for (const count of times.values()) expect(Math.abs(count - 150)).toBeLessThan(5 * 10.6);
  });
});

describe('given candidates', () => {
  const lists = { offsets: new Int32Array(numUsers + 1), items: new Int32Array(0) };

  it('are passed on as they came, and their lack is explained', () => {
    expect(frozen.candidatesOf({ ...input, frozen: lists, params: {} })).toBe(lists);
    expect(() => frozen.candidatesOf({ ...input, params: {} })).toThrow(/No candidate lists came with/);
  });

  it('are not needed to rank among all items', () => {
    expect(full.candidatesOf({ ...input, params: {} })).toBe('full');
    expect(all.candidatesOf({ ...input, params: {} })).toBe('all');
  });
});
