/** Text to tokens, stage by stage. */
import type { TextOptions } from '../protocol/textOptions';
import type { Sieved, TextStages } from '../protocol/textService';
import { findGenreWords, genreWordsOf, type GenreWords } from './genreWords';
import { isStopWord } from './stopWords';
import { idOf, type Vocabulary } from './vocabulary';
import { bareWord, isWord, lowerCase, splitWords, tokensOf } from './words';

type CleaningOptions = Pick<TextOptions, 'removeStopWords' | 'maskGenreWords'>;

/** A function from a text to its words in order: lower case, without punctuation, and cleaned as the options say. */
export function makeTokenizer(
  options: CleaningOptions,
  genreNames: readonly string[],
): (text: string) => string[] {
  const genreWords = genreWordsOf(genreNames);
  return (text) => {
    const content = passed(withoutStopWords(splitWords(text), options));
    return passed(withoutGenreWords(content, options, genreWords));
  };
}

/** What becomes of one text at each stage. */
export function stages(
  text: string,
  options: TextOptions,
  genreNames: readonly string[],
  vocabulary: Vocabulary,
): TextStages {
  const tokens = tokensOf(text);
  const lower = sieve(lowerCase(tokens), isWord);
  const words = withoutStopWords(passed(lower).map(bareWord), options);
  const content = withoutGenreWords(passed(words), options, genreWordsOf(genreNames));
  let length = 0;
  const known = sieve(passed(content), (word) => idOf(vocabulary, word) > 0 && ++length <= options.maxTokens);
  return {
    raw: text,
    tokens,
    lower,
    words,
    content,
    known,
    ids: passed(known).map((word) => idOf(vocabulary, word)),
  };
}

const sieve = (tokens: string[], passes: (token: string, index: number) => boolean): Sieved => ({
  tokens,
  passes: tokens.map(passes),
});

const passed = ({ tokens, passes }: Sieved): string[] => tokens.filter((_, i) => passes[i]);

const withoutStopWords = (words: string[], options: CleaningOptions): Sieved =>
  sieve(words, (word) => !options.removeStopWords || !isStopWord(word));

function withoutGenreWords(words: string[], options: CleaningOptions, genreWords: GenreWords): Sieved {
  const found = options.maskGenreWords ? findGenreWords(words, genreWords) : [];
  return sieve(words, (_, i) => !found[i]);
}
