/**
 * Holm's step-down correction (Scandinavian Journal of Statistics, 1979): the chance of any false "different" among
 * all comparisons stays below the level. The smallest of m p-values is multiplied by m, the next by m - 1, and so on,
 * never falling below the one before.
 */
export function holm(p: readonly number[]): number[] {
  const adjusted = new Array<number>(p.length);
  const ascending = p.map((_, place) => place).sort((a, b) => p[a]! - p[b]!);
  let least = 0;
  for (const [rank, place] of ascending.entries()) {
    least = Math.max(least, Math.min(1, p[place]! * (p.length - rank)));
    adjusted[place] = least;
  }
  return adjusted;
}
