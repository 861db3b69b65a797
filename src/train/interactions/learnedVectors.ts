/** The item vectors of a network, put together from its weights. */
import type { SavedWeights } from '../../engine/weightStore';
import type { LearnedVectors } from '../../protocol/trainService';

/** @param names weights [itemIds.length, d], whose rows stand side by side in a vector */
export function learnedVectors(
  itemIds: string[],
  names: readonly string[],
  weights: SavedWeights,
): LearnedVectors {
  const parts = names.map((name) => ({
    weight: weights[name]!,
    width: weights[name]!.length / itemIds.length,
  }));
  const dimension = parts.reduce((sum, { width }) => sum + width, 0);
  const values = new Float32Array(itemIds.length * dimension);
  let left = 0;
  for (const { weight, width } of parts) {
    for (let item = 0; item < itemIds.length; item++)
      values.set(weight.subarray(item * width, (item + 1) * width), item * dimension + left);
    left += width;
  }
  return { itemIds, dimension, values };
}
