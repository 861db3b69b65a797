import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '../../engine/tf';
import { readParams } from '../../protocol/registry';
import { startWasmInNode } from '../../testing/nodeBackend';
import { nextLosses } from './lossRegistry';
import { nextBpr } from './nextBpr';
import { nextBprMax } from './nextBprMax';
import { nextCrossEntropy } from './nextCrossEntropy';
import { differs, type NextLossDefinition } from './nextLoss';
import { nextTop1 } from './nextTop1';
import { nextTop1Max } from './nextTop1Max';

beforeAll(startWasmInNode);

interface Row {
  positive: number;
  negatives: number[];
  counts: number[];
}

const row = (positive: number, negatives: number[], counts = negatives.map(() => 1)): Row => ({
  positive,
  negatives,
  counts,
});

/** Losses of rows, and their slopes by the positive scores and the negative ones. */
function lossOf(loss: NextLossDefinition, rows: Row[], params = {}) {
  const filled = readParams(loss, params);
  return tf.tidy(() => {
    const compute = (positive: tf.Tensor, negatives: tf.Tensor) =>
      loss.compute(
        {
          positive: positive as tf.Tensor1D,
          negatives: negatives as tf.Tensor2D,
          counts: tf.tensor2d(rows.map(({ counts }) => counts)),
        },
        filled,
      );
    const given = [
      tf.tensor1d(rows.map(({ positive }) => positive)),
      tf.tensor2d(rows.map(({ negatives }) => negatives)),
    ];
    const slopes = tf.grads((positive: tf.Tensor, negatives: tf.Tensor) =>
      tf.sum(compute(positive, negatives)),
    )(given);
    return {
      values: [...compute(given[0]!, given[1]!).dataSync()],
      byPositive: [...slopes[0]!.dataSync()],
      byNegatives: [...slopes[1]!.dataSync()],
    };
  });
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

/** The formulas of the papers as they stand, over the negatives that count; only for scores that do not overflow. */
const formulas: Record<string, (positive: number, negatives: number[], regularization: number) => number> = {
  'next-cross-entropy': (r, others) =>
    -Math.log(Math.exp(r) / (Math.exp(r) + sum(others.map((other) => Math.exp(other))))),
  'next-bpr': (r, others) => -sum(others.map((other) => Math.log(sigmoid(r - other)))) / others.length,
  'next-top1': (r, others) =>
    sum(others.map((other) => sigmoid(other - r) + sigmoid(other * other))) / others.length,
  'next-top1-max': (r, others) => {
    const total = sum(others.map((other) => Math.exp(other)));
    return sum(
      others.map((other) => (Math.exp(other) / total) * (sigmoid(other - r) + sigmoid(other * other))),
    );
  },
  'next-bpr-max': (r, others, regularization) => {
    const total = sum(others.map((other) => Math.exp(other)));
    return (
      -Math.log(sum(others.map((other) => (Math.exp(other) / total) * sigmoid(r - other)))) +
      regularization * sum(others.map((other) => (Math.exp(other) / total) * other * other))
    );
  },
};

describe('losses of the next item, by hand', () => {
  const half = Math.log(3); // σ(ln 3) = 3/4

  it('cross-entropy: −ln of the share of e^r⁺, with the softmax taken once', () => {
    // e^0 of e^0 + e^ln3 + e^ln4 = 1 of 8.
    expect(lossOf(nextCrossEntropy, [row(0, [half, Math.log(4)])]).values[0]).toBeCloseTo(Math.log(8), 6);
    // A second softmax over (2/3, 1/3) would give −ln .58 in place of −ln 2/3.
    expect(lossOf(nextCrossEntropy, [row(Math.log(2), [0])]).values[0]).toBeCloseTo(-Math.log(2 / 3), 6);
    expect(lossOf(nextCrossEntropy, [row(Math.log(2), [0])]).byPositive[0]).toBeCloseTo(-1 / 3, 6);
  });

  it('BPR: the mean of −ln σ', () => {
    expect(lossOf(nextBpr, [row(half, [0, 2 * half])]).values[0]).toBeCloseTo(
      -(Math.log(0.75) + Math.log(0.25)) / 2,
      6,
    );
  });

  it('TOP1: the mean of σ(r⁻ − r⁺) + σ((r⁻)²)', () => {
    expect(lossOf(nextTop1, [row(half, [0, Math.sqrt(half)])]).values[0]).toBeCloseTo(
      (0.25 + 0.5 + (sigmoid(Math.sqrt(half) - half) + 0.75)) / 2,
      6,
    );
  });

  it('TOP1-max: weighted by the softmax over the negatives', () => {
    // s = (1/4, 3/4) for r⁻ = (0, ln 3).
    expect(lossOf(nextTop1Max, [row(half, [0, half])]).values[0]).toBeCloseTo(
      0.25 * (0.25 + 0.5) + 0.75 * (0.5 + sigmoid(half * half)),
      6,
    );
  });

  it('BPR-max: −ln of the weighted σ(r⁺ − r⁻), and the weighted squares of r⁻ as far as asked', () => {
    const scores = [row(half, [0, half])];
    const ranking = -Math.log(0.25 * 0.75 + 0.75 * 0.5);
    const penalty = 0.75 * half * half;
    expect(lossOf(nextBprMax, scores, { regularization: 0 }).values[0]).toBeCloseTo(ranking, 6);
    expect(lossOf(nextBprMax, scores).values[0]).toBeCloseTo(ranking + penalty, 6);
    expect(lossOf(nextBprMax, scores, { regularization: 1.95 }).values[0]).toBeCloseTo(
      ranking + 1.95 * penalty,
      5,
    );
  });
});

it('counts no negative that is the item of the row itself', () => {
  const counts = differs(tf.tensor1d([4, 2], 'int32'), tf.tensor1d([2, 4, 4, 9], 'int32'));
  expect(counts.arraySync()).toEqual([
    [1, 0, 0, 1],
    [0, 1, 1, 1],
  ]);
});

describe.each(nextLosses.map((loss) => [loss.id, loss] as const))('loss %s', (id, loss) => {
  const score = fc.double({ min: -4, max: 4, noNaN: true }).map(Math.fround);

  it('is the formula of the paper over the negatives that count', () => {
    fc.assert(
      fc.property(
        score,
        fc.array(fc.tuple(score, fc.boolean()), { minLength: 1, maxLength: 6 }),
        (r, drawn) => {
          const others = drawn.filter(([, counts]) => counts).map(([value]) => value);
          fc.pre(others.length > 0);
          const scores = row(
            r,
            drawn.map(([value]) => value),
            drawn.map(([, counts]) => Number(counts)),
          );
          expect(lossOf(loss, [scores]).values[0]).toBeCloseTo(formulas[id]!(r, others, 1), 4);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is the same whatever stands in columns that do not count, and gives them no slope', () => {
    const counts = [1, 0, 1, 0];
    const one = lossOf(loss, [row(0.4, [0.1, 0, -0.7, 0], counts)]);
    const other = lossOf(loss, [row(0.4, [0.1, 30, -0.7, -5], counts)]);
    expect(other.values[0]).toBeCloseTo(one.values[0]!, 6);
    expect(other.values[0]).toBeCloseTo(lossOf(loss, [row(0.4, [0.1, -0.7])]).values[0]!, 6);
    expect([other.byNegatives[1], other.byNegatives[3]]).toEqual([0, 0]);
  });

  it('is nothing, and pulls nowhere, where no negative counts', () => {
    const { values, byPositive, byNegatives } = lossOf(loss, [row(0.4, [0.1, 2], [0, 0])]);
    expect(values[0]).toBeCloseTo(0, 6);
    for (const slope of [...byPositive, ...byNegatives]) expect(slope).toBeCloseTo(0, 6);
  });

  it('takes rows apart from each other', () => {
    const rows = [row(0.4, [0.1, 2, -1], [1, 1, 0]), row(-2, [0.5, 0.5, 3])];
    const both = lossOf(loss, rows).values;
    for (const [at, alone] of rows.entries())
      expect(both[at]).toBeCloseTo(lossOf(loss, [alone]).values[0]!, 6);
  });

  it('has the slopes that finite differences have', () => {
    const rows = [row(0.3, [-1.2, 2, -0.4, 0.9], [1, 1, 0, 1]), row(-0.8, [0.1, 1.1, -2.5, 0.6])];
    const { byPositive, byNegatives } = lossOf(loss, rows);
    const total = (changed: Row[]) => sum(lossOf(loss, changed).values);
    const nudge = 1e-2;
    const slopeBy = (move: (rows: Row[], by: number) => void) => {
      const at = (by: number) => {
        const copy = structuredClone(rows);
        move(copy, by);
        return total(copy);
      };
      return (at(nudge) - at(-nudge)) / (2 * nudge);
    };
    for (const [index, slope] of byPositive.entries())
      expect(slopeBy((copy, by) => (copy[index]!.positive += by))).toBeCloseTo(slope, 3);
    for (const [index, slope] of byNegatives.entries())
      expect(
        slopeBy((copy, by) => (copy[Math.floor(index / 4)]!.negatives[index % 4]! += by)),
        `negative ${index}`,
      ).toBeCloseTo(slope, 3);
  });

  it('falls when the score of the item that came rises', () => {
    const { byPositive } = lossOf(loss, [row(0.3, [-1.2, 2]), row(3, [0, 0.5])]);
    for (const slope of byPositive) expect(slope).toBeLessThan(0);
  });

  it('stays finite for scores far out', () => {
    const far = [80, -80].flatMap((positive) => [
      row(positive, [80, -80, 80]),
      row(positive, [-80, -80, -80]),
      row(positive, [80, 80, 80], [0, 1, 1]),
    ]);
    const { values, byPositive, byNegatives } = lossOf(loss, far);
    for (const value of [...values, ...byPositive, ...byNegatives]) expect(Number.isFinite(value)).toBe(true);
  });
});

it.each([nextCrossEntropy, nextBpr])('$id: only differences of scores count', (loss) => {
  const shifted = (by: number) => lossOf(loss, [row(0.4 + by, [0.1 + by, 2 + by, -1 + by])]).values[0]!;
  expect(shifted(7)).toBeCloseTo(shifted(0), 4);
});

it('BPR-max without its penalty: only differences of scores count', () => {
  const shifted = (by: number) =>
    lossOf(nextBprMax, [row(0.4 + by, [0.1 + by, 2 + by, -1 + by])], { regularization: 0 }).values[0]!;
  expect(shifted(-5)).toBeCloseTo(shifted(0), 4);
});

it('BPR-max still pulls where every σ(r⁺ − r⁻) is too small for a 32-bit float', () => {
  const { values, byPositive } = lossOf(nextBprMax, [row(-80, [80, 80])], { regularization: 0 });
  expect(values[0]).toBeCloseTo(160, 3);
  expect(byPositive[0]).toBeCloseTo(-1, 4);
});
