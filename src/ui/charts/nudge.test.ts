import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nudge } from './nudge';

describe('nudge', () => {
  it('leaves labels with room between them where they are', () => {
    expect(nudge([40, 10], 12, 0, 100)).toEqual([40, 10]);
  });

  it('moves two labels at one place apart by half the gap each', () => {
    expect(nudge([50, 50], 12, 0, 100)).toEqual([44, 56]);
  });

  it('keeps a crowd at the lower edge inside', () => {
    expect(nudge([99, 100, 98], 10, 0, 100)).toEqual([90, 100, 80]);
  });

  it('keeps order, distance and bounds wherever there is room', () => {
    const wanted = fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(wanted, (ys) => {
        const placed = nudge(ys, 14, 0, 200);
        const order = ys.map((_, i) => i).sort((a, b) => placed[a]! - placed[b]!);
        for (const [n, i] of order.entries()) {
          expect(placed[i]).toBeGreaterThanOrEqual(-1e-9);
          expect(placed[i]).toBeLessThanOrEqual(200 + 1e-9);
          if (n === 0) continue;
          const above = order[n - 1]!;
          expect(placed[i]! - placed[above]!).toBeGreaterThanOrEqual(14 - 1e-9);
          expect(ys[above]).toBeLessThanOrEqual(ys[i]!);
        }
      }),
    );
  });
});
