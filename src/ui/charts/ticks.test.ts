import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisFor, linearTicks, logTicks, niceAbove } from './ticks';

describe('linearTicks', () => {
  it('stand on whole epochs however few there are', () => {
    expect(linearTicks(0, 3, 8, true)).toEqual([0, 1, 2, 3]);
    expect(linearTicks(0, 100, 5, true)).toEqual([0, 20, 40, 60, 80, 100]);
  });

  it('carry no rounding dust', () => {
    expect(linearTicks(0, 0.5, 5)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5]);
  });
});

describe('logTicks', () => {
  it('fill two decades with 1, 2 and 5', () => {
    expect(logTicks(1, 100)).toEqual([1, 2, 5, 10, 20, 50, 100]);
  });

  it('keep to powers of ten over many decades', () => {
    expect(logTicks(0.001, 100)).toEqual([0.001, 0.01, 0.1, 1, 10, 100]);
  });
});

describe('axisFor', () => {
  it('starts at 0 when values come near it', () => {
    expect(axisFor([0.02, 0.19], 'linear').domain).toEqual([0, 0.2]);
  });

  it('stays close to values that are far from 0', () => {
    expect(axisFor([0.91, 0.98], 'linear').domain[0]).toBeGreaterThanOrEqual(0.9);
  });

  it('gives a range to a single value, to equal values and to none', () => {
    for (const values of [[0.5], [3, 3], [0], []]) {
      const { domain } = axisFor(values, 'linear');
      expect(domain[1]).toBeGreaterThan(domain[0]);
    }
    expect(axisFor([1], 'log').domain).toEqual([1, 2]);
  });

  it('takes values that differ only in the last digits for one value', () => {
    const { domain, ticks } = axisFor([1e6, 1e6 + 1.2e-10], 'linear');
    expect(domain[0]).toBeLessThan(1e6);
    expect(domain[1]).toBeGreaterThan(1e6);
    expect(ticks.length).toBeLessThan(12);
  });

  it('leaves values at or below 0 out of a logarithmic axis', () => {
    expect(axisFor([0, -1, 0.03, 0.7], 'log').domain).toEqual([0.02, 1]);
  });

  it('holds all values, on ends that are ticks', () => {
    const values = fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.constantFrom('linear' as const, 'log' as const), (vs, scale) => {
        const { domain, ticks } = axisFor(vs, scale);
        const dust = (domain[1] - domain[0]) * 1e-6;
        expect(domain[0]).toBeLessThanOrEqual(Math.min(...vs) + dust);
        expect(domain[1]).toBeGreaterThanOrEqual(Math.max(...vs) - dust);
        expect(ticks.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('niceAbove', () => {
  it.each([
    [7, 10],
    [10, 10],
    [11, 20],
    [120, 200],
    [201, 500],
  ])('of %d is %d', (value, nice) => {
    expect(niceAbove(value)).toBe(nice);
  });
});
