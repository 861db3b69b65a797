import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WeightedPool } from './weightedPool';

const positive = fc
  .array(fc.nat(5), { minLength: 1, maxLength: 70 })
  .filter((list) => list.some((w) => w > 0));

it('cuts [0, 1) into pieces as long as the weights, in order, also after weights have changed', () => {
  fc.assert(
    fc.property(positive, fc.nat(69), fc.integer({ min: 0, max: 3 }), (weights, changed, factor) => {
      const pool = new WeightedPool(Float64Array.from(weights));
      const now = weights.slice();
      if (changed < now.length && now.some((weight, i) => weight > 0 && i !== changed)) {
        pool.scale(changed, factor);
        now[changed]! *= factor;
      }
      const total = now.reduce((sum, weight) => sum + weight);
      // The middle of the n-th unit of weight must belong to the entry that owns that unit.
      const owners = now.flatMap((weight, entry) => new Array<number>(weight).fill(entry));
      owners.forEach((owner, n) => expect(pool.draw((n + 0.5) / total)).toBe(owner));
    }),
  );
});

it('never draws an entry of weight 0, even at the very end', () => {
  expect(new WeightedPool(Float64Array.of(1, 2, 0, 0)).draw(1)).toBe(1);
  expect(new WeightedPool(Float64Array.of(0, 0, 3)).draw(0)).toBe(2);
});
