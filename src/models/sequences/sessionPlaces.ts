/** Where items stand in the training sessions. */
import type { SessionTable } from './sequenceModel';

/** Places of each item in the table, ascending: those of item i lie at offsets[i] .. offsets[i + 1). */
export interface ItemPlaces {
  offsets: Int32Array;
  places: Int32Array;
}

export function placesOfItems({ items }: SessionTable, numItems: number): ItemPlaces {
  const offsets = new Int32Array(numItems + 1);
  for (const item of items) offsets[item + 1]!++;
  for (let item = 0; item < numItems; item++) offsets[item + 1]! += offsets[item]!;
  const next = offsets.slice();
  const places = new Int32Array(items.length);
  items.forEach((item, place) => (places[next[item]!++] = place));
  return { offsets, places };
}

/** [items.length] the session of each place. */
export function sessionOfPlaces({ offsets, items }: SessionTable): Int32Array {
  const sessions = new Int32Array(items.length);
  for (let session = 0; session + 1 < offsets.length; session++)
    sessions.fill(session, offsets[session], offsets[session + 1]);
  return sessions;
}

/** The sessions with each item once, where it came first. */
export function eachItemOnce({ offsets, items, ratings }: SessionTable): SessionTable {
  const kept: number[] = [];
  const ends = [0];
  for (let session = 0; session + 1 < offsets.length; session++) {
    const met = new Set<number>();
    for (let place = offsets[session]!; place < offsets[session + 1]!; place++) {
      if (met.has(items[place]!)) continue;
      met.add(items[place]!);
      kept.push(place);
    }
    ends.push(kept.length);
  }
  return {
    offsets: Int32Array.from(ends),
    items: Int32Array.from(kept, (place) => items[place]!),
    ratings: Float32Array.from(kept, (place) => ratings[place]!),
  };
}
