/** Text to tokens, stage by stage. */
import { genreWordsOf, maskGenreWords, type GenreWords } from './genreWords';
import { isStopWord } from './stopWords';
import type { TextOptions } from './textOptions';
import { idOf, type Vocabulary } from './vocabulary';
import { lowerCase, splitWords, tokensOf, withoutPunctuation } from './words';

/** One text at every stage on its way to ids, for display. */
export interface TextStages {
  raw: string;
  /** Words and punctuation marks. */
  tokens: string[];
  lower: string[];
  withoutPunctuation: string[];
  withoutStopWords: string[];
  /** What the tokenizer gives: without genre words, if they are masked. */
  masked: string[];
  /** Of those, the ones that the vocabulary knows, cut to the longest length. */
  known: string[];
  ids: number[];
}

type CleaningOptions = Pick<TextOptions, 'removeStopWords' | 'maskGenreWords'>;

/** A function from a text to its words in order: lower case, without punctuation, and cleaned as the options say. */
export function makeTokenizer(
  options: CleaningOptions,
  genreNames: readonly string[],
): (text: string) => string[] {
  const genreWords = genreWordsOf(genreNames);
  return (text) => mask(removeStopWords(splitWords(text), options), options, genreWords);
}

/** What becomes of one text at each stage. */
export function stages(
  text: string,
  options: TextOptions,
  genreNames: readonly string[],
  vocabulary: Vocabulary,
): TextStages {
  const tokens = tokensOf(text);
  const lower = lowerCase(tokens);
  const words = withoutPunctuation(lower);
  const withoutStopWords = removeStopWords(words, options);
  const masked = mask(withoutStopWords, options, genreWordsOf(genreNames));
  const known = masked.filter((word) => idOf(vocabulary, word) > 0).slice(0, options.maxTokens);
  return {
    raw: text,
    tokens,
    lower,
    withoutPunctuation: words,
    withoutStopWords,
    masked,
    known,
    ids: known.map((word) => idOf(vocabulary, word)),
  };
}

const removeStopWords = (words: string[], options: CleaningOptions): string[] =>
  options.removeStopWords ? words.filter((word) => !isStopWord(word)) : words;

const mask = (words: string[], options: CleaningOptions, genreWords: GenreWords): string[] =>
  options.maskGenreWords ? maskGenreWords(words, genreWords) : words;
