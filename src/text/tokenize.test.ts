import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOptions } from '../protocol/textOptions';
import { makeTokenizer, stages } from './tokenize';
import { buildVocabulary } from './vocabulary';
import { splitWords } from './words';

const options = textOptions.parse({});

describe('splitting', () => {
  it('keeps apostrophes inside words and drops all other marks', () => {
    expect(splitWords("“Don't!” said O’Brien -- twice.")).toEqual(["don't", 'said', "o'brien", 'twice']);
  });

  it('takes the possessive for a mark', () => {
    expect(splitWords("The boy's dog, the boys' dog, the boy’s")).toEqual(
      'the boy dog the boys dog the boy'.split(' '),
    );
  });

  it('splits at hyphens and keeps numbers', () => {
    expect(splitWords('a 1995 sci-fi film, 2.5 hours')).toEqual([
      'a',
      '1995',
      'sci',
      'fi',
      'film',
      '2',
      '5',
      'hours',
    ]);
  });

  it('gives the same words for composed, decomposed and full-width letters', () => {
    expect(splitWords('Ame\u0301lie')).toEqual(['amélie']);
    expect(splitWords('Amélie')).toEqual(['amélie']);
    expect(splitWords('Ａｍéｌｉｅ')).toEqual(['amélie']);
  });

  it('knows the letters of other scripts', () => {
    expect(splitWords('Сталкер (1979) — Ταξίδι')).toEqual(['сталкер', '1979', 'ταξίδι']);
  });

  it('gives nothing for a text without letters or digits', () => {
    expect(splitWords('')).toEqual([]);
    expect(splitWords(' … !? \n')).toEqual([]);
  });

  it('gives words that split into themselves', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const words = splitWords(text);
        // A possessive of a possessive loses its marks one at a time.
        fc.pre(words.every((word) => !word.endsWith("'s")));
        expect(splitWords(words.join(' '))).toEqual(words);
      }),
    );
  });
});

describe('the tokenizer', () => {
  it('leaves out stop words, the article a among them, unless told to keep them', () => {
    const text = 'She is a detective, and he wasn’t.';
    expect(makeTokenizer(options, [])(text)).toEqual(['detective']);
    const keeping = { ...options, removeStopWords: false };
    expect(makeTokenizer(keeping, [])(text)).toEqual(['she', 'is', 'a', 'detective', 'and', 'he', "wasn't"]);
  });

  it('masks genre words only when asked', () => {
    const text = 'An animated comedy of robots';
    const genres = ['Comedy', 'Animation'];
    expect(makeTokenizer(options, genres)(text)).toEqual(['animated', 'comedy', 'robots']);
    expect(makeTokenizer({ ...options, maskGenreWords: true }, genres)(text)).toEqual(['robots']);
  });
});

describe('the stages of one text', () => {
  const vocabulary = buildVocabulary([['robots', 'love', 'robots']], 1);

  it('are those that the tokenizer goes through, and then ids', () => {
    const masking = { ...options, maskGenreWords: true };
    const text = 'The Comedy: robots, LOVE, and Zed!';
    const shown = stages(text, masking, ['Comedy'], vocabulary);
    const passing = ({ tokens, passes }: { tokens: string[]; passes: boolean[] }) =>
      tokens.filter((_, i) => passes[i]).join(' ');
    expect(shown.tokens.join(' ')).toBe('The Comedy : robots , LOVE , and Zed !');
    expect(shown.lower.tokens.join(' ')).toBe('the comedy : robots , love , and zed !');
    expect(passing(shown.lower)).toBe('the comedy robots love and zed');
    expect(passing(shown.words)).toBe('comedy robots love zed');
    expect(passing(shown.content)).toBe('robots love zed');
    expect(passing(shown.known)).toBe('robots love');
    expect(shown.ids).toEqual([1, 2]);
    expect(shown.known.tokens).toEqual(makeTokenizer(masking, ['Comedy'])(text));
  });

  it('end with no more ids than the longest length', () => {
    expect(stages('robots love robots', { ...options, maxTokens: 2 }, [], vocabulary).ids).toEqual([1, 2]);
  });
});
