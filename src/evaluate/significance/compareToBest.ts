/** Several variants of one experiment: which is best, and from which of the others it can be told apart. */
import type { PairedTests, UnitValues } from '../../protocol/significance';
import { alignUnits } from './alignUnits';
import { holm } from './holm';
import { pairedBootstrap, resamplesFor, unitsOf, weightedMetric } from './pairedBootstrap';

/** The value below which a share of the ascending values lies, by straight lines between them. */
function quantile(ascending: Float64Array, share: number): number {
  const at = share * (ascending.length - 1);
  const below = ascending[Math.floor(at)]!;
  return below + (at - Math.floor(at)) * (ascending[Math.ceil(at)]! - below);
}

/** Twice the smaller share of samples on either side of no difference; never 0, which no sample could show. */
function twoSidedP(advantages: Float64Array): number {
  const worse = advantages.reduce((count, value) => count + Number(value <= 0), 0);
  const better = advantages.reduce((count, value) => count + Number(value >= 0), 0);
  return Math.min(1, (2 * (Math.min(worse, better) + 1)) / (advantages.length + 1));
}

/**
 * Paired bootstrap of the best variant against each other one, with percentile intervals of 95 % and p-values
 * corrected by Holm's method. The best is that with the best value over the units that all share.
 * @param seed of the bootstrap samples
 * @throws AppError `bad-spec` when the variants cannot be paired.
 */
export function compareToBest(
  variants: readonly UnitValues[],
  higherIsBetter: boolean,
  seed: number,
): PairedTests {
  const aligned = alignUnits(variants);
  const { metric, unit, root } = variants[0]!;
  const units = unitsOf(aligned[0]!);
  const once = new Uint8Array(units).fill(1);
  const sign = higherIsBetter ? 1 : -1;
  const measured = aligned.map((values) => sign * weightedMetric(values, once, root));
  const best = measured.indexOf(Math.max(...measured));
  const resamples = resamplesFor(units);
  const drawn = pairedBootstrap(aligned, root, resamples, seed);
  const raw = measured.flatMap((value, variant) => {
    if (variant === best) return [];
    const advantages = drawn[best]!.map((ofBest, sample) => sign * (ofBest - drawn[variant]![sample]!));
    const p = twoSidedP(advantages);
    advantages.sort();
    return [
      {
        variant,
        advantage: measured[best]! - value,
        low: quantile(advantages, 0.025),
        high: quantile(advantages, 0.975),
        p,
      },
    ];
  });
  const adjusted = holm(raw.map(({ p }) => p));
  return {
    metric,
    unit,
    units,
    resamples,
    best,
    tests: raw.map((test, place) => ({ ...test, adjustedP: adjusted[place]! })),
  };
}
