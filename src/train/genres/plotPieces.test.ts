import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextOptions } from '../../protocol/textOptions';
import { makeTokenizer } from '../../text/tokenize';
import { buildVocabulary, encode } from '../../text/vocabulary';
import { plotPieces } from './plotPieces';

const options: TextOptions = { removeStopWords: true, minCount: 1, maxTokens: 100, maskGenreWords: false };
const vocabulary = buildVocabulary([['robot', 'robot', 'comedy', 'moon']], 1);

const wordsOf = ({ plot }: ReturnType<typeof plotPieces>) => plot.flatMap(({ word }) => word ?? []);

describe('the pieces of a plot', () => {
  it('are what is read, each with its word, and what lies between', () => {
    expect(plotPieces('The robot’s dream: a Moon, a robot.', options, [], vocabulary)).toEqual({
      plot: [
        { text: 'The ', word: null },
        { text: 'robot’s', word: 'robot' },
        { text: ' dream: a ', word: null },
        { text: 'Moon', word: 'moon' },
        { text: ', a ', word: null },
        { text: 'robot', word: 'robot' },
        { text: '.', word: null },
      ],
      cut: 0,
    });
  });

  it('end to be read at the longest text, and say how much was cut', () => {
    const cut = plotPieces('Moon robot dream robot moon', { ...options, maxTokens: 2 }, [], vocabulary);
    expect(wordsOf(cut)).toEqual(['moon', 'robot']);
    expect(cut.cut).toBe(2);
    const whole = plotPieces('Moon robot robot moon', { ...options, maxTokens: Infinity }, [], vocabulary);
    expect(whole.cut).toBe(0);
  });

  it('leave out genre words where they are masked', () => {
    const masked = plotPieces('A robot comedy', { ...options, maskGenreWords: true }, ['Comedy'], vocabulary);
    expect(wordsOf(masked)).toEqual(['robot']);
    expect(wordsOf(plotPieces('A robot comedy', options, ['Comedy'], vocabulary))).toEqual([
      'robot',
      'comedy',
    ]);
  });

  it('of an empty text are none', () => {
    expect(plotPieces('', options, [], vocabulary)).toEqual({ plot: [], cut: 0 });
  });

  it('put the text together again, and are the words whose ids the model gets', () => {
    const words = ['robot', 'Moon', "moon's", 'the', 'comedy', 'ghost', '-', '…', ' ', '\n', 'ﬁlm', 'é'];
    const texts = fc.array(fc.constantFrom(...words), { maxLength: 30 }).map((all) => all.join(' '));
    fc.assert(
      fc.property(texts, fc.boolean(), fc.integer({ min: 1, max: 8 }), (text, maskGenreWords, maxTokens) => {
        const asked = { ...options, maskGenreWords, maxTokens };
        const pieces = plotPieces(text, asked, ['Comedy'], vocabulary);
        expect(pieces.plot.map((piece) => piece.text).join('')).toBe(text.normalize('NFKC'));
        const { tokens, lengths } = encode([makeTokenizer(asked, ['Comedy'])(text)], vocabulary, maxTokens);
        expect(wordsOf(pieces)).toEqual(
          Array.from(tokens.subarray(0, lengths[0]), (id) => vocabulary.words[id]),
        );
      }),
    );
  });
});
