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

/** Σ values / Σ weights, or its root; 0 where there is no weight. */
export const ratio = (values: number, weights: number, root: boolean): number => {
  const quotient = weights > 0 ? values / weights : 0;
  return root ? Math.sqrt(quotient) : quotient;
};

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
  const units = variants[0]!.values.length;
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
    for (const [variant, { values, weights }] of variants.entries()) {
      let sumOfValues = 0;
      let sumOfWeights = 0;
      for (let unit = 0; unit < units; unit++) {
        sumOfValues += times[unit]! * values[unit]!;
        sumOfWeights += times[unit]! * weights[unit]!;
      }
      statistics[variant]![sample] = ratio(sumOfValues, sumOfWeights, root);
    }
  }
  return statistics;
}
