/** Which candidates a user's held-out items are ranked among: everything the user has not seen, or a given list. */
import type { CandidateLists, Dataset } from '../protocol/dataset';
import type { History } from '../data/sample/history';
import { requireFinite } from './finite';
import type { Ranker, Ranking } from './ranker';
import type { Scorer } from './scorer';

export interface CandidateScoring {
  /** Users to score together. */
  chunkUsers: number;
  /** Scores the candidates of these users; the result ranks the user of one row. */
  score(scorer: Scorer, users: Int32Array): Promise<(ranker: Ranker, row: number) => Ranking>;
}

/** Marks of the items of the user at hand. */
const masked = 1;
const heldOut = 2;

/** About a million scores at a time: enough to keep a GPU busy, few enough to pause often. */
const chunkScores = 1 << 20;

/** Ranks among all items except the user's training items. */
export function scoreAllUnseen(dataset: Dataset, train: History, relevant: History): CandidateScoring {
  const { numItems } = dataset;
  const marks = new Uint8Array(numItems);
  return {
    chunkUsers: Math.max(64, Math.min(256, Math.round(chunkScores / numItems))),
    async score(scorer, users) {
      const scores = await scorer.scoreUsers(users);
      return (ranker, row) => {
        const user = users[row]!;
        for (const item of train.itemsOf(user)) marks[item] = masked;
        for (const item of relevant.itemsOf(user)) marks[item] = heldOut;
        ranker.begin();
        const start = row * numItems;
        for (let item = 0; item < numItems; item++) {
          const score = scores[start + item]!;
          requireFinite(score, dataset, user, item);
          const mark = marks[item];
          if (mark === 0) ranker.addOther(item, score);
          else if (mark === heldOut) ranker.addHeldOut(item, score);
        }
        for (const item of train.itemsOf(user)) marks[item] = 0;
        for (const item of relevant.itemsOf(user)) marks[item] = 0;
        return ranker.finish();
      };
    },
  };
}

/**
 * Ranks among the user's held-out items and the listed ones. A listed item that is held out, or listed before, is
 * ignored: the published NCF files list the test item among its own negatives for 156 users, and the dictionary in
 * the code of He et al. drops it in the same way.
 */
export function scoreLists(dataset: Dataset, lists: CandidateLists, relevant: History): CandidateScoring {
  const marks = new Uint8Array(dataset.numItems);
  const listOf = (user: number): Int32Array => {
    const held = relevant.itemsOf(user);
    for (const item of held) marks[item] = heldOut;
    const others = lists.items.subarray(lists.offsets[user]!, lists.offsets[user + 1]!).filter((item) => {
      const fresh = marks[item] === 0;
      if (fresh) marks[item] = masked;
      return fresh;
    });
    for (const item of held) marks[item] = 0;
    for (const item of others) marks[item] = 0;
    return others;
  };
  return {
    chunkUsers: 256,
    async score(scorer, users) {
      const rows = Array.from(users, (user) => ({ held: relevant.itemsOf(user), others: listOf(user) }));
      const offsets = new Int32Array(users.length + 1);
      rows.forEach(({ held, others }, row) => {
        offsets[row + 1] = offsets[row]! + held.length + others.length;
      });
      const pairUsers = new Int32Array(offsets[users.length]!);
      const pairItems = new Int32Array(pairUsers.length);
      rows.forEach(({ held, others }, row) => {
        pairUsers.fill(users[row]!, offsets[row], offsets[row + 1]);
        pairItems.set(held, offsets[row]);
        pairItems.set(others, offsets[row]! + held.length);
      });
      if (pairUsers.length === 0) return (ranker) => (ranker.begin(), ranker.finish());
      const scores = await scorer.scorePairs(pairUsers, pairItems);
      return (ranker, row) => {
        const firstOther = offsets[row]! + rows[row]!.held.length;
        ranker.begin();
        for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
          requireFinite(scores[p]!, dataset, users[row]!, pairItems[p]!);
          if (p < firstOther) ranker.addHeldOut(pairItems[p]!, scores[p]!);
          else ranker.addOther(pairItems[p]!, scores[p]!);
        }
        return ranker.finish();
      };
    },
  };
}
