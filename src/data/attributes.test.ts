import { describe, expect, it } from 'vitest';
import type { Attribute } from '../protocol/attributes';
import { buffersOf } from '../protocol/dataset';
import { datasetOf } from '../testing/interactions';
import { alignAttributes, summarizeAttribute } from './attributes';
import { canonicalize } from './canonical';
import { denseIds } from './denseIds';
import { applyFilters } from './filter';
import { fingerprintOf } from './fingerprint';
import type { RawAttributes, RawDataset } from './rawDataset';
import { quietWork } from './work';

const owners = (...names: string[]) => denseIds({ names, codes: Int32Array.from(names.keys()) }, []);

function align(raw: RawAttributes, ...names: string[]): { attributes: Attribute[]; notes: string[] } {
  const notes: string[] = [];
  return { attributes: alignAttributes([raw], owners(...names), 'user', notes), notes };
}

/** Three users with an attribute of each kind; nothing is known of the second. */
const people: Attribute[] = [
  { kind: 'number', name: 'age', values: Float32Array.of(24, NaN, 53) },
  {
    kind: 'category',
    name: 'occupation',
    categories: ['', 'lawyer', 'writer'],
    codes: Int32Array.of(2, 0, 1),
  },
  {
    kind: 'bag',
    name: 'tags',
    categories: ['a', 'b'],
    offsets: Int32Array.of(0, 2, 2, 3),
    codes: Int32Array.of(0, 1, 1),
  },
  { kind: 'text', name: 'about', values: ['reads', '', 'sails'] },
];

