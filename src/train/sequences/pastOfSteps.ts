/** What the user of each step had until then: found when asked for, as all lists together would be far longer than the data. */
import type { LeftOut } from '../../data/filter';
import { groupPlaces } from '../../data/groups';
import type { SeenItems } from '../../data/seen/seenRule';
import type { Dataset } from '../../protocol/dataset';

export interface PastOfUsers {
  /** What each user had before the part. */
  known: SeenItems;
  leftOut: LeftOut;
}

interface Asked {
  question: number;
  items: Int32Array;
  has: ReadonlySet<number>;
}

/**
 * @param targets place of the interaction that each question asks for
 * @returns of each question: what its user had before the part, and since then up to the interaction asked for
 */
export function pastOfSteps(
  { users, items, numUsers }: Dataset,
  targets: Int32Array,
  { known, leftOut }: PastOfUsers,
): SeenItems {
  const kept = groupPlaces(users.length, numUsers, (place) => users[place]!);
  const dropped = groupPlaces(leftOut.users.length, numUsers, (at) => leftOut.users[at]!);
  const gather = (question: number): Int32Array => {
    const target = targets[question]!;
    const user = users[target]!;
    const past = new Set(known.itemsOf(user));
    for (let at = kept.offsets[user]!; at < kept.offsets[user + 1]!; at++)
      if (kept.places[at]! < target) past.add(items[kept.places[at]!]!);
    for (let at = dropped.offsets[user]!; at < dropped.offsets[user + 1]!; at++)
      if (leftOut.places[dropped.places[at]!]! <= target) past.add(leftOut.items[dropped.places[at]!]!);
    return Int32Array.from(past).sort();
  };
  // Questions are asked one after the other, each several times.
  let latest: Asked = { question: -1, items: new Int32Array(0), has: new Set() };
  const ask = (question: number): Asked => {
    if (question !== latest.question) {
      const found = gather(question);
      latest = { question, items: found, has: new Set(found) };
    }
    return latest;
  };
  return {
    itemsOf: (question) => ask(question).items,
    has: (question, item) => ask(question).has.has(item),
  };
}
