import { describe, expect, it } from 'vitest';
import type { PairedTests } from '../../../protocol/significance';
import { verdictWords } from './verdictWords';

const test = (variant: number, advantage: number, half: number, adjustedP: number) => ({
  variant,
  advantage,
  low: advantage - half,
  high: advantage + half,
  p: adjustedP / 2,
  adjustedP,
});
const words = (tests: PairedTests['tests'], names = ['BPR', 'BCE', 'Focal']) =>
  verdictWords(
    { metric: 'ndcg@10', unit: 'user', units: 1998, resamples: 10_000, best: 1, tests },
    names,
    'NDCG@10',
  );

describe('the verdict', () => {
  it('of two variants says by how much, and how sure', () => {
    const { headline, pairs, method } = words([test(0, 0.012, 0.004, 0.0002)]);
    expect(headline).toBe('BCE is better than BPR by 0.0120 NDCG@10 (95 % CI 0.00800 to 0.0160).');
    expect(pairs).toEqual([]);
    expect(method).toBe('Paired bootstrap over 1,998 users of the test part, 10,000 samples; p < 0.001.');
  });

  it('says plainly when two variants are not distinguishable', () => {
    expect(words([test(0, 0.003, 0.004, 0.21)]).headline).toBe(
      'BCE and BPR are not distinguishable: 0.00300 NDCG@10 apart (95 % CI −0.00100 to 0.00700).',
    );
  });

  it('of several sums up, and gives each comparison its sentence and corrected p-value', () => {
    const { headline, pairs, method } = words([test(0, 0.012, 0.004, 0.0004), test(2, 0.001, 0.004, 0.6)]);
    expect(headline).toBe('BCE is better than BPR, but not distinguishable from Focal.');
    expect(pairs).toHaveLength(2);
    expect(pairs[1]).toMatch(/^BCE and Focal are not distinguishable: .* p = 0\.600\.$/);
    expect(method).toContain('Holm’s method for 2 comparisons');
  });

  it('of several may be all or none', () => {
    expect(words([test(0, 0.1, 0.01, 0.001), test(2, 0.1, 0.01, 0.001)]).headline).toBe(
      'BCE is the best: better than each of the others.',
    );
    expect(words([test(0, 0.1, 0.2, 0.4), test(2, 0.1, 0.2, 0.4)]).headline).toBe(
      'Not distinguishable: BCE has the best value, but cannot be told apart from BPR and Focal.',
    );
  });

  it('counts those that are beaten where they are many', () => {
    const others = [0, 2, 3, 4].map((variant) => test(variant, 0.1, 0.01, 0.001));
    expect(words([...others, test(5, 0.1, 0.2, 0.4)], ['a', 'b', 'c', 'd', 'e', 'f']).headline).toBe(
      'b is better than 4 of the others, but not distinguishable from f.',
    );
  });

  it('says when only the correction stands in the way', () => {
    expect(words([test(0, 0.004, 0.003, 0.08), test(2, 0.1, 0.01, 0.001)]).pairs[0]).toContain(
      'not distinguishable once corrected for the number of comparisons',
    );
  });
});
