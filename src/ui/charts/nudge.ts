/** Places for labels in a column, so that none covers another. */

/**
 * Moves labels as little as possible (least squares) until neighbours are `gap` apart and all lie between `top`
 * and `bottom`; keeps their order. Positions grow downwards, in pixels. Where the room is too small for all, they
 * keep their distance and run past the bottom.
 */
export function nudge(wanted: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  // Without the gaps the positions only have to keep their order: isotonic regression by pooling neighbours.
  const pools: { sum: number; count: number }[] = [];
  for (const [place, index] of order.entries()) {
    let pool = { sum: wanted[index]! - place * gap, count: 1 };
    for (
      let last = pools.at(-1);
      last && last.sum / last.count > pool.sum / pool.count;
      last = pools.at(-1)
    ) {
      pools.pop();
      pool = { sum: last.sum + pool.sum, count: last.count + pool.count };
    }
    pools.push(pool);
  }
  const lowest = Math.max(top, bottom - (wanted.length - 1) * gap);
  const placed = new Array<number>(wanted.length);
  let place = 0;
  for (const { sum, count } of pools) {
    const base = Math.min(Math.max(sum / count, top), lowest);
    for (let i = 0; i < count; i++, place++) placed[order[place]!] = base + place * gap;
  }
  return placed;
}
