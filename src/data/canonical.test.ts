import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../protocol/dataset';
import { buildDataset, canonicalize, inferScale } from './canonical';
import type { RawDataset, RawIds } from './rawDataset';
import { quietWork } from './work';

type Row = [user: number | string, item: number | string, rating: number, time: number];

function idsOf(ids: (number | string)[]): RawIds {
  if (ids.every((id) => typeof id === 'number')) return Int32Array.from(ids);
  const names = [...new Set(ids.map(String))];
  return { names, codes: Int32Array.from(ids, (id) => names.indexOf(String(id))) };
}

function rawOf(rows: Row[], more: Partial<RawDataset> = {}): RawDataset {
  return {
    name: 'test',
    source: 'imported',
    time: 'seconds',
    repeats: false,
    users: idsOf(rows.map(([user]) => user)),
    items: idsOf(rows.map(([, item]) => item)),
    ratings: Float32Array.from(rows, ([, , rating]) => rating),
    timestamps: Float64Array.from(rows, ([, , , time]) => time),
    ratingScale: null,
    itemInfo: null,
    genreNames: null,
    predefinedSplits: [],
    oracle: null,
    ...more,
  };
}

/** Interactions in external ids, in the order of the data set. */
const rowsOf = (d: Dataset): [string, string, number, number][] =>
  Array.from(d.ratings, (rating, row) => [
    d.userIds[d.users[row]!]!,
    d.itemIds[d.items[row]!]!,
    rating,
    d.timestamps[row]!,
  ]);

