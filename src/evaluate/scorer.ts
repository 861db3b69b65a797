/** What the evaluator needs of a model: scores, higher is better (or predicted stars for rating models). */
import type { History } from '../data/sample/history';
import type { SeenItems } from '../data/seen/seenRule';

export interface Scorer {
  numItems: number;
  /** Scores of all items for each user, [users.length, numItems] row by row. */
  scoreUsers(users: Int32Array): Promise<Float32Array>;
  /** Scores of single pairs, [users.length]. */
  scorePairs(users: Int32Array, items: Int32Array): Promise<Float32Array>;
  /**
   * Counts where the scores are made, instead of handing over all of them. Gives all users of the task in order, a
   * chunk at a time; does no work for the next chunk before it is asked for. Left out by scorers that have no such way,
   * null where it cannot be gone for this task.
   */
  countRanks?(task: RankingTask): Promise<AsyncIterable<RankCounts> | null>;
}

/** A full ranking. An evaluator has one, the same object every time, so that a scorer may keep tables for it. */
export interface RankingTask {
  /** Who is ranked for. */
  users: Int32Array;
  /** Their items that are left out of the list, unless held out. */
  masked: SeenItems;
  /** Their items whose ranks are asked for; each item once per user. */
  heldOut: History;
  /** Places at the top of the list that are asked for; 0 for none, at most the number of items. */
  listLength: number;
}

/** Candidates counted for some users of a task. Other candidates are those neither masked nor held out. */
export interface RankCounts {
  /** How many users: those that follow the chunks before. */
  size: number;
  /** Whether every score of these users is a finite number; if not, nothing else here means anything. */
  finite: boolean;
  /** Scores of their held-out items, user by user, as `heldOut.itemsOf` orders them. */
  heldOutScores: Float32Array;
  /** For each of these: other candidates that score as high or higher. */
  ahead: Int32Array;
  /**
   * [size, listLength] the best other candidates of each user, by score and then by id, and their scores. Without
   * meaning from the place on where a user has no more of them.
   */
  topOthers: Int32Array;
  topOtherScores: Float32Array;
}
