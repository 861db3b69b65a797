/** Held-out items among the first k places. */
export function hitsWithin(ranks: ArrayLike<number>, k: number): number {
  let hits = 0;
  while (hits < ranks.length && ranks[hits]! <= k) hits++;
  return hits;
}
