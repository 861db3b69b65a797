/** Which candidates a user's held-out items are ranked among: everything that is not masked, or a given list. */
import type { CandidateLists, Dataset } from '../protocol/dataset';
import type { SeenItems } from '../data/seen/seenRule';
import { requireAllFinite, requireFinite } from './finite';
import { rankByCounts, type Ranker, type Ranking } from './ranker';
import type { RankCounts, RankingTask, Scorer } from './scorer';

/** Users whose candidates are scored; each is ranked when asked for. */
export interface ScoredUsers {
  size: number;
  /** The ranking of one of them, by place. */
  rank(row: number): Ranking;
}

export interface CandidateScoring {
  /** Users to score together. */
  chunkUsers: number;
  /** Scores the candidates of these users. */
  score(scorer: Scorer, users: Int32Array, ranker: Ranker): Promise<ScoredUsers>;
}

/** About a million scores at a time: enough to keep a GPU busy, few enough to pause often. */
const chunkScores = 1 << 20;

/**
 * Ranks among all items except those masked for the user.
 * @param among [numItems]: 1 for the items that are ranked at all, the held-out ones among them; null: all
 */
export function scoreAllUnseen(
  dataset: Dataset,
  masked: SeenItems,
  relevant: SeenItems,
  among: Uint8Array | null = null,
): CandidateScoring {
  const { numItems } = dataset;
  const allItems = Int32Array.from({ length: numItems }, (_, item) => item);
  const others = among ? allItems.filter((item) => among[item] === 1) : allItems;
  const otherScores = new Float32Array(numItems);
  const ofOthers = otherScores.subarray(0, others.length);
  return {
    chunkUsers: Math.max(64, Math.min(256, Math.round(chunkScores / numItems))),
    async score(scorer, users, ranker) {
      const scores = await scorer.scoreUsers(users);
      return {
        size: users.length,
        rank(row) {
          const user = users[row]!;
          const ofUser = scores.subarray(row * numItems, (row + 1) * numItems);
          requireAllFinite(ofUser, dataset, user);
          const heldOut = relevant.itemsOf(user);
          otherScores.set(ofUser);
          for (const item of masked.itemsOf(user)) otherScores[item] = -Infinity;
          for (const item of heldOut) otherScores[item] = -Infinity;
          // Moves each down to its place, which is never behind it.
          if (among) others.forEach((item, place) => (otherScores[place] = otherScores[item]!));
          return ranker.rank({
            heldOut,
            heldOutScores: Float32Array.from(heldOut, (item) => ofUser[item]!),
            others,
            otherScores: ofOthers,
            numOthers: numOthersOf(user, others.length, masked, relevant, among),
          });
        },
      };
    },
  };
}

/** The rankings of a full ranking from what the scorer has counted itself. */
export async function* rankCounted(
  dataset: Dataset,
  scorer: Scorer,
  task: RankingTask,
  counted: AsyncIterable<RankCounts>,
): AsyncGenerator<ScoredUsers> {
  const { masked, heldOut, listLength } = task;
  let first = 0;
  for await (const counts of counted) {
    const users = task.users.subarray(first, first + counts.size);
    if (!counts.finite) await nameNonFinite(dataset, scorer, users);
    const starts = new Int32Array(users.length + 1);
    for (const [row, user] of users.entries()) starts[row + 1] = starts[row]! + heldOut.itemsOf(user).length;
    yield {
      size: users.length,
      rank(row) {
        const user = users[row]!;
        const held = [starts[row]!, starts[row + 1]!] as const;
        const places = [row * listLength, (row + 1) * listLength] as const;
        return rankByCounts(
          {
            heldOut: heldOut.itemsOf(user),
            heldOutScores: counts.heldOutScores.subarray(...held),
            ahead: counts.ahead.subarray(...held),
            numOthers: numOthersOf(user, dataset.numItems, masked, heldOut, null),
            topOthers: counts.topOthers.subarray(...places),
            topOtherScores: counts.topOtherScores.subarray(...places),
          },
          listLength,
        );
      },
    };
    first += counts.size;
  }
}

/** @throws AppError `non-finite` always: the scorer has met one among the scores of these users. */
async function nameNonFinite(dataset: Dataset, scorer: Scorer, users: Int32Array): Promise<never> {
  const { numItems } = dataset;
  for (const user of users)
    requireAllFinite((await scorer.scoreUsers(Int32Array.of(user))).subarray(0, numItems), dataset, user);
  throw new Error('Scores that were not finite when counted are finite when read.');
}

/** Candidates of a full ranking that are not held out. */
function numOthersOf(
  user: number,
  numRanked: number,
  masked: SeenItems,
  heldOut: SeenItems,
  among: Uint8Array | null,
): number {
  const held = heldOut.itemsOf(user);
  const maskedItems = masked.itemsOf(user);
  let others = numRanked - held.length - maskedItems.length;
  for (const item of held) if (masked.has(user, item)) others++;
  if (among) for (const item of maskedItems) if (among[item] === 0) others++;
  return others;
}

/**
 * Ranks among the user's held-out items and the listed ones. A listed item that is held out, or listed before, is
 * ignored: the published NCF files list the test item among its own negatives for 156 users, and the dictionary in
 * the code of He et al. drops it in the same way. So is one that is not `among` those that are ranked at all.
 */
export function scoreLists(
  dataset: Dataset,
  lists: CandidateLists,
  relevant: SeenItems,
  among: Uint8Array | null = null,
): CandidateScoring {
  const marks = new Uint8Array(dataset.numItems);
  const listOf = (user: number): Int32Array => {
    const held = relevant.itemsOf(user);
    for (const item of held) marks[item] = 1;
    const others = lists.items.subarray(lists.offsets[user]!, lists.offsets[user + 1]!).filter((item) => {
      const fresh = marks[item] === 0 && (among === null || among[item] === 1);
      if (fresh) marks[item] = 1;
      return fresh;
    });
    for (const item of held) marks[item] = 0;
    for (const item of others) marks[item] = 0;
    return others;
  };
  return {
    chunkUsers: 256,
    async score(scorer, users, ranker) {
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
      const scores =
        pairUsers.length > 0 ? await scorer.scorePairs(pairUsers, pairItems) : new Float32Array(0);
      return {
        size: users.length,
        rank(row) {
          const { held, others } = rows[row]!;
          const first = offsets[row]!;
          const end = offsets[row + 1]!;
          for (let p = first; p < end; p++) requireFinite(scores[p]!, dataset, users[row]!, pairItems[p]!);
          return ranker.rank({
            heldOut: held,
            heldOutScores: scores.subarray(first, first + held.length),
            others,
            otherScores: scores.subarray(first + held.length, end),
            numOthers: others.length,
          });
        },
      };
    },
  };
}
