/** What the evaluator needs of a model: scores, higher is better (or predicted stars for rating models). */
export interface Scorer {
  numItems: number;
  /** Scores of all items for each user, [users.length, numItems] row by row. */
  scoreUsers(users: Int32Array): Promise<Float32Array>;
  /** Scores of single pairs, [users.length]. */
  scorePairs(users: Int32Array, items: Int32Array): Promise<Float32Array>;
}
