import { expect, it } from 'vitest';
import { draw, makePermutation, purpose, streamKey } from '../data/random';
import { chanceOfRecall, coldChanceNote } from './chance';
import { recall } from './metrics/recall';

it('is what random rankings reach in the mean', () => {
  const key = streamKey(1, purpose.evaluationCandidates, 0);
  let sum = 0;
  const rankings = 4000;
  for (let i = 0; i < rankings; i++) {
    const rankOf = makePermutation(draw(key, i, 0), 50);
    const ranks = [rankOf(3) + 1, rankOf(8) + 1].sort((a, b) => a - b);
    sum += recall.measure(ranks, 50, 10);
  }
  // One ranking has a standard deviation below .3, the mean of 4000 below .005.
  expect(Math.abs(sum / rankings - chanceOfRecall(10, 50))).toBeLessThan(0.02);
});

it('is 1 where there are no more candidates than places', () => {
  expect(chanceOfRecall(20, 7)).toBe(1);
});

it('is told with its numbers', () => {
  expect(coldChanceNote(new Uint8Array(741).fill(1), 'recall@20/cold')).toBe(
    'Chance of Recall@20 on cold items: 20 of 741 = 0.027.',
  );
  expect(coldChanceNote(Uint8Array.of(0, 1, 1, 1, 1), 'auc/cold')).toBe(
    'Chance of Recall@20 on cold items: 4 of 4 = 1.0.',
  );
});
