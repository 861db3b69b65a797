/** Negatives among the items of the training part alone: one that never came up there is new, not known to be wrong. */
import type { DrawItem, NegativeSamplerDefinition } from '../../data/sample/negativeSampler';

/** @param itemCounts training interactions of each item, at least one above 0 */
export function drawTrained(
  sampler: NegativeSamplerDefinition,
  params: Record<string, unknown>,
  itemCounts: Int32Array,
): DrawItem {
  const trained = Int32Array.from(itemCounts.keys()).filter((item) => itemCounts[item]! > 0);
  const draw = sampler.create({
    numItems: trained.length,
    itemCounts: trained.map((item) => itemCounts[item]!),
    params,
  });
  return (words) => trained[draw(words)]!;
}
