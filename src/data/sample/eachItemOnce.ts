/** Histories of data in which a user may have an item several times, as rankings need them. */
import { History } from './history';

/** Each item once per user; the same object where that is so already. The item counts stay those of all interactions. */
export function eachItemOnce(history: History): History {
  const { offsets, items, numUsers, itemCounts } = history;
  const keptOffsets = new Int32Array(offsets.length);
  const kept = new Int32Array(items.length);
  let end = 0;
  for (let user = 0; user < numUsers; user++) {
    // Items ascend within a user, so that repeats are neighbours.
    for (let place = offsets[user]!; place < offsets[user + 1]!; place++)
      if (place === offsets[user] || items[place] !== items[place - 1]) kept[end++] = items[place]!;
    keptOffsets[user + 1] = end;
  }
  return end === items.length ? history : new History(keptOffsets, kept.slice(0, end), itemCounts);
}
