import { describe, expect, it } from 'vitest';
import { buildVocabulary } from '../vocabulary';
import { bucketsOf } from './characterNgrams';
import { analogy, nearest } from './neighbours';
import { WordVectors, embeddingRows } from './wordVectors';

/** A plane: people along the first axis, crowns along the second. */
const vectors = new WordVectors(
  ['man', 'woman', 'king', 'queen', 'nothing'],
  2,
  Float32Array.of(1, 0, -1, 0, 1, 2, -1, 2, 0, 0),
  null,
);

describe('nearest', () => {
  it('orders by cosine and leaves out the word itself', () => {
    // king·queen = (-1 + 4) / 5; king·man = 1 / √5.
    const found = nearest(vectors, 'king', 3)!;
    expect(found.map(({ word }) => word)).toEqual(['queen', 'man', 'nothing']);
    expect(found[0]!.similarity).toBeCloseTo(0.6, 6);
    expect(found[1]!.similarity).toBeCloseTo(1 / Math.sqrt(5), 6);
    expect(found[2]!.similarity).toBe(0);
  });

  it('has no answer for an unknown word', () => {
    expect(nearest(vectors, 'duke', 3)).toBeNull();
  });
});

describe('analogy', () => {
  it('answers man : woman as king : queen, leaving out what was asked with', () => {
    expect(analogy(vectors, 'man', 'woman', 'king', 1)![0]!.word).toBe('queen');
    expect(analogy(vectors, 'man', 'woman', 'king', 9)!.map(({ word }) => word)).toEqual([
      'queen',
      'nothing',
    ]);
  });

  it('has no answer when one word is unknown', () => {
    expect(analogy(vectors, 'man', 'duke', 'king', 1)).toBeNull();
  });
});

describe('words that were not trained on', () => {
  it('have no vector without n-grams', () => {
    expect(vectors.vectorOf('duke')).toBeNull();
    expect([...vectors.vectorOf('queen')!]).toEqual([-1, 2]);
  });

  it('get the mean of the vectors of their n-grams', () => {
    // <ab> has the trigrams <ab and ab>.
    const values = Float32Array.from({ length: 14 }, (_, i) => i);
    const [first, second] = bucketsOf('ab', 3, 3, 7);
    const some = new WordVectors([], 2, new Float32Array(0), { minNgram: 3, maxNgram: 3, values });
    expect([...some.vectorOf('ab')!]).toEqual([first! + second!, first! + second! + 1]);
    expect(some.vectorOf('')).toBeNull();
  });
});

it('an embedding has a row for each word id: padding and unknown words are zeros', () => {
  const vocabulary = buildVocabulary([['queen', 'queen', 'duke', 'duke', 'man']], 1);
  const { values, found } = embeddingRows(vectors, vocabulary);
  expect(vocabulary.words).toEqual(['', 'duke', 'queen', 'man']);
  expect([...values]).toEqual([0, 0, 0, 0, -1, 2, 1, 0]);
  expect(found).toBe(2);
});
