/** The difference of a value from the pinned baseline. */
import { formatMetric } from './formatMetric';

export interface Delta {
  difference: number;
  /** Null when both are equal. */
  better: boolean | null;
  /** Signed: "+0.0120", "−0.0003", "±0". */
  text: string;
}

/** Null where one of the two is missing. */
export function deltaOf(
  value: number | undefined,
  baseline: number | undefined,
  higherIsBetter: boolean,
): Delta | null {
  if (value === undefined || baseline === undefined) return null;
  const difference = value - baseline;
  if (!Number.isFinite(difference)) return null;
  if (difference === 0) return { difference, better: null, text: '±0' };
  return {
    difference,
    better: difference > 0 === higherIsBetter,
    text: (difference > 0 ? '+' : '') + formatMetric(difference),
  };
}
