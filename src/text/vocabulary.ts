/** The words that are known, and texts as their ids. */

/** Id 0 is padding and stands for no word. */
export interface Vocabulary {
  /** By id; `words[0]` is ''. */
  words: string[];
  /** How often each occurs in the training texts; 0 for padding. */
  counts: Float64Array;
  ids: ReadonlyMap<string, number>;
}

/** Texts as ids, cut and padded to one length. */
export interface EncodedTexts {
  /** [n, maxTokens], row by row, filled up with 0. */
  tokens: Int32Array;
  /** Tokens of each text that are no padding. */
  lengths: Int32Array;
  maxTokens: number;
  /** Texts that were longer than `maxTokens` and lost their end. */
  cut: number;
  /** Words left out because the vocabulary does not know them. */
  unknown: number;
}

/**
 * The words that occur at least `minCount` times, the most frequent first, equals in order of their characters.
 * Give it training texts alone: a vocabulary of all texts would know of the held-out ones.
 */
export function buildVocabulary(texts: Iterable<readonly string[]>, minCount: number): Vocabulary {
  const found = new Map<string, number>();
  for (const words of texts) for (const word of words) found.set(word, (found.get(word) ?? 0) + 1);
  const kept = [...found].filter(([, count]) => count >= minCount);
  kept.sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || (a < b ? -1 : 1));
  const words = ['', ...kept.map(([word]) => word)];
  return {
    words,
    counts: Float64Array.of(0, ...kept.map(([, count]) => count)),
    ids: new Map(kept.map(([word], index) => [word, index + 1])),
  };
}

/** The id of a word, 0 when it is not known. */
export const idOf = (vocabulary: Vocabulary, word: string): number => vocabulary.ids.get(word) ?? 0;

/** Texts as rows of ids: unknown words are left out and counted, long texts cut, an empty text is all padding. */
export function encode(
  texts: readonly (readonly string[])[],
  vocabulary: Vocabulary,
  maxTokens: number,
): EncodedTexts {
  const tokens = new Int32Array(texts.length * maxTokens);
  const lengths = new Int32Array(texts.length);
  let cut = 0;
  let unknown = 0;
  texts.forEach((words, row) => {
    let length = 0;
    for (const word of words) {
      const id = idOf(vocabulary, word);
      if (id === 0) unknown++;
      else if (length++ < maxTokens) tokens[row * maxTokens + length - 1] = id;
    }
    if (length > maxTokens) cut++;
    lengths[row] = Math.min(length, maxTokens);
  });
  return { tokens, lengths, maxTokens, cut, unknown };
}

/** Texts one after the other, as ids without padding: text t is `tokens[offsets[t] .. offsets[t + 1])`. */
export interface Corpus {
  tokens: Int32Array;
  offsets: Int32Array;
}

/** Whole texts, not cut, less the words that are not known. */
export function toCorpus(texts: readonly (readonly string[])[], vocabulary: Vocabulary): Corpus {
  const offsets = new Int32Array(texts.length + 1);
  const tokens: number[] = [];
  texts.forEach((words, text) => {
    for (const word of words) {
      const id = idOf(vocabulary, word);
      if (id > 0) tokens.push(id);
    }
    offsets[text + 1] = tokens.length;
  });
  return { tokens: Int32Array.from(tokens), offsets };
}
