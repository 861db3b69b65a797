/** Trained or imported word vectors. */
import type { Vocabulary } from '../vocabulary';
import { bucketsOf } from './characterNgrams';

/** The vectors of n-grams, from which fastText makes vectors of words it has not seen. */
export interface NgramVectors {
  minNgram: number;
  maxNgram: number;
  /** [buckets, dimension]. */
  values: Float32Array;
}

export class WordVectors {
  private readonly rows: ReadonlyMap<string, number>;

  /**
   * @param words Each once.
   * @param values [words, dimension], row by row.
   */
  constructor(
    readonly words: readonly string[],
    readonly dimension: number,
    readonly values: Float32Array,
    readonly ngrams: NgramVectors | null,
  ) {
    this.rows = new Map(words.map((word, row) => [word, row]));
  }

  /** The row of a word, or -1. */
  rowOf(word: string): number {
    return this.rows.get(word) ?? -1;
  }

  /** The vector of a word. Of one not trained on, the mean of its n-grams' vectors, or null where there are none. */
  vectorOf(word: string): Float32Array | null {
    const { dimension, values, ngrams } = this;
    const row = this.rowOf(word);
    if (row >= 0) return values.slice(row * dimension, (row + 1) * dimension);
    if (!ngrams) return null;
    const buckets = bucketsOf(word, ngrams.minNgram, ngrams.maxNgram, ngrams.values.length / dimension);
    if (buckets.length === 0) return null;
    const mean = new Float32Array(dimension);
    for (const bucket of buckets)
      for (let d = 0; d < dimension; d++) mean[d]! += ngrams.values[bucket * dimension + d]! / buckets.length;
    return mean;
  }
}

/**
 * The vectors of a vocabulary as the first weights of an embedding: [vocabulary, dimension], with zeros for padding
 * and for words without a vector. `found` counts the words that have one.
 */
export function embeddingRows(
  vectors: WordVectors,
  vocabulary: Vocabulary,
): { values: Float32Array; found: number } {
  const values = new Float32Array(vocabulary.words.length * vectors.dimension);
  let found = 0;
  vocabulary.words.forEach((word, id) => {
    const vector = id === 0 ? null : vectors.vectorOf(word);
    if (!vector) return;
    values.set(vector, id * vectors.dimension);
    found++;
  });
  return { values, found };
}
