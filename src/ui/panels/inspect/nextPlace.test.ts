import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextPlace } from './nextPlace';

describe('nextPlace', () => {
  it('goes round at both ends', () => {
    expect(nextPlace(0, 5, 'previous')).toBe(4);
    expect(nextPlace(4, 5, 'next')).toBe(0);
  });

  it('leaps to every user once before it repeats', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (count) => {
        const seen = new Set<number>();
        for (let i = 0, at = 0; i < count; i++, at = nextPlace(at, count, 'leap')) seen.add(at);
        expect(seen.size).toBe(count);
      }),
    );
  });
});
