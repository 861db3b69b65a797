import { expect, it } from 'vitest';
import type { Oracle } from '../../protocol/dataset';
import { oracleScores } from './oracle';

const oracle: Oracle = {
  numFactors: 2,
  userFactors: Float32Array.of(9, 9, 1, 2),
  itemFactors: Float32Array.of(1, 0, 0, 1, 1, 1, 0, 0),
  itemBias: Float32Array.of(0, 0.5, 0, -1),
  successors: Int32Array.of(2, 3, 2, -1, 0, -1, -1, -1),
  successorsPerItem: 2,
  successorBoost: 10,
};

const scoresAfter = (...lastItems: number[]) => {
  const out = new Float32Array(4).fill(NaN);
  oracleScores(oracle, 1, lastItems, out);
  return [...out];
};

it('scores bias plus taste when nothing went before', () => {
  expect(scoresAfter()).toEqual([1, 2.5, 3, -1]);
});

it('boosts what follows the last two items, once each, and nothing for what lies further back', () => {
  expect(scoresAfter(0)).toEqual([1, 2.5, 13, 9]);
  expect(scoresAfter(0, 1)).toEqual([1, 2.5, 13, 9]);
  expect(scoresAfter(2, 3, 1)).toEqual([1, 2.5, 13, -1]);
});
