import { expect, it } from 'vitest';
import { inverseDocumentFrequency, tfidfRows } from './bagOfWords';
import { buildVocabulary } from './vocabulary';

const training = [
  ['ghost', 'ghost', 'love'],
  ['love', 'robot'],
  ['love', 'ghost'],
];
// Ids: ghost 1, love 2, robot 3.
const vocabulary = buildVocabulary(training, 1);
const idf = inverseDocumentFrequency(training, vocabulary);

it('weighs rare words more: ln((1 + texts) / (1 + texts with the word)) + 1', () => {
  expect(vocabulary.words).toEqual(['', 'ghost', 'love', 'robot']);
  expect(idf[0]).toBe(0);
  expect(idf[1]).toBeCloseTo(Math.log(4 / 3) + 1, 12);
  expect(idf[2]).toBeCloseTo(1, 12);
  expect(idf[3]).toBeCloseTo(Math.log(4 / 2) + 1, 12);
});

it('weighs each word by its count and idf, in rows of length 1', () => {
  const { offsets, columns, values, numColumns } = tfidfRows(training, vocabulary, idf);
  expect(numColumns).toBe(4);
  expect([...offsets]).toEqual([0, 2, 4, 6]);
  expect([...columns]).toEqual([1, 2, 2, 3, 1, 2]);
  // ghost twice: 2 · 1.2876821 beside 1, divided by √(2.5753641² + 1²) = 2.7627049; and so on.
  const expected = [0.9321917, 0.361965, 0.5085423, 0.861037, 0.7898069, 0.6133555];
  values.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 6));
});

it('makes an empty row of a text without a known word', () => {
  const { offsets } = tfidfRows([[], ['alien'], ['robot']], vocabulary, idf);
  expect([...offsets]).toEqual([0, 0, 0, 1]);
});
