import { expect, it } from 'vitest';
import { trainingWords, vectorsWords } from './vectorWords';

it('says how far the training is, how fast, and how long it will still take', () => {
  expect(trainingWords({ done: 250_000, total: 1_000_000, wordsPerSecond: 123_456 })).toBe(
    '250,000 of 1,000,000 words · 123,000 words/s · 7 s left',
  );
  expect(trainingWords({ done: 0, total: 1, wordsPerSecond: 0 })).toBe('Getting ready');
});

it('says where vectors come from', () => {
  const facts = { origin: 'some.vec', words: 2000, dimension: 64, withNgrams: false, suggestions: [] };
  expect(vectorsWords(facts)).toBe('some.vec: 2,000 words in 64 dimensions');
});
