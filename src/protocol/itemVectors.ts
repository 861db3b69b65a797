/** From what a run has learned, which knows items by their external ids, to vectors of all items of a data set. */
import type { ItemVectors } from './dataset';
import type { LearnedVectors } from './trainService';

/**
 * In place of the name of vectors: those that a text-CNN makes of the descriptions, trained before the run itself. None
 * are kept under this name.
 */
export const textCnnVectors = 'text-cnn';

/** The vectors to be opened with the data set for `data.vectors`; undefined where none are kept. */
export const keptVectors = (name: string): string | undefined =>
  name === '' || name === textCnnVectors ? undefined : name;

/** The longest name under which vectors can be kept. */
export const longestVectorsName = 200;

/**
 * Vectors by dense item id, with rows of zeros for items that the run did not have.
 * @param itemIds external ids of the data set, by dense id
 */
export function vectorsOfDataset(
  { itemIds: learnedIds, dimension, values }: LearnedVectors,
  itemIds: readonly string[],
  { name, source }: Pick<ItemVectors, 'name' | 'source'>,
): ItemVectors {
  const rowOf = new Map(learnedIds.map((id, row) => [id, row]));
  const aligned = new Float32Array(itemIds.length * dimension);
  for (const [item, id] of itemIds.entries()) {
    const row = rowOf.get(id);
    if (row !== undefined)
      aligned.set(values.subarray(row * dimension, (row + 1) * dimension), item * dimension);
  }
  return { name: name.slice(0, longestVectorsName), source, dimension, values: aligned };
}
