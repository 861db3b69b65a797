/** What word vectors know: the words nearest to a word, and analogies. */
import type { WordVectors } from './wordVectors';

export interface Neighbour {
  word: string;
  /** Cosine of the angle between the vectors, -1..1. */
  similarity: number;
}

/** The k words whose vectors have the largest cosine with that of `word`, itself left out; null without a vector. */
export function nearest(vectors: WordVectors, word: string, k: number): Neighbour[] | null {
  const vector = vectors.vectorOf(word);
  return vector && closest(vectors, unitVector(vector), new Set([word]), k);
}

/**
 * Answers "a is to b as c is to ...?" by 3CosAdd (Mikolov et al. 2013): the words whose vectors have the largest
 * cosine with b - a + c, each of length 1 before; a, b and c themselves are left out. Null without a vector of each.
 */
export function analogy(
  vectors: WordVectors,
  a: string,
  b: string,
  c: string,
  k: number,
): Neighbour[] | null {
  const [ofA, ofB, ofC] = [a, b, c].map((word) => {
    const vector = vectors.vectorOf(word);
    return vector && unitVector(vector);
  });
  if (!ofA || !ofB || !ofC) return null;
  const target = ofB.map((value, d) => value - ofA[d]! + ofC[d]!);
  return closest(vectors, unitVector(target), new Set([a, b, c]), k);
}

const lengthOf = (vector: Float32Array): number => Math.hypot(...vector);

/** A vector of zeros stays as it is: it is equally far from all. */
function unitVector(vector: Float32Array): Float32Array {
  const length = lengthOf(vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

function closest(
  { words, dimension, values }: WordVectors,
  target: Float32Array,
  leftOut: ReadonlySet<string>,
  k: number,
): Neighbour[] {
  const similarities = Float64Array.from(words, (_, row) => {
    let dot = 0;
    let squares = 0;
    for (let d = 0; d < dimension; d++) {
      const value = values[row * dimension + d]!;
      dot += value * target[d]!;
      squares += value * value;
    }
    return squares === 0 ? 0 : dot / Math.sqrt(squares);
  });
  return words
    .map((word, row) => ({ word, similarity: similarities[row]! }))
    .filter(({ word }) => !leftOut.has(word))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, k);
}
