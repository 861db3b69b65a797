import { expect, it } from 'vitest';
import { draw } from '../../data/random';
import { buildVocabulary } from '../vocabulary';
import { epochKey, isKept, keptShares, negativeAt, noiseTable, reachAt } from './choices';

// 800, 100, 80 and 20 of a thousand.
const vocabulary = buildVocabulary(
  [Object.entries({ a: 800, b: 100, c: 80, d: 20 }).flatMap(([word, n]) => Array<string>(n).fill(word))],
  1,
);
const key = epochKey(1, 1);
const places = Array.from({ length: 20_000 }, (_, place) => place);

it('subsampling keeps √(t/f) + t/f of a word of frequency f', () => {
  const shares = keptShares(vocabulary, 0.05);
  expect(shares[1]).toBeCloseTo(0.25 + 0.0625, 12);
  expect(shares[2]).toBeCloseTo(Math.SQRT1_2 + 0.5, 12);
  const kept = places.filter((place) => isKept(key, place, shares[1]!)).length / places.length;
  expect(kept).toBeCloseTo(0.3125, 1);
  expect(places.every((place) => isKept(key, place, shares[2]!))).toBe(true);
});

it('a threshold of 0 keeps all', () => {
  expect([...keptShares(vocabulary, 0)]).toEqual([1, 1, 1, 1, 1]);
});

it('negatives follow the counts to the power of 0.75', () => {
  const noise = noiseTable(vocabulary);
  const drawn = places.map((place) => negativeAt(key, place, 0, 0, 5, noise));
  const weights = [800, 100, 80, 20].map((count) => count ** 0.75);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  weights.forEach((weight, i) => {
    const share = drawn.filter((word) => word === i + 1).length / drawn.length;
    // Three standard deviations of a share of 20,000 draws.
    expect(Math.abs(share - weight / total)).toBeLessThan(3 * Math.sqrt(0.25 / places.length));
  });
});

it('windows of 1 to 5 are equally likely', () => {
  const reaches = places.map((place) => reachAt(key, place, 5));
  for (const reach of [1, 2, 3, 4, 5])
    expect(reaches.filter((r) => r === reach).length / places.length).toBeCloseTo(0.2, 1);
  expect(Math.min(...reaches)).toBe(1);
  expect(Math.max(...reaches)).toBe(5);
});

it('no two choices of a place share a draw', () => {
  const noise = noiseTable(vocabulary);
  const lanes = [0, 1, 2].flatMap((prediction) => [0, 1].map((k) => 1 + prediction * 2 + k));
  expect(new Set([0, ...lanes].map((lane) => draw(key, 3, lane).a)).size).toBe(7);
  expect(negativeAt(key, 3, 1, 0, 2, noise)).toBe(negativeAt(key, 3, 0, 2, 2, noise));
});
