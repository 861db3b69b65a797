import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitRows } from '../data/unitRows';
import { nearestRows } from './nearest';

describe('nearest items', () => {
  it('are ordered by angle, not by length', () => {
    // Against (1, 0): (10, 10) has cosine √½, (0, 1) has 0, (-1, 0) has -1, (3, 4) has .6.
    const rows = unitRows(Float32Array.of(1, 0, 10, 10, 0, 1, -1, 0, 3, 4), 2);
    const found = nearestRows(rows, 0, 3);
    expect(found.map(({ row }) => row)).toEqual([1, 4, 2]);
    expect(found[0]!.cosine).toBeCloseTo(Math.SQRT1_2, 6);
    expect(found[1]!.cosine).toBeCloseTo(0.6, 6);
    expect(found[2]!.cosine).toBe(0);
  });

  it('give ties to the lower row, and all rows when more are asked for', () => {
    const rows = unitRows(Float32Array.of(1, 1, 1, 0, 2, 2), 1);
    expect(nearestRows(rows, 4, 2).map(({ row }) => row)).toEqual([0, 1]);
    expect(nearestRows(rows, 4, 99).map(({ row }) => row)).toEqual([0, 1, 2, 5, 3]);
    expect(nearestRows(rows, 3, 1)).toEqual([{ row: 0, cosine: 0 }]);
  });

  it('are those of sorting all cosines', () => {
    const vectors = fc.array(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 })), {
      minLength: 2,
      maxLength: 20,
    });
    fc.assert(
      fc.property(vectors, fc.integer({ min: 1, max: 6 }), (points, count) => {
        const rows = unitRows(Float32Array.from(points.flat()), 2);
        const cosine = (row: number): number =>
          Math.fround(rows.values[0]! * rows.values[row * 2]!) +
          Math.fround(rows.values[1]! * rows.values[row * 2 + 1]!);
        const sorted = points
          .map((_, row) => row)
          .slice(1)
          .sort((a, b) => cosine(b) - cosine(a));
        const found = nearestRows(rows, 0, count);
        expect(found).toHaveLength(Math.min(count, points.length - 1));
        for (const [place, { row }] of found.entries())
          expect(cosine(row)).toBeCloseTo(cosine(sorted[place]!), 6);
      }),
    );
  });
});
