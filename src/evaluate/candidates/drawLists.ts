/** Draws one list of distinct unseen items for each user with held-out items. */
import { eachItemOnce } from '../../data/sample/eachItemOnce';
import { makeHistory } from '../../data/sample/history';
import type { SeenItems } from '../../data/seen/seenRule';
import type { CandidateLists } from '../../protocol/dataset';
import type { CandidateInput } from './candidateRule';

/**
 * @param propose calls `offer` with items of its choice until that says stop; offers of seen, held-out or already
 * listed items are ignored.
 */
export function drawLists(
  { dataset, seen, heldOut, among }: CandidateInput<unknown>,
  count: number,
  propose: (user: number, offer: (item: number) => 'more' | 'stop') => void,
): CandidateLists {
  const { numItems, numUsers } = dataset;
  const isOpen = (item: number): boolean => among === null || among[item] === 1;
  const numOpen = among ? among.reduce((sum, flag) => sum + flag, 0) : numItems;
  const relevant = eachItemOnce(makeHistory(dataset, heldOut));
  const offsets = new Int32Array(numUsers + 1);
  const items = new Int32Array(numUsers * Math.min(count, numItems));
  // The user (plus one) who was last given this item, so that nothing needs clearing between users.
  const listedFor = new Int32Array(numItems);
  let end = 0;
  for (let user = 0; user < numUsers; user++) {
    const start = end;
    const wanted = Math.min(count, numOpen - countKnown(user, [seen, relevant], isOpen));
    if (relevant.itemsOf(user).length > 0 && wanted > 0)
      propose(user, (item) => {
        const known = seen.has(user, item) || relevant.has(user, item);
        if (!known && isOpen(item) && listedFor[item] !== user + 1) {
          listedFor[item] = user + 1;
          items[end++] = item;
        }
        return end - start < wanted ? 'more' : 'stop';
      });
    offsets[user + 1] = end;
  }
  return { offsets, items: items.slice(0, end) };
}

/** Open items that a user has in either history. */
function countKnown(
  user: number,
  [seen, relevant]: [SeenItems, SeenItems],
  isOpen: (item: number) => boolean,
): number {
  let known = 0;
  for (const item of seen.itemsOf(user)) if (isOpen(item) && !relevant.has(user, item)) known++;
  for (const item of relevant.itemsOf(user)) if (isOpen(item)) known++;
  return known;
}
