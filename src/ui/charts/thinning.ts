/** Fewer points for long lines, without losing a spike. */
import type { Point } from './points';

/**
 * At most `limit` (4 or more) of the points: the first, the last, and the least and greatest of each of equal
 * stretches in between, in their order.
 */
export function thin<P extends Point>(points: readonly P[], limit: number): readonly P[] {
  if (points.length <= limit) return points;
  const stretches = Math.floor((limit - 2) / 2);
  const inner = points.length - 2;
  const kept: P[] = [points[0]!];
  for (let s = 0; s < stretches; s++) {
    const from = 1 + Math.floor((s * inner) / stretches);
    const to = 1 + Math.floor(((s + 1) * inner) / stretches);
    let low = from;
    let high = from;
    for (let i = from + 1; i < to; i++) {
      if (points[i]!.y < points[low]!.y) low = i;
      if (points[i]!.y > points[high]!.y) high = i;
    }
    kept.push(points[Math.min(low, high)]!);
    if (low !== high) kept.push(points[Math.max(low, high)]!);
  }
  kept.push(points.at(-1)!);
  return kept;
}
