import { describe, expect, it } from 'vitest';
import { disagreement } from './agreement';

const loss = (value: number) => ({ kind: 'loss', loss: value }) as const;
const ranks = (...values: number[]) => ({ kind: 'ranks', ranks: Int32Array.from(values) }) as const;

describe('disagreement', () => {
  it('lets losses differ by a thousandth, up or down', () => {
    expect(disagreement(loss(0.5), loss(0.50049))).toBeNull();
    expect(disagreement(loss(0.5), loss(0.49951))).toBeNull();
  });

  it('names both losses when they differ by more', () => {
    expect(disagreement(loss(0.5), loss(0.501))).toEqual({
      what: 'loss after 20 steps',
      expected: 0.5,
      actual: 0.501,
    });
  });

  it('does not take a loss that is not a number for one that is close', () => {
    expect(disagreement(loss(0.5), loss(NaN))).toMatchObject({ actual: NaN });
  });

  it('wants every rank to be the same, and counts those that are', () => {
    expect(disagreement(ranks(1, 7, 3), ranks(1, 7, 3))).toBeNull();
    expect(disagreement(ranks(1, 7, 3), ranks(1, 8, 3))).toMatchObject({ expected: 3, actual: 2 });
  });
});
