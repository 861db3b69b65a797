import { readFileSync, existsSync } from 'node:fs';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { SplitUnit } from '../../protocol/catalog';
import { defaultSpec, type Params } from '../../protocol/spec';
import { datasetOf, pairsOf, type Row } from '../../testing/interactions';
import { makeSessions } from '../sessions/makeSessions';
import { foldNames, makeItemSplit, makeSplit } from './makeSplit';
import { splits, validations } from './registry';
import { trainCount } from './split';

interface Wish {
  split?: string;
  params?: Params;
  fold?: number;
  validation?: string;
  validationParams?: Params;
  dropUnseen?: boolean;
  seed?: number;
}

const specOf = (wish: Wish) => ({
  ...defaultSpec(),
  split: {
    id: wish.split ?? 'leave-last-out',
    params: wish.params ?? {},
    fold: wish.fold ?? 0,
    dropUnseen: wish.dropUnseen ?? false,
  },
  validation: { id: wish.validation ?? 'none', params: wish.validationParams ?? {} },
  seed: wish.seed ?? 1,
});

/** `users` users who each have all of `items` items, at times 0, 1, 2 ... */
const grid = (users: number, items: number): Row[] =>
  Array.from({ length: users * items }, (_, p) => [Math.floor(p / items), p % items, 3, p % items]);

const rowsOf = fc.uniqueArray(
  fc.tuple(fc.nat(7), fc.nat(9), fc.integer({ min: 1, max: 5 }), fc.nat(5)) as fc.Arbitrary<Row>,
  { selector: ([user, item]) => `${user}:${item}`, minLength: 8, maxLength: 60 },
);

describe('every split, with every validation', () => {
  const fitting = (unit: SplitUnit): boolean => unit !== 'items';
  // However late the others are, these leave something to train on.
  const monthsBefore = grid(1, 6).map(([, item, , time]): Row => [8, item, 3, (time! - 9) * 1e7]);
  const made = splits.filter(({ id, unit }) => id !== 'predefined' && fitting(unit));
  for (const { id: split } of made)
    for (const { id: validation } of validations.filter(
      ({ id, unit }) => id !== 'predefined' && fitting(unit),
    ))
      it(`${split} with validation ${validation}: the parts are disjoint and complete`, () => {
        fc.assert(
          fc.property(rowsOf, fc.nat(1000), (rows, seed) => {
            const dataset = datasetOf([...rows, ...monthsBefore]);
            const sessions = makeSessions(dataset, { id: 'windows', params: { length: 1 } });
            const parts = makeSplit(dataset, specOf({ split, validation, seed }), { sessions });
            const carved = parts.watchedPart === 'test' ? [] : [...parts.validation];
            const joined = [...parts.train, ...carved, ...parts.test].sort((a, b) => a - b);
            expect(joined).toEqual([...dataset.users.keys()]);
          }),
          { numRuns: 30 },
        );
      });

  it('gives the same parts for the same seed, and others for another seed', () => {
    const dataset = datasetOf(grid(20, 20));
    for (const split of ['random-ratio', 'k-fold']) {
      const parts = (seed: number) => makeSplit(dataset, specOf({ split, validation: 'random-ratio', seed }));
      expect(parts(1)).toEqual(parts(1));
      expect(parts(1).test).not.toEqual(parts(2).test);
      expect(parts(1).validation).not.toEqual(parts(2).validation);
    }
  });
});

describe('random-items', () => {
  const dataset = datasetOf(grid(2, 10));
  const items = Int32Array.from({ length: 100 }, (_, i) => i * 2);

  it('parts 100 items 80 to 10 to 10, each item once', () => {
    const spec = specOf({
      split: 'random-items',
      params: { ratio: 0.1 },
      validation: 'random-items',
      validationParams: { ratio: 0.1111 },
    });
    const { train, validation, test } = makeItemSplit(dataset, items, spec);
    expect([train.length, validation.length, test.length]).toEqual([80, 10, 10]);
    expect([...train, ...validation, ...test].sort((a, b) => a - b)).toEqual([...items]);
    expect(makeItemSplit(dataset, items, spec).test).toEqual(test);
    expect(makeItemSplit(dataset, items, { ...spec, seed: 2 }).test).not.toEqual(test);
  });

  it('watches the test part, or nothing', () => {
    const watched = makeItemSplit(dataset, items, specOf({ split: 'random-items', validation: 'test' }));
    expect(watched.validation).toEqual(watched.test);
    const alone = makeItemSplit(dataset, items, specOf({ split: 'random-items', validation: 'none' }));
    expect([alone.train.length, alone.validation.length, alone.keepsLast]).toEqual([90, 0, true]);
  });

  it('says which splits part what a model learns from', () => {
    expect(() => makeItemSplit(dataset, items, specOf({ split: 'leave-last-out' }))).toThrow(
      expect.objectContaining({
        what: '“Leave last out” parts interactions, and this model learns from items.',
        hint: 'Choose one of these (split.id): random-items.',
      }),
    );
    expect(() => makeSplit(dataset, specOf({ validation: 'random-items' }))).toThrow(
      expect.objectContaining({
        hint: 'Choose one of these (validation.id): leave-last-out, random-ratio, temporal, cold-items, predefined, test, none.',
      }),
    );
  });
});

