import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thin } from './thinning';

const line = (ys: number[]) => ys.map((y, x) => ({ x, y }));

describe('thin', () => {
  it('leaves short lines alone', () => {
    const points = line([1, 2, 3]);
    expect(thin(points, 4)).toBe(points);
  });

  it('keeps a single spike among a thousand equal points', () => {
    const points = line(Array.from({ length: 1000 }, (_, i) => (i === 617 ? 9 : 1)));
    expect(thin(points, 50)).toContainEqual({ x: 617, y: 9 });
  });

  it('keeps ends, extremes, order and the limit', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 5, maxLength: 400 });
    fc.assert(
      fc.property(values, fc.integer({ min: 4, max: 100 }), (ys, limit) => {
        const kept = thin(line(ys), limit);
        expect(kept.length).toBeLessThanOrEqual(limit);
        expect(kept[0]!.x).toBe(0);
        expect(kept.at(-1)!.x).toBe(ys.length - 1);
        expect(Math.max(...kept.map((p) => p.y))).toBe(Math.max(...ys));
        expect(Math.min(...kept.map((p) => p.y))).toBe(Math.min(...ys));
        for (let i = 1; i < kept.length; i++) expect(kept[i]!.x).toBeGreaterThan(kept[i - 1]!.x);
      }),
    );
  });
});
