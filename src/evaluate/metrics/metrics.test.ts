import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeMetric } from '../metric';
import { auc } from './auc';
import { coverage } from './coverage';
import { f1 } from './f1';
import { gini } from './gini';
import { hr } from './hr';
import { meanError } from '../predictedRatings';
import { mae } from './mae';
import { map } from './map';
import { mrr } from './mrr';
import { ndcg } from './ndcg';
import { popularity } from './popularity';
import { precision } from './precision';
import { recall } from './recall';
import { metrics } from './registry';
import { rmse } from './rmse';

// Three held-out items, at places 2, 3 and 7 of ten candidates.
const ranks = [2, 3, 7];
const whole = Infinity;

describe('metrics of ranks', () => {
  it('HR asks only for one hit', () => {
    expect([1, 2, 10].map((k) => hr.measure(ranks, 10, k))).toEqual([0, 1, 1]);
  });

  it('precision divides by k, also where there are fewer held-out items', () => {
    expect(precision.measure(ranks, 10, 5)).toBe(2 / 5);
    expect(precision.measure(ranks, 10, 10)).toBe(3 / 10);
  });

  it('recall divides by all held-out items, also where they are more than k', () => {
    expect(recall.measure(ranks, 10, 5)).toBe(2 / 3);
    expect(recall.measure(ranks, 10, 2)).toBe(1 / 3);
  });

  it('F1 is the harmonic mean of the two', () => {
    const p = 2 / 5;
    const r = 2 / 3;
    expect(f1.measure(ranks, 10, 5)).toBeCloseTo((2 * p * r) / (p + r), 12);
    expect(f1.measure(ranks, 10, 1)).toBe(0);
  });

  it('NDCG discounts by log2(rank + 1), against min(k, n) hits on top', () => {
    const gain = 1 / Math.log2(3) + 1 / 2;
    const idealOfThree = 1 + 1 / Math.log2(3) + 1 / 2;
    expect(ndcg.measure(ranks, 10, 5)).toBeCloseTo(gain / idealOfThree, 12);
    expect(ndcg.measure(ranks, 10, 2)).toBeCloseTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)), 12);
    // Rank 7 counts 1 / log2(8).
    expect(ndcg.measure(ranks, 10, whole)).toBeCloseTo((gain + 1 / 3) / idealOfThree, 12);
  });

  it('of the one next item say at which place it is, and nothing beyond k', () => {
    const at = (rank: number) => [recall, hr, mrr, ndcg].map((metric) => metric.measure([rank], 37_483, 20));
    expect(at(1)).toEqual([1, 1, 1, 1]);
    expect(at(3)).toEqual([1, 1, 1 / 3, 1 / 2]);
    expect(at(20)).toEqual([1, 1, 1 / 20, 1 / Math.log2(21)]);
    expect(at(21)).toEqual([0, 0, 0, 0]);
    expect(ndcg.measure([5], 100, 5)).toBeCloseTo(1 / Math.log2(6), 12);
    expect(ndcg.measure([6], 100, 5)).toBe(0);
  });

  it('recall of a single held-out item is HR, at every k', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (rank, k) => {
        expect(recall.measure([rank], 40, k)).toBe(hr.measure([rank], 40, k));
      }),
    );
  });

  it('NDCG of a single held-out item is ln 2 / ln(rank + 1), as in the code of He et al.', () => {
    expect(ndcg.measure([4], 100, 10)).toBeCloseTo(Math.LN2 / Math.log(5), 12);
  });

  it('MAP divides by n, MAP@k by min(k, n)', () => {
    const first = 1 / 2;
    const second = 2 / 3;
    const third = 3 / 7;
    expect(map.measure(ranks, 10, whole)).toBeCloseTo((first + second + third) / 3, 12);
    expect(map.measure(ranks, 10, 5)).toBeCloseTo((first + second) / 3, 12);
    expect(map.measure(ranks, 10, 2)).toBeCloseTo(first / 2, 12);
  });

  it('MRR looks at the first hit only', () => {
    expect([1, 2, whole].map((k) => mrr.measure(ranks, 10, k))).toEqual([0, 1 / 2, 1 / 2]);
  });

  it('AUC counts the pairs in the right order: of 3 · 7 pairs 1 + 1 + 4 are wrong', () => {
    expect(auc.measure(ranks, 10, whole)).toBeCloseTo(1 - 6 / 21, 12);
    expect(auc.measure([1, 2, 3], 10, whole)).toBe(1);
    expect(auc.measure([8, 9, 10], 10, whole)).toBe(0);
    expect(auc.measure([1, 2], 2, whole)).toBeNaN();
  });

  it('all give 1 to the best ranking, stay within 0 and 1, and never fall when an item rises', () => {
    const ranking = fc
      .uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 12 })
      .map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(ranking, fc.integer({ min: 1, max: 30 }), (list, k) => {
        const better = list.map((rank, i) => (rank > (list[i - 1] ?? 0) + 1 ? rank - 1 : rank));
        for (const metric of [hr, precision, recall, f1, ndcg, map, mrr, auc]) {
          const value = metric.measure(list, 60, k);
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
          expect(metric.measure(better, 60, k)).toBeGreaterThanOrEqual(value - 1e-12);
          const best = list.map((_, i) => i + 1);
          if ([hr, ndcg, map, mrr, auc].includes(metric as never))
            expect(metric.measure(best, 60, k)).toBeCloseTo(1, 12);
        }
      }),
    );
  });
});

describe('metrics of lists', () => {
  const shown = Int32Array.of(3, 0, 1, 0);
  const trained = Int32Array.of(10, 5, 2, 0);

  it('coverage is the share of all items that anyone is shown', () => {
    expect(coverage.measure(shown, trained)).toBe(2 / 4);
  });

  it('Gini is 0 when all items are shown equally often and (N − 1) / N when one takes all', () => {
    expect(gini.measure(Int32Array.of(2, 2, 2), trained)).toBe(0);
    expect(gini.measure(Int32Array.of(0, 9, 0, 0), trained)).toBeCloseTo(3 / 4, 12);
    // Ascending 0, 0, 1, 3: (-3·0 - 1·0 + 1·1 + 3·3) / (4 · 4).
    expect(gini.measure(shown, trained)).toBeCloseTo(10 / 16, 12);
  });

  it('popularity is the mean training interactions over all places: (3 · 10 + 1 · 2) / 4', () => {
    expect(popularity.measure(shown, trained)).toBe(8);
  });
});

describe('metrics of ratings', () => {
  it('RMSE and MAE of errors 1, 1 and 2', () => {
    const predicted = Float32Array.of(4, 2, 5);
    const actual = Float32Array.of(3, 3, 3);
    expect(meanError(rmse, predicted, actual)).toBeCloseTo(Math.sqrt(2), 12);
    expect(meanError(mae, predicted, actual)).toBeCloseTo(4 / 3, 12);
  });
});

it('every metric is described by plain data with its formula, and no id stands twice', () => {
  const entries = metrics.map(describeMetric);
  expect(structuredClone(entries)).toEqual(entries);
  for (const entry of entries) expect(entry.formula).not.toBe('');
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
});
