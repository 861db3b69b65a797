/** English stop words, from the list that the search engine Orama keeps. */
import { stopwords } from '@orama/stopwords/english';

// The list leaves out the article "a", since Orama does not index single letters.
const words: ReadonlySet<string> = new Set([...stopwords, 'a']);

/** Whether a lower-case word says too little by itself to be kept. */
export const isStopWord = (word: string): boolean => words.has(word);