describe('attributes of users', () => {
  it('stand in the order of the dense ids, with unknown for users that the source does not describe', () => {
    const raw: RawAttributes = {
      ids: ['3', '1', '9'],
      columns: [
        { kind: 'number', name: 'age', values: ['53', '24', '99'] },
        { kind: 'category', name: 'occupation', values: ['lawyer', 'writer', 'farmer'] },
        { kind: 'bag', name: 'tags', values: ['b', 'b, a,b', 'c'], separator: ',' },
        { kind: 'text', name: 'about', values: ['sails', 'reads', ''] },
      ],
    };
    const { attributes, notes } = align(raw, '1', '2', '3');
    expect(attributes).toEqual(people);
    expect(notes).toEqual(['Of 1 user of 3 nothing is known (age, occupation, tags, about).']);
  });

  it('keep the order that the source gives its categories, and take in those that it does not name', () => {
    const values = ['25-34', 'old', 'under 18'];
    const raw: RawAttributes = {
      ids: ['1', '2', '3'],
      columns: [{ kind: 'category', name: 'age', values, categories: ['under 18', '25-34'] }],
    };
    expect(align(raw, '1', '2', '3').attributes).toEqual([
      {
        kind: 'category',
        name: 'age',
        categories: ['', 'under 18', '25-34', 'old'],
        codes: Int32Array.of(2, 3, 1),
      },
    ]);
  });

  it('sort categories that are numbers by value', () => {
    const raw: RawAttributes = {
      ids: ['1', '2'],
      columns: [{ kind: 'category', name: 'code', values: ['10', '9'] }],
    };
    expect(align(raw, '1', '2').attributes).toMatchObject([{ categories: ['', '9', '10'] }]);
  });

  it('count what is no number in a column of numbers as unknown, and say so', () => {
    const raw: RawAttributes = {
      ids: ['1', '2'],
      columns: [{ kind: 'number', name: 'age', values: ['n/a', '30'] }],
    };
    const { attributes, notes } = align(raw, '1', '2');
    expect(attributes).toEqual([{ kind: 'number', name: 'age', values: Float32Array.of(NaN, 30) }]);
    expect(notes).toEqual(['age: 1 value that is no number, such as “n/a”, is unknown.']);
  });

  it('have names of their own, also from several tables', () => {
    const about = (values: string[]): RawAttributes => ({
      ids: ['1'],
      columns: [{ kind: 'text', name: 'about', values }],
    });
    expect(alignAttributes([about(['x']), about(['y'])], owners('1'), 'user', [])).toEqual([
      { kind: 'text', name: 'about', values: ['x'] },
      { kind: 'text', name: 'about (2)', values: ['y'] },
    ]);
  });

  it('are left out, with a note, when their ids are those of nobody', () => {
    const raw: RawAttributes = { ids: ['u1'], columns: [{ kind: 'text', name: 'about', values: ['x'] }] };
    const { attributes, notes } = align(raw, '1', '2');
    expect(attributes).toEqual([]);
    expect(notes).toEqual(['No user of the interactions is among those with about: nothing of it was kept.']);
  });

  it('stay with their users when filters number these anew', () => {
    const dataset = datasetOf(
      [
        [0, 0],
        [0, 1],
        [1, 0],
        [2, 0],
        [2, 1],
      ],
      { userAttributes: people },
    );
    const { dataset: left } = applyFilters(dataset, {
      positiveFrom: 0,
      minUserInteractions: 2,
      minItemInteractions: 0,
    });
    expect(left.userIds).toEqual(['u0', 'u2']);
    expect(left.userAttributes).toEqual([
      { kind: 'number', name: 'age', values: Float32Array.of(24, 53) },
      {
        kind: 'category',
        name: 'occupation',
        categories: ['', 'lawyer', 'writer'],
        codes: Int32Array.of(2, 1),
      },
      {
        kind: 'bag',
        name: 'tags',
        categories: ['a', 'b'],
        offsets: Int32Array.of(0, 2, 3),
        codes: Int32Array.of(0, 1, 1),
      },
      { kind: 'text', name: 'about', values: ['reads', 'sails'] },
    ]);
  });

  it('do not change the fingerprint: the same interactions are the same data', async () => {
    const bare: RawDataset = {
      name: 'test',
      source: 'imported',
      time: 'seconds',
      repeats: false,
      users: Int32Array.of(1, 2),
      items: Int32Array.of(7, 8),
      ratings: Float32Array.of(5, 3),
      timestamps: Float64Array.of(1e9, 2e9),
      ratingScale: null,
      itemInfo: null,
      genreNames: null,
      predefinedSplits: [],
      oracle: null,
    };
    const known = {
      userAttributes: [{ ids: ['1'], columns: [{ kind: 'number' as const, name: 'age', values: ['24'] }] }],
      itemAttributes: [{ ids: ['7'], columns: [{ kind: 'text' as const, name: 'about', values: ['x'] }] }],
    };
    const without = (await canonicalize(bare, quietWork())).dataset;
    const { dataset } = await canonicalize({ ...bare, ...known }, quietWork());
    expect(dataset.userAttributes).toHaveLength(1);
    expect(dataset.itemAttributes).toHaveLength(1);
    expect(dataset.fingerprint).toBe(without.fingerprint);
    expect(await fingerprintOf({ ...dataset, userAttributes: people })).toBe(without.fingerprint);
  });

  it('give their buffers to a transfer, each once', () => {
    const buffers = buffersOf(datasetOf([[0, 0]], { userAttributes: people }));
    const own = people.flatMap((attribute) =>
      Object.values(attribute).flatMap((value: unknown) => (ArrayBuffer.isView(value) ? [value.buffer] : [])),
    );
    expect(own).toHaveLength(4);
    expect(buffers).toEqual(expect.arrayContaining(own));
  });

  it('are told in a few figures', () => {
    expect(people.map(summarizeAttribute)).toEqual([
      { name: 'age', kind: 'number', known: 2, distinct: 0, examples: [], range: { min: 24, max: 53 } },
      {
        name: 'occupation',
        kind: 'category',
        known: 2,
        distinct: 2,
        examples: ['lawyer', 'writer'],
        range: null,
      },
      { name: 'tags', kind: 'bag', known: 2, distinct: 2, examples: ['b', 'a'], range: null },
      { name: 'about', kind: 'text', known: 2, distinct: 0, examples: ['reads', 'sails'], range: null },
    ]);
  });
});
