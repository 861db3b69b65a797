/** Ranks from a tile of scores in plain JavaScript, for the libraries that have no such operation. */
import type { RankingWorkload } from '../workloads/workload';

/** Users scored at a time: 15 MB of scores. */
export const tileUsers = 1024;

/**
 * Ranks the users from `from` on whose scores [n, numItems] these are: all items not below the held-out one, less
 * those among them that the user has in training.
 */
export function rankTile(
  { numItems, train, heldOut }: RankingWorkload,
  from: number,
  scores: Float32Array,
  ranks: Int32Array,
): void {
  const { offsets, items } = train;
  for (let row = 0; row * numItems < scores.length; row++) {
    const user = from + row;
    const start = row * numItems;
    const end = start + numItems;
    const score = scores[start + heldOut[user]!]!;
    let rank = 0;
    for (let i = start; i < end; i++) if (scores[i]! >= score) rank++;
    for (let p = offsets[user]!; p < offsets[user + 1]!; p++) if (scores[start + items[p]!]! >= score) rank--;
    ranks[user] = rank;
  }
}

/** Ranks all users tile by tile; each tile is asked for before the one ahead of it is ranked, so both can be busy. */
export async function rankInTiles(
  workload: RankingWorkload,
  scoreTile: (from: number, count: number) => Promise<Float32Array>,
): Promise<Int32Array> {
  const { numUsers } = workload;
  const ranks = new Int32Array(numUsers);
  const ask = (from: number) => scoreTile(from, Math.min(tileUsers, numUsers - from));
  let next = ask(0);
  for (let from = 0; from < numUsers; from += tileUsers) {
    const scores = await next;
    if (from + tileUsers < numUsers) next = ask(from + tileUsers);
    rankTile(workload, from, scores, ranks);
  }
  return ranks;
}