describe('buildDataset', () => {
  it('numbers whole-number ids by value and sorts interactions by user and time', async () => {
    const dataset = await buildDataset(
      rawOf([
        [10, 5, 4, 300],
        [9, 100, 3, 200],
        [10, 100, 2, 100],
      ]),
    );
    expect(dataset.userIds).toEqual(['9', '10']);
    expect(dataset.itemIds).toEqual(['5', '100']);
    expect([...dataset.users]).toEqual([0, 1, 1]);
    expect([...dataset.items]).toEqual([1, 1, 0]);
    expect([...dataset.ratings]).toEqual([3, 2, 4]);
    expect([...dataset.timestamps]).toEqual([200, 100, 300]);
    expect(dataset.ratingScale).toEqual({ min: 2, max: 4, step: 1 });
  });

  it('numbers other ids by code unit', async () => {
    const dataset = await buildDataset(
      rawOf([
        ['ann', 'b', 1, 0],
        ['Bob', '10', 1, 0],
        ['Bob', '9', 1, 0],
      ]),
    );
    expect(dataset.userIds).toEqual(['Bob', 'ann']);
    expect(dataset.itemIds).toEqual(['10', '9', 'b']);
  });

  it('gives whole numbers the same order whether they come as numbers or as texts', async () => {
    const rows: Row[] = [
      [10, 2, 3, 5],
      [9, 11, 4, 6],
      [0, 2, 1, 7],
    ];
    const asTexts = rows.map(([user, item, rating, time]): Row => [`${user}`, `${item}`, rating, time]);
    const [numbers, texts] = [await buildDataset(rawOf(rows)), await buildDataset(rawOf(asTexts))];
    expect(texts).toEqual(numbers);
  });

  it('numbers ids far apart without a table of all numbers between them', async () => {
    const dataset = await buildDataset(
      rawOf([
        [2_000_000_000, 1, 1, 0],
        [3, 2_147_483_647, 1, 0],
      ]),
    );
    expect(dataset.userIds).toEqual(['3', '2000000000']);
    expect(dataset.itemIds).toEqual(['1', '2147483647']);
    expect(rowsOf(dataset)).toEqual([
      ['3', '2147483647', 1, 0],
      ['2000000000', '1', 1, 0],
    ]);
  });

  it('keeps the latest of several rows with the same user and item, and counts the others', async () => {
    const rows: Row[] = [
      [1, 7, 2, 20],
      [1, 7, 5, 30],
      [1, 7, 3, 10],
      [1, 8, 4, 25],
    ];
    const { dataset, duplicates } = await canonicalize(rawOf(rows), quietWork());
    expect(rowsOf(dataset)).toEqual([
      ['1', '8', 4, 25],
      ['1', '7', 5, 30],
    ]);
    expect(duplicates).toBe(2);
  });

  it('keeps the last row in the file of duplicates without times', async () => {
    const dataset = await buildDataset(
      rawOf(
        [
          [1, 7, 2, 0],
          [1, 7, 3, 0],
        ],
        { time: 'none' },
      ),
    );
    expect([...dataset.ratings]).toEqual([3]);
  });

  it('gives the same columns and fingerprint whatever the order of the rows', async () => {
    const row = fc.tuple(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 5 }),
      // Few distinct times, so that many are equal.
      fc.integer({ min: 0, max: 2 }),
    );
    const distinct = fc.uniqueArray(row, { selector: ([user, item]) => user * 10 + item, minLength: 1 });
    const inTwoOrders = distinct.chain((rows) =>
      fc.tuple(
        fc.constant(rows),
        fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(inTwoOrders, async ([rows, shuffled]) => {
        const a = await buildDataset(rawOf(rows));
        expect(await buildDataset(rawOf(shuffled))).toEqual(a);
        expect(rowsOf(a)).toHaveLength(rows.length);
      }),
      { numRuns: 50 },
    );
  });

  it('orders equal times by a key of the external ids, which other users and items do not change', async () => {
    const tied: Row[] = Array.from({ length: 9 }, (_, i) => [1, i + 1, 3, 50]);
    const alone = rowsOf(await buildDataset(rawOf(tied)));
    const more: Row[] = [[0, 0, 1, 50], ...tied, [2, 100, 1, 50]];
    const among = rowsOf(await buildDataset(rawOf(more)));
    expect(among.filter(([user]) => user === '1')).toEqual(alone);
    // A key that followed the ids would tell nothing new.
    expect(alone.map(([, item]) => Number(item))).not.toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('changes the fingerprint with any value, but not with titles or the name', async () => {
    const base: Row[] = [
      [1, 1, 3, 10],
      [1, 2, 4, 20],
    ];
    const fingerprint = async (rows: Row[], more: Partial<RawDataset> = {}): Promise<string> =>
      (await buildDataset(rawOf(rows, more))).fingerprint;
    const info = [{ id: '1', title: 'A', year: 1990, genres: [], description: '' }];
    const original = await fingerprint(base);
    expect(original).toMatch(/^[0-9a-f]{64}$/);
    expect(await fingerprint(base, { name: 'another', itemInfo: info })).toBe(original);
    const others = await Promise.all([
      fingerprint([[1, 1, 3.5, 10], base[1]!]),
      fingerprint([[1, 1, 3, 11], base[1]!]),
      fingerprint([[1, 3, 3, 10], base[1]!]),
      fingerprint([[2, 1, 3, 10], base[1]!]),
      fingerprint(base, { time: 'order' }),
      fingerprint(base, {
        predefinedSplits: [{ name: 'a', group: 'a', parts: Uint8Array.of(0, 1), candidates: null }],
      }),
    ]);
    expect(new Set([original, ...others]).size).toBe(7);
  });

  it('brings item info into the order of dense ids and leaves out items without interactions', async () => {
    const dataset = await buildDataset(
      rawOf(
        [
          [1, 20, 3, 0],
          [1, 3, 3, 1],
          [1, 4, 3, 2],
        ],
        {
          itemInfo: [
            { id: '20', title: 'Twenty', year: 1999, genres: ['War', 'Comedy'], description: 'A war.' },
            { id: '7', title: 'Unrated', year: 2000, genres: ['Drama'], description: '' },
            { id: '3', title: 'Three', year: 0, genres: [], description: '' },
          ],
        },
      ),
    );
    expect(dataset.itemIds).toEqual(['3', '4', '20']);
    expect(dataset.itemInfo).toEqual({
      titles: ['Three', '4', 'Twenty'],
      years: Int16Array.of(0, 0, 1999),
      genreNames: ['Comedy', 'Drama', 'War'],
      genres: Uint32Array.of(0, 0, 0b101),
      descriptions: ['', '', 'A war.'],
    });
  });

  it('keeps listed items without interactions in generated data', async () => {
    const info = ['1', '2', '3'].map((id) => ({ id, title: id, year: 0, genres: [], description: '' }));
    const dataset = await buildDataset(rawOf([[1, 2, 3, 0]], { source: 'generated', itemInfo: info }));
    expect(dataset.itemIds).toEqual(['1', '2', '3']);
    expect([...dataset.items]).toEqual([1]);
  });

  it('keeps the 32 most frequent genres and says so', async () => {
    const genres = Array.from({ length: 33 }, (_, i) => `g${String(i).padStart(2, '0')}`);
    const itemInfo = [
      { id: '1', title: 'all', year: 0, genres, description: '' },
      { id: '2', title: 'all but g07', year: 0, genres: genres.filter((g) => g !== 'g07'), description: '' },
    ];
    const { dataset, notes } = await canonicalize(rawOf([[1, 2, 3, 0]], { itemInfo }), quietWork());
    expect(dataset.itemInfo!.genreNames).toHaveLength(32);
    expect(dataset.itemInfo!.genreNames).not.toContain('g07');
    expect([...dataset.itemInfo!.genres]).toEqual([0xffff_ffff]);
    expect(notes).toEqual(['Of 33 genres the 32 most frequent were kept.']);
  });

  it('carries predefined parts and candidates over to the dense ids', async () => {
    const { dataset, notes } = await canonicalize(
      rawOf(
        [
          [2, 30, 3, 9],
          [1, 10, 3, 8],
          [1, 20, 3, 7],
        ],
        {
          predefinedSplits: [
            {
              name: 'ncf',
              group: 'ncf',
              parts: Uint8Array.of(2, 1, 0),
              candidates: { users: Int32Array.of(2, 1, 1, 5, 1), items: Int32Array.of(10, 30, 20, 10, 99) },
            },
          ],
        },
      ),
      quietWork(),
    );
    expect(rowsOf(dataset).map(([user, item]) => `${user}/${item}`)).toEqual(['1/20', '1/10', '2/30']);
    expect(dataset.predefinedSplits[0]).toEqual({
      name: 'ncf',
      group: 'ncf',
      parts: Uint8Array.of(0, 1, 2),
      candidates: { offsets: Int32Array.of(0, 2, 3), items: Int32Array.of(1, 2, 0) },
    });
    expect(notes).toEqual(['2 candidates of "ncf" were left out: no rating has their user or item.']);
  });

  it('keeps every row of a user and an item where items repeat, whatever the order of the rows', async () => {
    const rows: Row[] = [
      [1, 10, 1, 5],
      [1, 20, 1, 6],
      [1, 10, 1, 7],
      [1, 10, 1, 7],
      [1, 20, 1, 7],
    ];
    const parts = [0, 0, 1, 0, 0];
    const rawIn = (order: number[]) =>
      rawOf(
        order.map((row) => rows[row]!),
        {
          repeats: true,
          predefinedSplits: [
            { name: 'a', group: 'a', parts: Uint8Array.from(order, (row) => parts[row]!), candidates: null },
          ],
        },
      );
    const { dataset, duplicates } = await canonicalize(rawIn([0, 1, 2, 3, 4]), quietWork());
    expect(duplicates).toBe(0);
    expect(dataset.repeats).toBe(true);
    const kept = rowsOf(dataset).map(([, item, , time]) => `${item}@${time}`);
    expect(kept.slice(0, 2)).toEqual(['10@5', '20@6']);
    expect(kept.slice(2).sort()).toEqual(['10@7', '10@7', '20@7']);
    // Equal in all else, the one to train on comes first.
    const [first, second] = [...kept.keys()].filter((row) => kept[row] === '10@7') as [number, number];
    expect([dataset.predefinedSplits[0]!.parts[first], dataset.predefinedSplits[0]!.parts[second]]).toEqual([
      0, 1,
    ]);
    for (const order of [
      [4, 3, 2, 1, 0],
      [2, 4, 0, 3, 1],
    ])
      expect(await buildDataset(rawIn(order))).toEqual(dataset);
  });

  it('tells data in which items repeat from data in which they happen not to', async () => {
    const rows: Row[] = [[1, 10, 1, 5]];
    const once = await buildDataset(rawOf(rows));
    const repeating = await buildDataset(rawOf(rows, { repeats: true }));
    expect(repeating.fingerprint).not.toBe(once.fingerprint);
  });

  it('refuses data without interactions', async () => {
    await expect(buildDataset(rawOf([]))).rejects.toThrow('test has no interactions.');
  });
});

describe('inferScale', () => {
  it('finds the ends and the smallest step', () => {
    expect(inferScale(Float32Array.of(3, 0.5, 5, 3.5))).toEqual({ min: 0.5, max: 5, step: 0.5 });
    expect(inferScale(Float32Array.of(1, 1))).toEqual({ min: 1, max: 1, step: 1 });
  });
});

it('tells of each phase how far it is, also where a few users have all the rows', async () => {
  // Four users of 16,384 rows each, in no order.
  const rows = Array.from({ length: 4 * 2 ** 14 }, (_, row): Row => [
    row % 4,
    (row * 7919) % 65_536,
    3,
    -row,
  ]);
  const told: [string, number | null][] = [];
  const pace = (label: string, fraction: number | null) => Promise.resolve(void told.push([label, fraction]));
  await canonicalize(rawOf(rows), { signal: new AbortController().signal, pace });
  expect([...new Set(told.map(([label]) => label))]).toEqual([
    'Numbering users',
    'Numbering items',
    'Sorting interactions',
    'Laying out columns',
    'Computing the fingerprint',
  ]);
  const fractionsOf = (wanted: string) =>
    told.flatMap(([label, fraction]) => (label === wanted ? [fraction] : []));
  expect(fractionsOf('Sorting interactions')).toEqual([0, 1 / 4, 1 / 2, 3 / 4, 1]);
  expect(fractionsOf('Laying out columns')).toEqual([0, 1 / 4, 1 / 2, 3 / 4]);
  expect(fractionsOf('Computing the fingerprint')).toHaveLength(7);
});

it('finds the scale of ratings of few values, and of many', () => {
  expect(inferScale(Float32Array.of(5, 1, 3, 1, 5))).toEqual({ min: 1, max: 5, step: 2 });
  const many = Float32Array.from({ length: 100 }, (_, i) => 50 - i / 2);
  expect(inferScale(many)).toEqual({ min: 0.5, max: 50, step: 0.5 });
});
