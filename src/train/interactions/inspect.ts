/** One user as the model sees them: history, held-out items with ranks, the current top of the list. */
import type { UserInspection } from '../../protocol/trainService';
import { describeItem } from '../describeItem';
import type { Prepared } from './prepare';
import type { InteractionSession } from './task';

const longestHistory = 100;

/** Users that can be looked into, the first `count` whose external id begins with `prefix`. */
export function findUsers(
  { task: { prepared } }: Pick<InteractionSession, 'task'>,
  prefix: string,
  count: number,
): { user: number; userId: string; interactions: number }[] {
  const { dataset, history } = prepared;
  const found: { user: number; userId: string; interactions: number }[] = [];
  for (let user = 0; user < dataset.numUsers && found.length < count; user++) {
    const userId = dataset.userIds[user]!;
    if (userId.startsWith(prefix)) found.push({ user, userId, interactions: history.itemsOf(user).length });
  }
  return found;
}

export async function inspectUser(
  { task: { prepared }, scorer, epoch, finished }: InteractionSession,
  user: number,
  k: number,
): Promise<UserInspection> {
  const { dataset, split } = prepared;
  // While training, the part whose curve is drawn; afterwards the test part.
  const part = finished || split.watchedPart !== 'validation' ? 'test' : 'validation';
  const evaluator = part === 'test' ? prepared.test : prepared.watched;
  const rating = ratingsOf(prepared, part === 'test' ? split.test : split.validation, user);
  const ranking =
    scorer && evaluator
      ? await evaluator.inspect(scorer, user, k)
      : { heldOut: [], top: [], candidates: 0, metrics: {}, atK: {} };
  const past = latestFirst(prepared, user);
  return {
    user,
    userId: dataset.userIds[user]!,
    history: past.slice(0, longestHistory).map((index) => ({
      ...describeItem(dataset, dataset.items[index]!),
      rating: dataset.ratings[index]!,
      timestamp: dataset.timestamps[index]!,
      attention: null,
    })),
    historyLength: past.length,
    heldOut: ranking.heldOut.map(({ item, rank }) => ({
      ...describeItem(dataset, item),
      rating: rating.get(item) ?? NaN,
      rank,
    })),
    top: ranking.top.map(({ item, score, hit }) => ({ ...describeItem(dataset, item), score, hit })),
    candidates: ranking.candidates,
    part,
    metrics: ranking.metrics,
    atK: ranking.atK,
    epoch,
  };
}

/** Training interactions of a user; they stand in order of time, so the latest are the last. */
function latestFirst({ dataset, split }: Prepared, user: number): number[] {
  return [...split.train.filter((index) => dataset.users[index] === user)].reverse();
}

function ratingsOf({ dataset }: Prepared, indices: Int32Array, user: number): Map<number, number> {
  const ratings = new Map<number, number>();
  for (const index of indices)
    if (dataset.users[index] === user) ratings.set(dataset.items[index]!, dataset.ratings[index]!);
  return ratings;
}
