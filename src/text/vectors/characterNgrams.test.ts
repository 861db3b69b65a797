import { describe, expect, it } from 'vitest';
import { bucketsOf, characterNgrams, hashNgram } from './characterNgrams';

describe('n-grams of a word', () => {
  it('are those of the example in the paper: "where" in trigrams', () => {
    expect(characterNgrams('where', 3, 3)).toEqual(['<wh', 'whe', 'her', 'ere', 're>']);
  });

  it('tell the word "her" from the trigram of "where", and hold the whole word in brackets', () => {
    expect(characterNgrams('her', 3, 6)).toEqual(['<he', '<her', '<her>', 'her', 'her>', 'er>']);
    expect(characterNgrams('where', 7, 7)).toEqual(['<where>']);
  });

  it('are of all lengths from the shortest to the longest, 3 + 4 + ... of each', () => {
    const ngrams = characterNgrams('where', 3, 6);
    expect([3, 4, 5, 6].map((n) => ngrams.filter(({ length }) => length === n).length)).toEqual([5, 4, 3, 2]);
  });

  it('leave out the brackets alone', () => {
    expect(characterNgrams('ab', 1, 2)).toEqual(['<a', 'a', 'ab', 'b', 'b>']);
  });

  it('count characters, not the units of an encoding', () => {
    expect(characterNgrams('né', 3, 3)).toEqual(['<né', 'né>']);
    expect(characterNgrams('🎬x', 3, 3)).toEqual(['<🎬x', '🎬x>']);
  });

  it('are none where the word is too short', () => {
    expect(characterNgrams('', 3, 6)).toEqual([]);
    expect(characterNgrams('a', 4, 6)).toEqual([]);
  });
});

describe('the hash of an n-gram', () => {
  it('is FNV-1a of 32 bits, by its published test values', () => {
    expect(hashNgram('')).toBe(0x811c9dc5);
    expect(hashNgram('a')).toBe(0xe40c292c);
    expect(hashNgram('foobar')).toBe(0xbf9cf968);
  });

  it('takes bytes from 128 on as negative, as the code of fastText does', () => {
    // é is the bytes C3 A9, which as signed characters are FFFFFFC3 and FFFFFFA9.
    const step = (hash: bigint, byte: bigint): bigint => ((hash ^ byte) * 0x01000193n) & 0xffffffffn;
    expect(hashNgram('é')).toBe(Number(step(step(0x811c9dc5n, 0xffffffc3n), 0xffffffa9n)));
  });

  it('falls into a bucket by its remainder', () => {
    expect(bucketsOf('a', 3, 3, 1000)).toEqual([hashNgram('<a>') % 1000]);
  });
});
