import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centreOn, fitAll, pan, planeX, planeY, screenX, screenY, zoomAt, type Viewport } from './viewport';

const size = { width: 448, height: 248 };

describe('the view of the map', () => {
  it('shows all points with the same scale both ways, y upwards', () => {
    const view = fitAll(Float32Array.of(-2, 2), Float32Array.of(0, 1), size);
    // 400 free pixels for 4 units across, 200 for 1 unit up: 100 pixels per unit.
    expect(view.scale).toBe(100);
    expect([screenX(view, -2), screenX(view, 2)]).toEqual([24, 424]);
    expect([screenY(view, 0), screenY(view, 1)]).toEqual([174, 74]);
  });

  it('has a scale for one point, for equal points, for none and for no room', () => {
    for (const points of [Float32Array.of(3), Float32Array.of(3, 3), new Float32Array(0)]) {
      const view = fitAll(points, points, size);
      expect(Object.values(view).every(Number.isFinite)).toBe(true);
      if (points.length > 0) expect([screenX(view, 3), screenY(view, 3)]).toEqual([224, 124]);
    }
    expect(
      fitAll(Float32Array.of(0, 1), Float32Array.of(0, 1), { width: 0, height: 0 }).scale,
    ).toBeGreaterThan(0);
  });

  it('zooms about the pointer, and not without end', () => {
    const whole = fitAll(Float32Array.of(-2, 2), Float32Array.of(0, 1), size);
    const pixel = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(pixel, pixel, fc.double({ min: 0.01, max: 1e5, noNaN: true }), (sx, sy, factor) => {
        const closer: Viewport = zoomAt(whole, factor, sx, sy, whole);
        expect(planeX(closer, sx)).toBeCloseTo(planeX(whole, sx), 6);
        expect(planeY(closer, sy)).toBeCloseTo(planeY(whole, sy), 6);
        expect(closer.scale).toBeGreaterThanOrEqual(50);
        expect(closer.scale).toBeLessThanOrEqual(20_000);
      }),
    );
  });

  it('moves with a drag, and brings a point into the middle', () => {
    const whole = fitAll(Float32Array.of(-2, 2), Float32Array.of(0, 1), size);
    expect(planeX(pan(whole, 100, 0), 100)).toBeCloseTo(planeX(whole, 0));
    const close = centreOn(whole, 2, 1, 300, size);
    expect([close.scale, screenX(close, 2), screenY(close, 1)]).toEqual([300, 224, 124]);
    expect(centreOn(close, 0, 0, 300, size).scale).toBe(300);
    expect(centreOn({ ...close, scale: 900 }, 0, 0, 300, size).scale).toBe(900);
  });
});
