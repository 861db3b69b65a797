/**
 * Bags of words weighted by TF-IDF, as scikit-learn's `TfidfVectorizer` computes them by default:
 * tf = occurrences in the text, idf = ln((1 + n) / (1 + df)) + 1, each row divided by its Euclidean length.
 */
import { idOf, type Vocabulary } from './vocabulary';

/** Rows that hold few of many columns: row r is `columns[offsets[r] .. offsets[r + 1])` with `values` beside it. */
export interface SparseRows {
  numColumns: number;
  offsets: Int32Array;
  /** Rising within a row. */
  columns: Int32Array;
  values: Float32Array;
}

/** The inverse document frequency of each word id over the training texts; that of padding (id 0) is 0. */
export function inverseDocumentFrequency(
  trainingTexts: readonly (readonly string[])[],
  vocabulary: Vocabulary,
): Float64Array {
  const texts = new Float64Array(vocabulary.words.length);
  for (const words of trainingTexts)
    for (const word of new Set(words)) {
      const id = idOf(vocabulary, word);
      texts[id] = texts[id]! + 1;
    }
  return texts.map((count, id) => (id === 0 ? 0 : Math.log((1 + trainingTexts.length) / (1 + count)) + 1));
}

/** Texts as rows whose column is the word's id. Whole texts count; a text without a known word is an empty row. */
export function tfidfRows(
  texts: readonly (readonly string[])[],
  vocabulary: Vocabulary,
  idf: Float64Array,
): SparseRows {
  const offsets = new Int32Array(texts.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  texts.forEach((words, row) => {
    const counts = new Map<number, number>();
    for (const word of words) {
      const id = idOf(vocabulary, word);
      if (id > 0) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    const entries = [...counts].sort(([a], [b]) => a - b);
    const weights = entries.map(([id, count]) => count * idf[id]!);
    const length = Math.hypot(...weights);
    entries.forEach(([id], i) => {
      columns.push(id);
      values.push(weights[i]! / length);
    });
    offsets[row + 1] = columns.length;
  });
  return {
    numColumns: vocabulary.words.length,
    offsets,
    columns: Int32Array.from(columns),
    values: Float32Array.from(values),
  };
}
