/** Scores that are no finite numbers end a run: every metric computed from them would be nonsense. */
import type { Dataset } from '../protocol/dataset';
import { AppError } from '../protocol/errors';

/** @throws AppError `non-finite` naming the score, the user and the item. */
export function requireFinite(score: number, dataset: Dataset, user: number, item: number): void {
  if (score - score === 0) return;
  const title = dataset.itemInfo?.titles[item];
  throw new AppError(
    'non-finite',
    `The model gives user "${dataset.userIds[user]}" the score ${score} for item "${title || dataset.itemIds[item]}".`,
    'Training has diverged. Lower the learning rate, or raise the L2 penalty, and restart.',
  );
}

/** @param scores of all items for this user @throws AppError as `requireFinite`, for the first score that is none. */
export function requireAllFinite(scores: Float32Array, dataset: Dataset, user: number): void {
  let sum = 0;
  for (let item = 0; item < scores.length; item++) sum += scores[item]! - scores[item]!;
  if (sum === 0) return;
  for (let item = 0; item < scores.length; item++) requireFinite(scores[item]!, dataset, user, item);
}
