/** Which rows of the input matrix make up the vector of each word: its own, and in fastText those of its n-grams. */
import type { Vocabulary } from '../vocabulary';
import { bucketsOf } from './characterNgrams';
import type { VectorParams } from './params';

/**
 * Row w - 1 is the own row of word w; the buckets of n-grams follow the words. Those of word w are
 * `rows[offsets[w] .. offsets[w + 1])`; padding (0) has none.
 */
export interface InputRows {
  numRows: number;
  offsets: Int32Array;
  rows: Int32Array;
}

export function inputRowsOf({ words }: Vocabulary, params: VectorParams): InputRows {
  const { method, minNgram, maxNgram, buckets } = params;
  const numWords = words.length - 1;
  const offsets = new Int32Array(words.length + 1);
  const rows: number[] = [];
  for (let word = 1; word <= numWords; word++) {
    rows.push(word - 1);
    if (method === 'fasttext')
      for (const bucket of bucketsOf(words[word]!, minNgram, maxNgram, buckets)) rows.push(numWords + bucket);
    offsets[word + 1] = rows.length;
  }
  return {
    numRows: numWords + (method === 'fasttext' ? buckets : 0),
    offsets,
    rows: Int32Array.from(rows),
  };
}
