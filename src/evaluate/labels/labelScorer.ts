/** What the evaluation of genres needs of a model. */
export interface LabelScorer {
  numGenres: number;
  /** Probability of each genre for each item, [items.length, numGenres] row by row. */
  scoreItems(items: Int32Array): Promise<Float32Array>;
  /** What the model makes of each item before it tells the genres, row by row; left out by models without such. */
  itemVectors?(items: Int32Array): Promise<{ dimension: number; values: Float32Array }>;
}
