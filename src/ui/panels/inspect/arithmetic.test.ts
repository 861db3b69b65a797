import { describe, expect, it } from 'vitest';
import { arithmetic } from './arithmetic';

const valueOf = (ranks: number[], k: number, name: string) =>
  arithmetic(ranks, k).find((sum) => sum.name === name)!.value;

describe('arithmetic', () => {
  it('counts two hits of three at ranks 2 and 6 in a top 10', () => {
    const ranks = [141, 2, 6];
    expect(valueOf(ranks, 10, 'HR@10')).toBe(1);
    expect(valueOf(ranks, 10, 'Precision@10')).toBe(0.2);
    expect(valueOf(ranks, 10, 'Recall@10')).toBeCloseTo(2 / 3, 12);
    expect(valueOf(ranks, 10, 'F1@10')).toBeCloseTo(4 / 13, 12);
    expect(valueOf(ranks, 10, 'MRR@10')).toBe(0.5);
    expect(valueOf(ranks, 10, 'AP@10')).toBeCloseTo((1 / 2 + 2 / 6) / 3, 12);
    const dcg = 1 / Math.log2(3) + 1 / Math.log2(7);
    expect(valueOf(ranks, 10, 'NDCG@10')).toBeCloseTo(dcg / (1 + 1 / Math.log2(3) + 1 / 2), 12);
  });

  it('gives 1 for NDCG and AP when the held-out items fill the top', () => {
    expect(valueOf([2, 1, 3], 3, 'NDCG@3')).toBeCloseTo(1, 12);
    expect(valueOf([2, 1, 3], 3, 'AP@3')).toBe(1);
  });

  it('gives 0 everywhere without a hit', () => {
    expect(arithmetic([11, 50], 10).map((sum) => sum.value)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('writes the sum of NDCG out', () => {
    expect(arithmetic([2], 10).find((sum) => sum.name === 'NDCG@10')!.steps).toEqual([
      'DCG = 1/log2(3) = 0.6309',
      'ideal = 1/log2(2) = 1.000',
      'DCG ÷ ideal = 0.6309 ÷ 1.000',
    ]);
  });
});