describe('leave-last-out', () => {
  const rows: Row[] = [
    [0, 5, 3, 100],
    [0, 4, 3, 300],
    [0, 3, 3, 200],
    [1, 2, 3, 50],
    [1, 1, 3, 40],
    [2, 0, 3, 10],
  ];

  it('holds out the truly last interaction, and leaves users with a single one in train', () => {
    const dataset = datasetOf(rows);
    const { train, test, notes } = makeSplit(dataset, specOf({}));
    expect(pairsOf(dataset, test)).toEqual(['0:4', '1:2']);
    expect(pairsOf(dataset, train)).toEqual(['0:5', '0:3', '1:1', '2:0']);
    expect(notes).toEqual(['Kept whole in train: 1 user with no more than 1 interaction.']);
  });

  it('holds out the last two when asked, only of users with more', () => {
    const dataset = datasetOf(rows);
    expect(pairsOf(dataset, makeSplit(dataset, specOf({ params: { count: 2 } })).test)).toEqual([
      '0:3',
      '0:4',
    ]);
  });

  it('carves validation from what remains: the last but one', () => {
    const dataset = datasetOf(rows);
    const { validation, notes } = makeSplit(dataset, specOf({ validation: 'leave-last-out' }));
    expect(pairsOf(dataset, validation)).toEqual(['0:3']);
    expect(notes[1]).toBe('Validation part: Kept whole in train: 2 users with no more than 1 interaction.');
  });

  it('keeps the canonical order among interactions of the same second', () => {
    const dataset = datasetOf([
      [0, 7, 3, 1],
      [0, 3, 3, 1],
    ]);
    expect(pairsOf(dataset, makeSplit(dataset, specOf({})).test)).toEqual(['0:3']);
  });

  it('says that "last" is arbitrary when the data has no order in time', () => {
    const { notes } = makeSplit(datasetOf(grid(2, 3), { time: 'none' }), specOf({}));
    expect(notes[0]).toMatch(/no timestamps/);
  });
});

describe('the rounding of shares', () => {
  it('rounds what trains to the nearest integer and halves to the even one', () => {
    expect([1, 2, 3, 4, 6, 10].map((n) => trainCount(n, 0.25))).toEqual([1, 2, 2, 3, 4, 8]);
    // 1 - 0.3 is 0.7000000000000001 or so; 5 · 0.7 must still count as the half 3.5.
    expect(trainCount(5, 0.3)).toBe(4);
  });
});

describe('random ratio', () => {
  it('takes the rounded share of each user', () => {
    const dataset = datasetOf(grid(6, 10));
    const { test } = makeSplit(
      dataset,
      specOf({ split: 'random-ratio', params: { ratio: 0.2, by: 'user' } }),
    );
    for (let user = 0; user < 6; user++)
      expect([...test].filter((index) => dataset.users[index] === user)).toHaveLength(2);
  });

  it('takes the rounded share of each item: 2 of 6', () => {
    const dataset = datasetOf(grid(6, 10));
    const { test } = makeSplit(dataset, specOf({ split: 'random-ratio', params: { by: 'item' } }));
    for (let item = 0; item < 10; item++)
      expect([...test].filter((index) => dataset.items[index] === item)).toHaveLength(2);
  });

  it('takes the share of all together: 15 of 60, not the same from each user', () => {
    const dataset = datasetOf(grid(6, 10));
    const { test } = makeSplit(dataset, specOf({ split: 'random-ratio', params: { by: 'all' } }));
    expect(test).toHaveLength(15);
  });

  it('holds out each interaction equally often', () => {
    const dataset = datasetOf(grid(1, 8));
    const times = new Array<number>(8).fill(0);
    for (let seed = 0; seed < 800; seed++)
      for (const index of makeSplit(dataset, specOf({ split: 'random-ratio', seed })).test) times[index]!++;
    // 800 draws of 2 in 8: mean 200, standard deviation 12.2.
    for (const count of times) expect(Math.abs(count - 200)).toBeLessThan(5 * 12.2);
  });
});

