/** Interactions of a data set as sessions one after the other, for training and for what came before a prediction. */
import type { Dataset } from '../../protocol/dataset';
import type { SessionTable } from '../../models/sequences/sequenceModel';

/**
 * A table of rows given as places of interactions, in order of time.
 * @param offsets [rows + 1] into `places`
 */
export function tableOf(dataset: Dataset, offsets: Int32Array, places: Int32Array): SessionTable {
  return {
    offsets,
    items: places.map((place) => dataset.items[place]!),
    ratings: Float32Array.from(places, (place) => dataset.ratings[place]!),
  };
}

/**
 * The training part by sessions, those that keep at least one interaction.
 * @param train places of interactions, ascending
 * @param sessionOf session of each interaction, ascending
 */
export function trainingSessions(dataset: Dataset, train: Int32Array, sessionOf: Int32Array): SessionTable {
  const starts: number[] = [];
  train.forEach((place, at) => {
    if (at === 0 || sessionOf[place] !== sessionOf[train[at - 1]!]) starts.push(at);
  });
  return tableOf(dataset, Int32Array.from([...starts, train.length]), train);
}

/** How many sessions of a table hold at least so many interactions. */
export function sessionsOfLength({ offsets }: SessionTable, least: number): number {
  let count = 0;
  for (let session = 0; session + 1 < offsets.length; session++)
    if (offsets[session + 1]! - offsets[session]! >= least) count++;
  return count;
}
