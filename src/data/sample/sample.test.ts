import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readParams } from '../../protocol/registry';
import { datasetOf, type Row } from '../../testing/interactions';
import { draw, purpose, streamKey, type Words } from '../random';
import { drawAlias, makeAliasTable } from './aliasTable';
import type { Feed, HostBatch } from './batch';
import { createBatches } from './batches';
import { makeHistory } from './history';
import { popularity } from './popularity';
import { negativeSamplers } from './registry';
import { uniform } from './uniform';

const all = (dataset: { users: Int32Array }) => Int32Array.from(dataset.users.keys());

/** Chi-square of observed counts against expected ones; its mean is the number of cells less one. */
function chiSquare(counts: number[], expected: number[]): number {
  return counts.reduce((sum, count, i) => sum + (count - expected[i]!) ** 2 / expected[i]!, 0);
}

function countDraws(pick: (words: Words) => number, n: number, draws: number): number[] {
  const key = streamKey(11, purpose.negatives, 1);
  const counts = new Array<number>(n).fill(0);
  for (let lane = 0; lane < draws; lane++) counts[pick(draw(key, 3, lane))]!++;
  return counts;
}

describe('history', () => {
  it('lists the items of a user in ascending order and counts each item', () => {
    const dataset = datasetOf([
      [0, 4],
      [0, 1],
      [2, 1],
      [2, 0],
    ]);
    const history = makeHistory(dataset, all(dataset));
    expect([0, 1, 2].map((user) => [...history.itemsOf(user)])).toEqual([[1, 4], [], [0, 1]]);
    expect([...history.itemCounts]).toEqual([1, 2, 0, 0, 1]);
    expect([history.numUsers, history.numItems]).toEqual([3, 5]);
  });

  it('knows exactly the pairs it was made of, whatever part of the data they are', () => {
    const rows = fc.uniqueArray(fc.tuple(fc.nat(5), fc.nat(12)), { selector: String, minLength: 1 });
    fc.assert(
      fc.property(rows, fc.nat(), (pairs, salt) => {
        const dataset = datasetOf(pairs as Row[], { numUsers: 6, numItems: 13 });
        const part = all(dataset).filter((index) => (index * 7 + salt) % 3 !== 0);
        const history = makeHistory(dataset, part);
        const known = new Set(Array.from(part, (i) => dataset.users[i]! * 13 + dataset.items[i]!));
        for (let user = 0; user < 6; user++)
          for (let item = 0; item < 13; item++)
            expect(history.has(user, item)).toBe(known.has(user * 13 + item));
      }),
    );
  });
});

describe('the alias table', () => {
  it('gives the weights back exactly: thresholds and aliases add up to each share', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 }), (weights) => {
        fc.pre(weights.some((weight) => weight > 0));
        const { thresholds, aliases } = makeAliasTable(weights);
        const share = new Float64Array(weights.length);
        thresholds.forEach((threshold, i) => {
          const own = aliases[i] === i ? 1 : threshold / 2 ** 32;
          share[i]! += own / weights.length;
          share[aliases[i]!]! += (1 - own) / weights.length;
        });
        const total = weights.reduce((sum, weight) => sum + weight);
        weights.forEach((weight, i) => {
          expect(share[i]).toBeCloseTo(weight / total, 8);
          if (weight === 0) expect(share[i]).toBe(0);
        });
      }),
    );
  });

  it('draws by the first word and decides by the second', () => {
    // Shares 1/4 and 3/4: entry 0 stands in half of its draws, else 1.
    const table = makeAliasTable([1, 3]);
    expect([table.thresholds[0], table.aliases[0]]).toEqual([2 ** 31, 1]);
    expect(drawAlias(table, { a: 0, b: 2 ** 31 - 1 })).toBe(0);
    expect(drawAlias(table, { a: 0, b: 2 ** 31 })).toBe(1);
    expect(drawAlias(table, { a: 2 ** 31, b: 0xffffffff })).toBe(1);
  });
});

describe('negative samplers', () => {
  const itemCounts = Int32Array.of(16, 0, 81, 1, 256);

  it('uniform: every item equally often (chi-square of 50,000 draws below 25 with 4 degrees of freedom)', () => {
    const pick = uniform.create({ numItems: 5, itemCounts, params: {} });
    expect(chiSquare(countDraws(pick, 5, 50_000), new Array<number>(5).fill(10_000))).toBeLessThan(25);
  });

  it('popularity: in proportion to count^0.75, here 8 : 0 : 27 : 1 : 64, so an item without counts never', () => {
    const pick = popularity.create({ numItems: 5, itemCounts, params: readParams(popularity, {}) });
    const counts = countDraws(pick, 5, 50_000);
    expect(counts[1]).toBe(0);
    const seen = [counts[0]!, counts[2]!, counts[3]!, counts[4]!];
    expect(chiSquare(seen, [4000, 13_500, 500, 32_000])).toBeLessThan(25);
  });

  it('popularity falls back to uniform when nothing has been counted', () => {
    const pick = popularity.create({ numItems: 4, itemCounts: new Int32Array(4), params: { alpha: 1 } });
    expect(chiSquare(countDraws(pick, 4, 40_000), new Array<number>(4).fill(10_000))).toBeLessThan(25);
  });
});

