/** One prediction as the model makes it: what came before, what came next with its rank, the current top of the list. */
import { AppError } from '../../protocol/errors';
import type { UserInspection } from '../../protocol/trainService';
import { describeItem } from '../describeItem';
import { askedScorer } from './askedScorer';
import type { Questions } from './questions';
import type { SequenceSession } from './task';

type Looked = Pick<SequenceSession, 'task' | 'scorer' | 'epoch' | 'finished'>;

const longestHistory = 100;

/**
 * The last prediction for each user, or session, whose external id begins with `prefix`, at most `count`.
 * @returns as `user` the question
 */
export function findSequences(
  session: Looked,
  prefix: string,
  count: number,
): { user: number; userId: string; interactions: number }[] {
  const { questions } = lookedAt(session);
  if (!questions) return [];
  const { dataset, contexts, heldOut } = questions;
  const last = new Map<string, { user: number; userId: string; interactions: number }>();
  for (const index of heldOut) {
    const user = dataset.users[index]!;
    const userId = dataset.userIds[user]!;
    if (!userId.startsWith(prefix)) continue;
    const interactions = contexts.offsets[user + 1]! - contexts.offsets[user]!;
    const known = last.get(userId);
    if (known ? known.interactions < interactions : last.size < count)
      last.set(userId, { user, userId, interactions });
  }
  return [...last.values()];
}

/** @throws AppError `data-missing` where the part that is looked at is empty. */
export async function inspectSequence(session: Looked, question: number, k: number): Promise<UserInspection> {
  const { part, questions, evaluator } = lookedAt(session);
  if (!questions || !evaluator)
    throw new AppError('data-missing', 'Nothing is held out to look at.', 'Choose another split.');
  const { scorer, epoch } = session;
  const { dataset: real } = session.task.prepared;
  const { dataset, contexts, places, heldOut } = questions;
  const [from, to] = [contexts.offsets[question]!, contexts.offsets[question + 1]!];
  const attention = await scorer?.attend?.(contexts, question);
  const ranking = scorer
    ? await evaluator.inspect(askedScorer(scorer, questions), question, k)
    : { heldOut: [], top: [], candidates: 0, metrics: {}, atK: {} };
  const ratings = new Map<number, number>();
  for (const index of heldOut)
    if (dataset.users[index] === question) ratings.set(dataset.items[index]!, dataset.ratings[index]!);
  return {
    user: question,
    userId: dataset.userIds[question]!,
    history: Array.from(places.subarray(from, to), (place, at) => ({
      ...describeItem(real, real.items[place]!),
      rating: real.ratings[place]!,
      timestamp: real.timestamps[place]!,
      attention: attention?.[at] ?? null,
    }))
      .reverse()
      .slice(0, longestHistory),
    historyLength: to - from,
    heldOut: ranking.heldOut.map(({ item, rank }) => ({
      ...describeItem(real, item),
      rating: ratings.get(item) ?? NaN,
      rank,
    })),
    top: ranking.top.map(({ item, score, hit }) => ({ ...describeItem(real, item), score, hit })),
    candidates: ranking.candidates,
    part,
    metrics: ranking.metrics,
    atK: ranking.atK,
    epoch,
  };
}

/** While training, the part whose curve is drawn; afterwards the test part. */
function lookedAt({ task, finished }: Looked) {
  const { questions, evaluators } = task.prepared;
  const isTest = finished || task.watchedPart !== 'validation';
  const part: 'validation' | 'test' = isTest ? 'test' : 'validation';
  const which = isTest ? 'test' : 'watched';
  const asked: Questions | null = questions[which];
  return { part, questions: asked, evaluator: evaluators[which] };
}
