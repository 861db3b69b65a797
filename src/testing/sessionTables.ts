/** Small tables of sessions that tests of sequence models share. */
import type { SequenceFacts, SessionTable } from '../models/sequences/sequenceModel';

/** Lists of items as sessions, every rating the best. */
export function sessionTable(lists: readonly (readonly number[])[]): SessionTable {
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((list, at) => (offsets[at + 1] = offsets[at]! + list.length));
  const items = Int32Array.from(lists.flat());
  return { offsets, items, ratings: new Float32Array(items.length).fill(5) };
}

/** What models know of a training part made of these sessions. */
export function sequenceFacts(numItems: number, lists: readonly (readonly number[])[]): SequenceFacts {
  const sessions = sessionTable(lists);
  const itemCounts = new Int32Array(numItems);
  for (const item of sessions.items) itemCounts[item]!++;
  return { numItems, itemCounts, ratingScale: { min: 1, max: 5, step: 1 }, sessions };
}
