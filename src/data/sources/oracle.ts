/** The true model of generated data as a scorer: the best that any model could do. */
import type { Oracle } from '../../protocol/dataset';

/**
 * Log-odds, up to a constant, that the user picks each item next.
 * @param lastItems the user's last items in order, the latest at the end; only the last two count
 * @param out filled with one score per item, [numItems]
 */
export function oracleScores(
  oracle: Oracle,
  user: number,
  lastItems: readonly number[],
  out: Float32Array,
): void {
  const { numFactors, userFactors, itemFactors, itemBias, successors, successorsPerItem } = oracle;
  for (let item = 0; item < out.length; item++) {
    let score = itemBias[item]!;
    for (let f = 0; f < numFactors; f++)
      score += userFactors[user * numFactors + f]! * itemFactors[item * numFactors + f]!;
    out[item] = score;
  }
  // An item that follows both of the last two is boosted once.
  const boosted = new Set<number>();
  for (const last of lastItems.slice(-2))
    for (let s = 0; s < successorsPerItem; s++) boosted.add(successors[last * successorsPerItem + s]!);
  for (const item of boosted) if (item >= 0) out[item]! += oracle.successorBoost;
}