describe('temporal', () => {
  it('holds out the latest quarter of each user', () => {
    const dataset = datasetOf([
      [0, 0, 3, 4],
      [0, 1, 3, 3],
      [0, 2, 3, 2],
      [0, 3, 3, 1],
    ]);
    const { test } = makeSplit(dataset, specOf({ split: 'temporal' }));
    expect(pairsOf(dataset, test)).toEqual(['0:0']);
  });

  it('cuts all users at one date', () => {
    const dataset = datasetOf([
      [0, 0, 3, 1],
      [0, 1, 3, 2],
      [1, 0, 3, 3],
      [1, 1, 3, 4],
    ]);
    const { test } = makeSplit(dataset, specOf({ split: 'temporal', params: { ratio: 0.5, by: 'all' } }));
    expect(pairsOf(dataset, test)).toEqual(['1:0', '1:1']);
  });

  it('never trains on anything later than what one date for all holds out', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const dataset = datasetOf(rows);
        const { train, test } = makeSplit(dataset, specOf({ split: 'temporal', params: { by: 'all' } }));
        const latest = Math.max(...Array.from(train, (index) => dataset.timestamps[index]!));
        for (const index of test) expect(dataset.timestamps[index]).toBeGreaterThanOrEqual(latest);
      }),
    );
  });

  it('refuses one date for all where only the order within a user is known', () => {
    const dataset = datasetOf(grid(2, 4), { time: 'order' });
    expect(() => makeSplit(dataset, specOf({ split: 'temporal', params: { by: 'all' } }))).toThrow(
      /no dates/,
    );
  });
});

describe('k-fold', () => {
  it('holds out every interaction in exactly one fold, and the folds differ by at most one in size', () => {
    const dataset = datasetOf(grid(1, 13));
    const folds = [1, 2, 3, 4, 5].map((fold) => makeSplit(dataset, specOf({ split: 'k-fold', fold })).test);
    expect(folds.flatMap((fold) => [...fold]).sort((a, b) => a - b)).toEqual([...Array(13).keys()]);
    expect(folds.map((fold) => fold.length).sort()).toEqual([2, 2, 3, 3, 3]);
  });

  it('names its folds, stands for the first one at 0, and knows no sixth of five', () => {
    const dataset = datasetOf(grid(2, 9));
    expect(foldNames(dataset, specOf({ split: 'k-fold', params: { k: 3 } }))).toEqual(['1/3', '2/3', '3/3']);
    expect(makeSplit(dataset, specOf({ split: 'k-fold', fold: 0 }))).toEqual(
      makeSplit(dataset, specOf({ split: 'k-fold', fold: 1 })),
    );
    expect(() => makeSplit(dataset, specOf({ split: 'k-fold', fold: 6 }))).toThrow(/no fold 6/);
  });
});

describe('the predefined split', () => {
  const candidates = { offsets: Int32Array.of(0, 1), items: Int32Array.of(2) };
  const dataset = datasetOf(grid(1, 3), {
    predefinedSplits: [
      { name: 'u1', group: 'u', parts: Uint8Array.of(0, 0, 1), candidates: null },
      { name: 'u2', group: 'u', parts: Uint8Array.of(1, 0, 0), candidates: null },
      { name: 'ncf', group: 'ncf', parts: Uint8Array.of(0, 1, 2), candidates },
    ],
  });

  it('takes the first group unless another is named, its members as folds', () => {
    expect(foldNames(dataset, specOf({ split: 'predefined' }))).toEqual(['u1', 'u2']);
    expect([...makeSplit(dataset, specOf({ split: 'predefined', fold: 2 })).test]).toEqual([0]);
  });

  it('passes the frozen candidates on and counts what is in no part', () => {
    const split = makeSplit(dataset, specOf({ split: 'predefined', params: { group: 'ncf' } }));
    expect([split.train, split.test]).toEqual([Int32Array.of(0), Int32Array.of(1)]);
    expect(split.candidates).toBe(candidates);
    expect(split.notes[0]).toMatch(/^In no part .*: 1 interaction\.$/);
  });

  it('validates on the validation part that came with the data', () => {
    const parts = Uint8Array.of(0, 3, 0, 1);
    const withValidation = datasetOf(grid(1, 4), {
      predefinedSplits: [{ name: 'tables', group: 'tables', parts, candidates: null }],
    });
    const split = makeSplit(withValidation, specOf({ split: 'predefined', validation: 'predefined' }));
    expect([split.train, split.validation, split.test]).toEqual([
      Int32Array.of(0, 2),
      Int32Array.of(1),
      Int32Array.of(3),
    ]);
    expect(split.watchedPart).toBe('validation');
    expect(split.notes).toEqual([]);
  });

  it('trains on a validation part that another validation is chosen in place of, and says so', () => {
    const parts = Uint8Array.of(0, 3, 0, 1);
    const withValidation = datasetOf(grid(1, 4), {
      predefinedSplits: [{ name: 'tables', group: 'tables', parts, candidates: null }],
    });
    const split = makeSplit(withValidation, specOf({ split: 'predefined' }));
    expect([split.train, split.test]).toEqual([Int32Array.of(0, 1, 2), Int32Array.of(3)]);
    expect(split.notes).toEqual([
      'The validation part that came with the data (1 interaction) counts as train: choose the validation “Predefined” to validate on it.',
    ]);
  });

  it('says what to do when a validation part is wanted that is not there', () => {
    expect(() => makeSplit(dataset, specOf({ split: 'predefined', validation: 'predefined' }))).toThrow(
      /brings no validation part/,
    );
    expect(() => makeSplit(dataset, specOf({ validation: 'predefined' }))).toThrow(
      /Choose another validation/,
    );
  });

  it('says what to do when the data has none, or not this one', () => {
    expect(() => makeSplit(datasetOf(grid(1, 3)), specOf({ split: 'predefined' }))).toThrow(
      /came without a predefined split/,
    );
    expect(() => makeSplit(dataset, specOf({ split: 'predefined', params: { group: 'ua' } }))).toThrow(
      /Set the group to one of: u, ncf/,
    );
  });
});

