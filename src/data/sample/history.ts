/** What each user has in a part of the data, in compressed rows of ascending items, and how often each item occurs. */
import { groupPlaces } from '../groups';

/**
 * The items of user u are `items[offsets[u] .. offsets[u + 1])`, ascending; where items repeat, each as often as the
 * user has it.
 */
export class History {
  readonly offsets: Int32Array;
  readonly items: Int32Array;
  /** Interactions of each item. */
  readonly itemCounts: Int32Array;

  constructor(offsets: Int32Array, items: Int32Array, itemCounts: Int32Array) {
    this.offsets = offsets;
    this.items = items;
    this.itemCounts = itemCounts;
  }

  get numUsers(): number {
    return this.offsets.length - 1;
  }

  get numItems(): number {
    return this.itemCounts.length;
  }

  /** A view, not a copy. */
  itemsOf(user: number): Int32Array {
    return this.items.subarray(this.offsets[user]!, this.offsets[user + 1]!);
  }

  /** Binary search: about 7 looks for a user with 100 items. Without branches, as these could not be predicted. */
  has(user: number, item: number): boolean {
    const { items } = this;
    let first = this.offsets[user]!;
    let count = this.offsets[user + 1]! - first;
    if (count === 0) return false;
    while (count > 1) {
      const half = count >>> 1;
      // The sign, spread over all bits, says whether the item lies behind the first half.
      first += half & ((items[first + half - 1]! - item) >> 31);
      count -= half;
    }
    return items[first] === item;
  }
}

interface Interactions {
  numUsers: number;
  numItems: number;
  users: Int32Array;
  items: Int32Array;
}

/** The history that these interactions make up. */
export function makeHistory(dataset: Interactions, indices: Int32Array): History {
  const { users, items, numUsers, numItems } = dataset;
  const byItem = groupPlaces(indices.length, numItems, (place) => items[indices[place]!]!);
  // Dealt out in the order of items, each user's row comes out sorted.
  const sorted = byItem.places.map((place) => indices[place]!);
  const byUser = groupPlaces(sorted.length, numUsers, (place) => users[sorted[place]!]!);
  const itemCounts = Int32Array.from(
    { length: numItems },
    (_, item) => byItem.offsets[item + 1]! - byItem.offsets[item]!,
  );
  return new History(
    byUser.offsets,
    byUser.places.map((place) => items[sorted[place]!]!),
    itemCounts,
  );
}
