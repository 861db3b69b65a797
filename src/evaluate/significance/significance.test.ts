import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draw, normalPair, purpose, streamKey } from '../../data/random';
import { pairedTests, type UnitValues } from '../../protocol/significance';
import { alignUnits } from './alignUnits';
import { compareToBest } from './compareToBest';
import { holm } from './holm';
import { pairedBootstrap, resamplesFor } from './pairedBootstrap';

const values = (list: number[], rest: Partial<UnitValues> = {}): UnitValues => ({
  metric: 'ndcg@10',
  unit: 'user',
  units: Int32Array.from(list, (_, unit) => unit),
  groups: 1,
  values: Float32Array.from(list),
  weights: null,
  root: false,
  ...rest,
});
const aligned = (list: number[], weights = list.map(() => 1), groups = 1) => ({
  groups,
  values: Float32Array.from(list),
  weights: Float32Array.from(weights),
});
/** The share of samples with a value, to within three standard deviations of 4,000 samples at most. */
function expectShare(samples: Float64Array, wanted: number, share: number): void {
  const found = samples.filter((value) => Math.abs(value - wanted) < 1e-9).length / samples.length;
  expect(Math.abs(found - share)).toBeLessThan(0.024);
}

describe('aligning units', () => {
  it('keeps the units that all have, by their ids and not their places', () => {
    const a = values([10, 20, 30], { units: Int32Array.of(1, 2, 3) });
    const b = values([300, 100], { units: Int32Array.of(3, 1) });
    expect(alignUnits([a, b]).map((one) => [...one.values])).toEqual([
      [10, 30],
      [100, 300],
    ]);
  });

  it('refuses runs that share fewer than two units, or have different metrics', () => {
    expect(() => alignUnits([values([1, 2]), values([1, 2], { units: Int32Array.of(1, 7) })])).toThrow(
      'share 1 user: too few',
    );
    expect(() => alignUnits([values([1, 2]), values([1, 2], { metric: 'map' })])).toThrow('same metric');
  });
});

describe('the paired bootstrap', () => {
  it('draws every sample of two units as often as chance has it: 00, 01, 10, 11', () => {
    const [means] = pairedBootstrap([aligned([0, 1])], false, 10_000, 1);
    expectShare(means!, 0, 0.25);
    expectShare(means!, 0.5, 0.5);
    expectShare(means!, 1, 0.25);
  });

  it('agrees with the 27 samples of three units, counted one by one', () => {
    const data = [1, 2, 6];
    const exact = new Map<number, number>();
    for (const a of data)
      for (const b of data) for (const c of data) exact.set(a + b + c, (exact.get(a + b + c) ?? 0) + 1 / 27);
    const [means] = pairedBootstrap([aligned(data)], false, 10_000, 3);
    for (const [total, share] of exact) expectShare(means!, total / 3, share);
  });

  it('takes sums before it divides: (1 + 1) / (1 + 3), not the mean of 1 / 1 and 1 / 3', () => {
    const [ratios] = pairedBootstrap([aligned([1, 1], [1, 3])], false, 4000, 1);
    expectShare(ratios!, 2 / 4, 0.5);
    expectShare(ratios!, 1, 0.25);
    expectShare(ratios!, 1 / 3, 0.25);
  });

  it('takes the mean over groups of their ratios, each of its own sums', () => {
    // Two items, two genres: 1 / 1 and 0 / 1 for the first genre, 0 / 0 and 1 / 2 for the second.
    const [means] = pairedBootstrap([aligned([1, 0, 0, 1], [1, 0, 1, 2], 2)], false, 4000, 1);
    // The first item twice: (2/2 + 0) / 2; each once: (1/2 + 1/2) / 2; the second twice: (0/2 + 2/4) / 2.
    expectShare(means!, 0.5, 0.75);
    expectShare(means!, 0.25, 0.25);
  });

  it('draws the same units for every variant', () => {
    const [a, b] = pairedBootstrap([aligned([1, 2, 3]), aligned([11, 12, 13])], false, 100, 5);
    for (const [sample, value] of a!.entries()) expect(b![sample]! - value).toBeCloseTo(10, 9);
  });

  it('draws fewer samples for very many units', () => {
    expect([100, 20_000, 50_000, 1_000_000].map(resamplesFor)).toEqual([10_000, 10_000, 4000, 1000]);
  });
});

