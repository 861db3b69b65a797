/** Draws one list of distinct unseen items for each user with held-out items. */
import { makeHistory } from '../../data/sample/history';
import type { CandidateLists } from '../../protocol/dataset';
import type { CandidateInput } from './candidateRule';

/**
 * @param propose calls `offer` with items of its choice until that says stop; offers of seen, held-out or already
 * listed items are ignored.
 */
export function drawLists(
  { dataset, trainHistory, heldOut }: CandidateInput<unknown>,
  count: number,
  propose: (user: number, offer: (item: number) => 'more' | 'stop') => void,
): CandidateLists {
  const relevant = makeHistory(dataset, heldOut);
  const offsets = new Int32Array(dataset.numUsers + 1);
  const items = new Int32Array(dataset.numUsers * Math.min(count, dataset.numItems));
  // The user (plus one) who was last given this item, so that nothing needs clearing between users.
  const listedFor = new Int32Array(dataset.numItems);
  let end = 0;
  for (let user = 0; user < dataset.numUsers; user++) {
    const start = end;
    const room = dataset.numItems - trainHistory.itemsOf(user).length - relevant.itemsOf(user).length;
    const wanted = Math.min(count, room);
    if (relevant.itemsOf(user).length > 0 && wanted > 0)
      propose(user, (item) => {
        const known = trainHistory.has(user, item) || relevant.has(user, item);
        if (!known && listedFor[item] !== user + 1) {
          listedFor[item] = user + 1;
          items[end++] = item;
        }
        return end - start < wanted ? 'more' : 'stop';
      });
    offsets[user + 1] = end;
  }
  return { offsets, items: items.slice(0, end) };
}
