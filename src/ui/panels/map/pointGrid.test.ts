import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PointGrid } from './pointGrid';

const all = () => true;

describe('the grid of points', () => {
  it('finds what looking at every point finds', () => {
    const place = fc.float({ min: -100, max: 100, noNaN: true });
    const points = fc.array(fc.tuple(place, place), { maxLength: 60 });
    fc.assert(
      fc.property(points, place, place, fc.integer({ min: 0, max: 80 }), (places, x, y, radius) => {
        const xs = Float32Array.from(places, ([px]) => px);
        const ys = Float32Array.from(places, ([, py]) => py);
        const distance = (point: number) => (xs[point]! - x) ** 2 + (ys[point]! - y) ** 2;
        const near = [...xs.keys()].filter((point) => point % 3 !== 0 && distance(point) <= radius * radius);
        const expected = Math.min(...near.map(distance));
        const found = new PointGrid(xs, ys).nearest(x, y, radius, (point) => point % 3 !== 0);
        if (near.length === 0) expect(found).toBe(-1);
        else expect(distance(found)).toBe(expected);
      }),
    );
  });

  it('holds for points on a line, in one place, and for none', () => {
    const line = Float32Array.from({ length: 5000 }, (_, i) => i);
    expect(new PointGrid(line, new Float32Array(5000)).nearest(4321.2, 0.1, 1, all)).toBe(4321);
    expect(new PointGrid(Float32Array.of(2, 2), Float32Array.of(3, 3)).nearest(2, 3, 0, all)).toBe(0);
    expect(new PointGrid(new Float32Array(0), new Float32Array(0)).nearest(0, 0, 9, all)).toBe(-1);
  });
});