describe('Holm’s correction', () => {
  it('gives the numbers of a hand-made example', () => {
    // .01·3, .02·2, .04·1, in the order given.
    expect(holm([0.04, 0.01, 0.02])).toEqual([0.04, 0.03, 0.04]);
  });

  it('never lets a larger p-value become the smaller one, nor exceed 1', () => {
    expect(holm([0.5, 0.4, 0.9])).toEqual([1, 1, 1]);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 8 }),
        (p) => {
          const adjusted = holm(p);
          for (const [i, a] of p.entries()) {
            expect(adjusted[i]).toBeGreaterThanOrEqual(a);
            for (const [j, b] of p.entries())
              if (a <= b) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!);
          }
        },
      ),
    );
  });
});

describe('comparing with the best', () => {
  /** n normal numbers of mean and deviation; another step for another sequence. */
  const normals = (n: number, step: number, mean: number, deviation: number) =>
    Array.from({ length: n }, (_, lane) => {
      const [z] = normalPair(draw(streamKey(7, purpose.randomScores, 0), step, lane));
      return mean + deviation * z;
    });

  it('gives the t interval of the mean difference where the differences are normal', () => {
    const n = 1000;
    const base = normals(n, 0, 0.3, 0.2);
    const differences = normals(n, 1, 0.05, 0.3);
    const { best, units, resamples, tests } = compareToBest(
      [values(base), values(base.map((value, i) => value + differences[i]!))],
      true,
      1,
    );
    const mean = differences.reduce((total, value) => total + value, 0) / n;
    const deviation = Math.sqrt(
      differences.reduce((total, value) => total + (value - mean) ** 2, 0) / (n - 1),
    );
    // The .975 quantile of Student's t with 999 degrees of freedom.
    const half = (1.9623 * deviation) / Math.sqrt(n);
    expect({ best, units, resamples, other: tests[0]!.variant }).toEqual({
      best: 1,
      units: n,
      resamples: 10_000,
      other: 0,
    });
    expect(tests[0]!.advantage).toBeCloseTo(mean, 6);
    expect(Math.abs(tests[0]!.low - (mean - half))).toBeLessThan(0.03 * half);
    expect(Math.abs(tests[0]!.high - (mean + half))).toBeLessThan(0.03 * half);
  });

  it('calls variants with the same values the same', () => {
    const same = values([0.1, 0.5, 0.9]);
    expect(compareToBest([same, same], true, 1).tests[0]).toEqual({
      variant: 1,
      advantage: 0,
      low: 0,
      high: 0,
      p: 1,
      adjustedP: 1,
    });
  });

  it('counts lower as better where it is, and takes the root after the mean', () => {
    // Squared errors 4 and 1 a rating: RMSE 2 and 1 for every sample.
    const squared = (error: number) =>
      values([2 * error, 3 * error, error], {
        metric: 'rmse',
        weights: Float32Array.of(2, 3, 1),
        root: true,
      });
    const { best, tests } = compareToBest([squared(4), squared(1)], false, 1);
    expect(best).toBe(1);
    expect(tests[0]).toMatchObject({ variant: 0, advantage: 1, low: 1, high: 1 });
  });

  it('is better for all users alike: as sure as the number of samples allows', () => {
    const { tests } = compareToBest([values([1, 2, 3]), values([0, 1, 2]), values([1, 2, 3])], true, 1);
    expect(tests.map(({ variant }) => variant)).toEqual([1, 2]);
    expect(tests[0]!.p).toBeCloseTo(2 / 10_001, 9);
    expect(tests[0]!.adjustedP).toBeCloseTo(4 / 10_001, 9);
    expect(tests[1]).toMatchObject({ advantage: 0, p: 1, adjustedP: 1 });
  });

  it('is the same for the same seed, and may travel in a link', () => {
    const noisy = [values(normals(50, 2, 0.3, 0.2)), values(normals(50, 3, 0.3, 0.2))];
    const tests = compareToBest(noisy, true, 9);
    expect(compareToBest(noisy, true, 9)).toEqual(tests);
    expect(pairedTests.safeParse(tests).success).toBe(true);
  });
});