/** 30 users with 4 to 9 of 40 items each. */
const rows: Row[] = Array.from({ length: 30 }, (_, user) =>
  Array.from({ length: 4 + (user % 6) }, (_, j): Row => [user, (user * 7 + j * 3) % 40, 1 + (j % 5)]),
).flat();
const dataset = datasetOf(rows, { numItems: 40 });
const history = makeHistory(dataset, all(dataset));

const source = (feed: Feed, changes: { batchSize?: number; seed?: number; filterKnown?: boolean } = {}) =>
  createBatches({
    feed,
    dataset,
    train: all(dataset),
    batchSize: changes.batchSize ?? 16,
    negatives: { perPositive: 3, filterKnown: changes.filterKnown ?? true },
    seed: changes.seed ?? 1,
    sampler: uniform.create({ numItems: 40, itemCounts: history.itemCounts, params: {} }),
    history,
  });

const copy = (batch: HostBatch): HostBatch => structuredClone(batch);

/** Every row that counts, of all batches of an epoch. */
function epochRows(feed: Feed, epoch: number, filterKnown = true) {
  const batches = source(feed, { filterKnown });
  return Array.from({ length: batches.stepsPerEpoch }, (_, step) => copy(batches.batch(epoch, step))).flatMap(
    (batch) =>
      Array.from({ length: batch.size }, (_, row) => ({
        user: batch.users[row]!,
        item: batch.items[row]!,
        negative: batch.negatives[row],
        target: batch.targets[row]!,
      })),
  );
}

const pairs = (of: { user: number; item: number }[]) => of.map(({ user, item }) => user * 40 + item).sort();
const positives = pairs(rows.map(([user, item]) => ({ user, item })));

describe('batches', () => {
  for (const feed of ['pairwise', 'in-batch', 'rating'] as const)
    it(`${feed}: have every positive exactly once per epoch, in another order in the next`, () => {
      const first = epochRows(feed, 1);
      expect(pairs(first)).toEqual(positives);
      expect(pairs(epochRows(feed, 2))).toEqual(positives);
      expect(epochRows(feed, 2)).not.toEqual(first);
    });

  it('pointwise: have every positive once and three negatives of its user, none of them known', () => {
    const samples = epochRows('pointwise', 1);
    expect(pairs(samples.filter((sample) => sample.target === 1))).toEqual(positives);
    for (let user = 0; user < 30; user++) {
      const own = samples.filter((sample) => sample.user === user);
      expect(own.filter((sample) => sample.target === 0)).toHaveLength(3 * history.itemsOf(user).length);
    }
    for (const { user, item, target } of samples) expect(history.has(user, item)).toBe(target === 1);
  });

  it('pairwise: never draw a known positive when filtered, and do when not', () => {
    const known = (filterKnown: boolean) =>
      epochRows('pairwise', 1, filterKnown).filter((sample) => history.has(sample.user, sample.negative!))
        .length;
    expect(known(true)).toBe(0);
    expect(known(false)).toBeGreaterThan(0);
  });

  it('rating: carry the stars of the pair', () => {
    for (const { user, item, target } of epochRows('rating', 1))
      expect(target).toBe(rows.find((row) => row[0] === user && row[1] === item)![2]);
  });

  it('pad the last batch with its first row at weight 0', () => {
    const batches = source('rating', { batchSize: 64 });
    expect([batches.samplesPerEpoch, batches.stepsPerEpoch]).toEqual([195, 4]);
    batches.batch(1, 2);
    const last = batches.batch(1, 3);
    expect(last.size).toBe(3);
    expect([...last.weights.subarray(0, 5)]).toEqual([1, 1, 1, 0, 0]);
    expect(new Set(last.users.subarray(3))).toEqual(new Set([last.users[0]]));
    expect(new Set(last.items.subarray(3))).toEqual(new Set([last.items[0]]));
    expect(new Set(last.targets.subarray(3))).toEqual(new Set([last.targets[0]]));
  });

  it('are the same for the same seed, epoch and step, in whatever order they are asked for', () => {
    const one = source('pointwise');
    const other = source('pointwise');
    const later = copy(one.batch(3, 2));
    other.batch(1, 0);
    other.batch(7, 5);
    expect(copy(other.batch(3, 2))).toEqual(later);
    expect(copy(source('pointwise', { seed: 2 }).batch(3, 2))).not.toEqual(later);
  });

  it('let the 32nd draw stand for a user who knows every item', () => {
    const full = datasetOf([
      [0, 0],
      [0, 1],
    ]);
    const known = makeHistory(full, all(full));
    let draws = 0;
    const batches = createBatches({
      feed: 'pairwise',
      dataset: full,
      train: Int32Array.of(0),
      batchSize: 1,
      negatives: { perPositive: 1, filterKnown: true },
      seed: 1,
      sampler: () => draws++ % 2,
      history: known,
    });
    expect([batches.batch(1, 0).negatives[0], draws]).toEqual([1, 32]);
  });
});

it('every sampler of the registry draws items in range', () => {
  for (const sampler of negativeSamplers) {
    const pick = sampler.create({
      numItems: 3,
      itemCounts: Int32Array.of(1, 2, 3),
      params: readParams(sampler, {}) as never,
    });
    const counts = countDraws(pick, 3, 200);
    expect(counts).toHaveLength(3);
    for (const count of counts) expect(count).toBeGreaterThan(0);
  }
});
