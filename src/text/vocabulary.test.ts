import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildVocabulary, encode, idOf, toCorpus } from './vocabulary';

const texts = [['robot', 'love', 'robot'], ['love', 'ghost', 'ant'], []];

describe('a vocabulary', () => {
  it('numbers words from 1 by falling count, equals by their characters', () => {
    const { words, counts } = buildVocabulary(texts, 1);
    expect(words).toEqual(['', 'love', 'robot', 'ant', 'ghost']);
    expect([...counts]).toEqual([0, 2, 2, 1, 1]);
  });

  it('leaves out words below the least count', () => {
    expect(buildVocabulary(texts, 2).words).toEqual(['', 'love', 'robot']);
    expect(buildVocabulary(texts, 3).words).toEqual(['']);
  });

  it('takes names that objects have for plain words', () => {
    const vocabulary = buildVocabulary([['constructor', '__proto__']], 1);
    expect(idOf(vocabulary, '__proto__')).toBe(1);
    expect(idOf(vocabulary, 'toString')).toBe(0);
  });

  it('does not depend on the order of the texts', () => {
    const word = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.array(fc.array(word)), (any) => {
        expect(buildVocabulary(any.toReversed(), 2).words).toEqual(buildVocabulary(any, 2).words);
      }),
    );
  });
});

describe('encoded texts', () => {
  const vocabulary = buildVocabulary(texts, 2);

  it('are padded, cut, and count what was lost', () => {
    const encoded = encode([['ghost', 'love', 'robot', 'love'], ['robot'], []], vocabulary, 2);
    expect([...encoded.tokens]).toEqual([1, 2, 2, 0, 0, 0]);
    expect([...encoded.lengths]).toEqual([2, 1, 0]);
    expect(encoded).toMatchObject({ cut: 1, unknown: 1 });
  });

  it('cut a film of 10,000 words to the longest length', () => {
    const long = Array.from({ length: 10_000 }, () => 'love');
    const { tokens, lengths, cut } = encode([long, ['robot']], vocabulary, 100);
    expect([lengths[0], lengths[1], cut]).toEqual([100, 1, 1]);
    expect(tokens[100]).toBe(2);
  });

  it('stand whole, without padding, in a corpus', () => {
    const { tokens, offsets } = toCorpus([['love', 'ghost', 'robot'], [], ['love']], vocabulary);
    expect([...tokens]).toEqual([1, 2, 1]);
    expect([...offsets]).toEqual([0, 2, 2, 3]);
  });
});
