/** Popularity as what breaks ties: small whole numbers, so that what a list puts first can stand exactly above the rest. */

export interface PopularityLevels {
  /** [numItems] 0 for the rarest items; items with the same count have the same level. */
  levels: Float32Array;
  /** One more than the highest level. */
  count: number;
}

export function popularityLevels(itemCounts: Int32Array): PopularityLevels {
  const distinct = [...new Set(itemCounts)].sort((a, b) => a - b);
  const levelOf = new Map(distinct.map((count, level) => [count, level]));
  return { levels: Float32Array.from(itemCounts, (count) => levelOf.get(count)!), count: distinct.length };
}

/**
 * Scores of items that stand above the level of every other item: in the order of `strengths`, ties by popularity.
 * Only items that tie in both get the same score.
 */
export function scoresAboveLevels(
  { levels, count }: PopularityLevels,
  items: Int32Array,
  strengths: ArrayLike<number>,
): Float32Array {
  const order = Array.from(items.keys()).sort(
    (a, b) => strengths[a]! - strengths[b]! || levels[items[a]!]! - levels[items[b]!]!,
  );
  const scores = new Float32Array(items.length);
  let score = count;
  order.forEach((at, place) => {
    const last = order[place - 1];
    if (
      last !== undefined &&
      (strengths[at] !== strengths[last] || levels[items[at]!] !== levels[items[last]!])
    )
      score++;
    scores[at] = score;
  });
  return scores;
}
