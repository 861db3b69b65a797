import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growingInts } from './growingColumn';
import { IdColumn } from './idColumn';
import { PairIndex } from './pairIndex';

describe('GrowingColumn', () => {
  it('joins values across its blocks, and is empty afterwards', () => {
    const column = growingInts();
    const count = 200_000;
    for (let i = 0; i < count; i++) column.push(i);
    const joined = column.join();
    expect(joined).toHaveLength(count);
    expect(joined.every((value, i) => value === i)).toBe(true);
    expect(column.join()).toHaveLength(0);
  });

  it('takes back the last value, at the edge of a block too', () => {
    const column = growingInts();
    for (let i = 0; i <= 65_536; i++) column.push(i);
    column.pop();
    column.push(7);
    const joined = column.join();
    expect(joined).toHaveLength(65_537);
    expect([...joined.slice(-2)]).toEqual([65_535, 7]);
  });
});

describe('IdColumn', () => {
  const columnOf = (ids: string[]): IdColumn => {
    const column = new IdColumn();
    for (const id of ids) {
      const bytes = new TextEncoder().encode(id);
      column.push(bytes, 0, bytes.length);
    }
    return column;
  };

  it('keeps whole numbers as numbers', () => {
    expect(columnOf(['7', '0', '7', '12']).join()).toEqual(Int32Array.of(7, 0, 7, 12));
  });

  it('turns to texts at the first other id, and tells 007 from 7', () => {
    expect(columnOf(['7', '12', '007', '7']).join()).toEqual({
      names: ['7', '12', '007'],
      codes: Int32Array.of(0, 1, 2, 0),
    });
    expect(columnOf(['7', '4294967296']).join()).toEqual({
      names: ['7', '4294967296'],
      codes: Int32Array.of(0, 1),
    });
  });

  it('adds nothing for an empty id', () => {
    expect(columnOf(['1', ' ', '2']).join()).toEqual(Int32Array.of(1, 2));
    expect(columnOf(['a', '', 'b']).join()).toEqual({ names: ['a', 'b'], codes: Int32Array.of(0, 1) });
  });
});

describe('PairIndex', () => {
  it('finds the last row of every pair and nothing else', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 60 }), (pairs) => {
        const index = new PairIndex(
          Int32Array.from(pairs, ([user]) => user),
          Int32Array.from(pairs, ([, item]) => item),
        );
        for (let user = 0; user < 13; user++)
          for (let item = 0; item < 13; item++)
            expect(index.find(user, item)).toBe(pairs.findLastIndex(([u, i]) => u === user && i === item));
      }),
    );
  });
});
