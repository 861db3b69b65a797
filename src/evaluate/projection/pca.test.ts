import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { principalComponents } from './pca';

describe('principal components', () => {
  it('finds the line on which all points lie', () => {
    // (3, 4) · t for t = -1, 0, 1, 2: one axis of direction (.6, .8) holds everything; the mean is at t = .5.
    const { x, y, explained } = principalComponents(Float32Array.of(-3, -4, 0, 0, 3, 4, 6, 8), 2);
    expect([...x]).toEqual([-7.5, -2.5, 2.5, 7.5].map((value) => expect.closeTo(value, 5) as number));
    expect([...y].every((value) => Math.abs(value) < 1e-6)).toBe(true);
    expect(explained[0]).toBeCloseTo(1, 10);
    expect(explained[1]).toBeCloseTo(0, 10);
  });

  it('shares the variance out as counted by hand', () => {
    // Variances 8 along the second coordinate and 2 along the first: shares .8 and .2.
    const { x, y, explained } = principalComponents(
      Float32Array.of(-1, -2, 1, -2, -1, 2, 1, 2).map((value) => value * 2),
      2,
    );
    expect([...x].map(Math.abs)).toEqual([4, 4, 4, 4]);
    expect([...y].map(Math.abs)).toEqual([2, 2, 2, 2]);
    expect(explained[0]).toBeCloseTo(0.8, 10);
    expect(explained[1]).toBeCloseTo(0.2, 10);
  });

  it('keeps all distances of points in a plane', () => {
    const coordinates = fc.array(
      fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })),
      {
        minLength: 2,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(coordinates, (points) => {
        // The plane is spanned by two perpendicular directions of five dimensions.
        const values = Float32Array.from(points.flatMap(([a, b]) => [a, b, 0, a, -b]));
        const { x, y, explained } = principalComponents(values, 5);
        for (const [i, [a, b]] of points.entries())
          for (const [j, [c, d]] of points.entries())
            expect(Math.hypot(x[i]! - x[j]!, y[i]! - y[j]!)).toBeCloseTo(
              Math.SQRT2 * Math.hypot(a - c, b - d),
              3,
            );
        expect(explained[0] + explained[1]).toBeLessThanOrEqual(1 + 1e-9);
        expect(explained[0]).toBeGreaterThanOrEqual(explained[1]);
      }),
    );
  });

  it('gives no numbers that are not finite where nothing varies, or where there is one dimension', () => {
    const same = principalComponents(Float32Array.of(1, 2, 1, 2), 2);
    expect(same).toEqual({ x: Float32Array.of(0, 0), y: Float32Array.of(0, 0), explained: [0, 0] });
    const line = principalComponents(Float32Array.of(1, 3), 1);
    expect([...line.x]).toEqual([-1, 1]);
    expect([...line.y]).toEqual([0, 0]);
    expect(line.explained).toEqual([1, 0]);
  });
});
