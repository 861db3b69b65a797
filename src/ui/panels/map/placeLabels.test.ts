import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeLabels } from './placeLabels';

const size = { width: 300, height: 200 };

describe('labels of highlighted points', () => {
  it('stand to the right, and to the left at the right edge', () => {
    expect(placeLabels([{ x: 100, y: 50, width: 60 }], 16, size)).toEqual([{ wish: 0, x: 113, y: 50 }]);
    expect(placeLabels([{ x: 280, y: 50, width: 60 }], 16, size)).toEqual([{ wish: 0, x: 207, y: 50 }]);
  });

  it('give way to those before them, and are left out where nothing is free or the point is out of sight', () => {
    const same = { x: 150, y: 100, width: 60 };
    const placed = placeLabels([same, same, same, same, same, { x: -5, y: 50, width: 10 }], 16, size);
    expect(placed.map(({ wish }) => wish)).toEqual([0, 1, 2, 3]);
    expect(placed[1]!.x).toBe(77);
  });

  it('never overlap and never leave the picture', () => {
    const wish = fc.record({
      x: fc.integer({ min: -20, max: 320 }),
      y: fc.integer({ min: -20, max: 220 }),
      width: fc.integer({ min: 5, max: 200 }),
    });
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 12 }), (wishes) => {
        const placed = placeLabels(wishes, 16, size).map((label) => ({
          ...label,
          right: label.x + wishes[label.wish]!.width,
        }));
        for (const [i, a] of placed.entries()) {
          expect(a.x).toBeGreaterThanOrEqual(0);
          expect(a.right).toBeLessThanOrEqual(300);
          for (const b of placed.slice(i + 1))
            expect(a.right < b.x || b.right < a.x || Math.abs(a.y - b.y) >= 16).toBe(true);
        }
      }),
    );
  });
});