describe('a part that is empty', () => {
  it('is told before training: one interaction per user leaves nothing to measure', () => {
    const one = datasetOf(Array.from({ length: 5 }, (_, user): Row => [user, user]));
    const split = makeSplit(one, specOf({}));
    expect([split.test.length, split.validation.length]).toEqual([0, 0]);
    expect(split.notes[0]).toMatch(/^Nothing to measure: the test part is empty/);
    // The same where the test part itself is watched, or nothing is.
    for (const validation of ['test', 'none'])
      expect(makeSplit(one, specOf({ validation })).notes[0]).toMatch(/^Nothing to measure/);
  });

  it('is told apart: with two interactions each, there is a test part and no validation', () => {
    const split = makeSplit(datasetOf(grid(3, 2)), specOf({ validation: 'leave-last-out' }));
    expect([split.train.length, split.validation.length, split.test.length]).toEqual([3, 0, 3]);
    expect(split.notes).toContain(
      'The validation part is empty: no epoch is measured, and the last one counts.',
    );
    expect(makeSplit(datasetOf(grid(3, 2)), specOf({ validation: 'none' })).notes).toEqual([]);
  });
});

describe('what is watched', () => {
  it('is the test part itself when asked, with a warning that this is optimistic', () => {
    const split = makeSplit(datasetOf(grid(2, 4)), specOf({ validation: 'test' }));
    expect(split.validation).toBe(split.test);
    expect([split.watchedPart, split.train.length]).toEqual(['test', 6]);
    expect(split.notes[0]).toMatch(/optimistic/);
  });

  it('is nothing when there is no validation', () => {
    const split = makeSplit(datasetOf(grid(2, 4)), specOf({ validation: 'none' }));
    expect([split.watchedPart, split.validation.length, split.train.length]).toEqual(['none', 0, 6]);
  });
});

describe('dropping the unseen', () => {
  it('leaves out and counts held-out interactions whose item never occurs in train', () => {
    const dataset = datasetOf([
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 1],
      [1, 0],
    ]);
    const split = makeSplit(dataset, specOf({ dropUnseen: true }));
    expect(pairsOf(dataset, split.test)).toEqual(['1:0']);
    expect(split.notes).toEqual([
      'Left out of test: 1 of 2 interactions, as their user or item does not occur in train.',
    ]);
  });
});

it('refuses a split that leaves nothing to train on, an unknown split, and a bad parameter', () => {
  const dataset = datasetOf([[0, 0]]);
  const params = { ratio: 0.9, by: 'all' };
  expect(() => makeSplit(dataset, specOf({ split: 'random-ratio', params }))).toThrow(/nothing to train on/);
  expect(() => makeSplit(dataset, specOf({ split: 'leave-all' }))).toThrow(/no split called "leave-all"/);
  expect(() => makeSplit(dataset, specOf({ params: { count: 0 } }))).toThrow(/count/);
});

const movieLens = new URL('../../../../shared/data/ml-100k.zip', import.meta.url);
describe.skipIf(!existsSync(movieLens))(
  'on MovieLens 100K (shown as skipped where the file is absent)',
  () => {
    it('gives the 74,992 training ratings that the recommenders notebooks print for a split by user', () => {
      const files = unzipSync(readFileSync(movieLens), { filter: (file) => file.name.endsWith('/u.data') });
      const rows = new TextDecoder()
        .decode(Object.values(files)[0])
        .trim()
        .split('\n')
        .map((line) => line.split('\t').map(Number) as unknown as Row);
      const dataset = datasetOf(rows.map(([user, item, ...rest]): Row => [user - 1, item - 1, ...rest]));
      for (const split of ['temporal', 'random-ratio'])
        expect(makeSplit(dataset, specOf({ split })).train).toHaveLength(74_992);
    });
  },
);
