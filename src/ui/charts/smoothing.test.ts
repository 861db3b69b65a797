import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smooth } from './smoothing';

const line = (...ys: number[]) => ys.map((y, x) => ({ x, y }));

describe('smooth', () => {
  it('leaves the points alone at weight 0', () => {
    expect(smooth(line(3, 1, 2), 0)).toEqual(line(3, 1, 2));
  });

  it('starts at the first value, not at 0', () => {
    expect(smooth(line(8, 8), 0.9).map((p) => p.y)).toEqual([8, expect.closeTo(8, 12)]);
  });

  it('weighs the past as told: (0.5·2 + 4) / 1.5 for the second point at weight 0.5', () => {
    expect(smooth(line(2, 4), 0.5)[1]!.y).toBeCloseTo(5 / 1.5, 12);
  });

  it('never leaves the range of the values', () => {
    const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 0.99, noNaN: true }), (ys, weight) => {
        for (const { y } of smooth(line(...ys), weight)) {
          expect(y).toBeGreaterThanOrEqual(Math.min(...ys) - 1e-9);
          expect(y).toBeLessThanOrEqual(Math.max(...ys) + 1e-9);
        }
      }),
    );
  });
});
