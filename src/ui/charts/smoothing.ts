/** Smoothing of curves by an exponential moving average. */
import type { Point } from './points';

/**
 * Debiased exponential moving average (the bias correction of Kingma and Ba, "Adam", ICLR 2015): without it the
 * first points would lean to 0. `weight` is that of the past, 0 (unchanged) to below 1.
 */
export function smooth(points: readonly Point[], weight: number): Point[] {
  let mean = 0;
  let mass = 0;
  return points.map(({ x, y }) => {
    mean = weight * mean + (1 - weight) * y;
    mass = weight * mass + (1 - weight);
    return { x, y: mean / mass };
  });
}
