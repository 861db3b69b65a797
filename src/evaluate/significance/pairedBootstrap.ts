/**
 * The paired bootstrap (Efron and Tibshirani 1993, chapter 16; for rankings Sakai, SIGIR 2006): users or items are
 * drawn with replacement, the same ones for every variant, and the metric is computed anew.
 */
import { below, purpose, streamKey, threefryInto, type Words } from '../../data/random';
import type { AlignedValues } from './alignUnits';

/** Draws that a test may take in all; beyond it, fewer samples are drawn: a few seconds of work. */
const maxDraws = 200_000_000;
const usualResamples = 10_000;
const leastResamples = 1000;

/** 10,000 samples, fewer for more than 20,000 units. */
export function resamplesFor(units: number): number {
  return Math.max(leastResamples, Math.min(usualResamples, Math.floor(maxDraws / units)));
}

/**
 * The metric when each unit counts so many times: Σ values / Σ weights, a mean of such ratios over groups, or the root.
 * A ratio without weight is 0.
 * @param times [n]
 */
export function weightedMetric(
  { groups, values, weights }: AlignedValues,
  times: ArrayLike<number>,
  root: boolean,
): number {
  let sumOfRatios = 0;
  for (let group = 0; group < groups; group++) {
    let sumOfValues = 0;
    let sumOfWeights = 0;
    for (let unit = 0, at = group; unit < times.length; unit++, at += groups) {
      sumOfValues += times[unit]! * values[at]!;
      sumOfWeights += times[unit]! * weights[at]!;
    }
    if (sumOfWeights > 0) sumOfRatios += sumOfValues / sumOfWeights;
  }
  const mean = sumOfRatios / groups;
  return root ? Math.sqrt(mean) : mean;
}

export const unitsOf = ({ values, groups }: AlignedValues): number => values.length / groups;

/**
 * The metric of every variant in every bootstrap sample: [variants][resamples]. The same seed draws the same
 * samples.
 */
export function pairedBootstrap(
  variants: readonly AlignedValues[],
  root: boolean,
  resamples: number,
  seed: number,
): Float64Array[] {
  const units = unitsOf(variants[0]!);
  const key = streamKey(seed, purpose.bootstrap, 0);
  const statistics = variants.map(() => new Float64Array(resamples));
  const times = new Uint16Array(units);
  const words: Words = { a: 0, b: 0 };
  for (let sample = 0; sample < resamples; sample++) {
    // How often each unit was drawn: the sums then read every variant in order.
    times.fill(0);
    for (let lane = 0; lane < units; lane += 2) {
      threefryInto(words, key, sample, lane);
      times[below(words.a, units)]!++;
      if (lane + 1 < units) times[below(words.b, units)]!++;
    }
    for (const [variant, values] of variants.entries())
      statistics[variant]![sample] = weightedMetric(values, times, root);
  }
  return statistics;
}
