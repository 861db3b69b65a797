import { beforeAll, describe, expect, it } from 'vitest';
import { attentionCases, attentionInLoops, type AttentionCase } from '../../testing/attentionCases';
import { startWasmInNode } from '../../testing/nodeBackend';
import { largestDifference } from '../../testing/parity';
import * as tf from '../tf';
import { additiveAttention, attentionWeights } from '.';

beforeAll(startWasmInNode);

type Given = [tf.Tensor3D, tf.Tensor3D, tf.Tensor1D, tf.Tensor3D];

function tensorsOf({ shape, queries, keys, v, values }: AttentionCase): Given {
  const { batchSize, length, units, width } = shape;
  return [
    tf.tensor3d(queries, [batchSize, length, units]),
    tf.tensor3d(keys, [batchSize, length, units]),
    tf.tensor1d(v),
    tf.tensor3d(values, [batchSize, length, width]),
  ];
}

const weighted = (one: AttentionCase, given: Given): tf.Tensor =>
  tf.sum(tf.mul(additiveAttention(...given), tf.tensor3d(one.slopes, given[3].shape)));

const numbersOf = (tensor: tf.Tensor): Float32Array => tensor.dataSync() as Float32Array;

describe('additive attention', () => {
  it('weighs earlier positions by the softmax of their scores, counted by hand', () => {
    // v · tanh of sums that are 0 or beyond all doubt: the scores of the last position are 0, ln 3 and 0.
    const queries = tf.tensor3d([5, 0, 0], [1, 3, 1]);
    const keys = tf.tensor3d([0, 50, 0], [1, 3, 1]);
    const v = tf.tensor1d([Math.log(3)]);
    const rows = attentionWeights(queries, keys, v).arraySync()[0]!;
    expect(rows[0]).toEqual([1, 0, 0]);
    expect(rows[1]![0]).toBeCloseTo(1 / 4, 6);
    expect(rows[1]![1]).toBeCloseTo(3 / 4, 6);
    expect(rows[1]![2]).toBe(0);
    for (const [s, share] of [1 / 5, 3 / 5, 1 / 5].entries()) expect(rows[2]![s]).toBeCloseTo(share, 6);
    const contexts = additiveAttention(queries, keys, v, tf.tensor3d([10, 20, 40], [1, 3, 1]));
    const expected = [10, 10 / 4 + 60 / 4, 10 / 5 + 60 / 5 + 40 / 5];
    for (const [t, value] of expected.entries()) expect(numbersOf(contexts)[t]).toBeCloseTo(value, 5);
  });

  it.each(attentionCases())('gives values and gradients of plain loops: $name', (one) => {
    const expected = attentionInLoops(one);
    const given = tensorsOf(one);
    const gradients = tf.grads((...tensors) => weighted(one, tensors as Given))(given);
    const actual = [attentionWeights(...(given.slice(0, 3) as [tf.Tensor3D, tf.Tensor3D, tf.Tensor1D]))];
    actual.push(additiveAttention(...given), ...(gradients as tf.Tensor3D[]));
    const wanted = [expected.weights, expected.contexts, ...expected.gradients];
    for (const [i, values] of wanted.entries())
      expect(largestDifference([Float32Array.from(values)], [numbersOf(actual[i]!)]), `${i}`).toBeLessThan(
        1e-5,
      );
  });

  it('has the gradients that small changes show', () => {
    // In double precision, as the plain loops that everything is held to are derived by hand too.
    const one = attentionCases().find(({ name }) => name === 'odd sizes')!;
    const { gradients } = attentionInLoops(one);
    const sumOf = (changed: AttentionCase): number =>
      attentionInLoops(changed).contexts.reduce((sum, value, i) => sum + value * one.slopes[i]!, 0);
    for (const [which, key] of (['queries', 'keys', 'v', 'values'] as const).entries())
      for (const at of [0, 3, one[key].length - 1]) {
        const step = 2 ** -8;
        const moved = (by: number) => {
          const values = one[key].slice();
          values[at]! += by;
          return { by: values[at]! - one[key][at]!, sum: sumOf({ ...one, [key]: values }) };
        };
        const [up, down] = [moved(step), moved(-step)];
        const slope = (up.sum - down.sum) / (up.by - down.by);
        expect(slope, `${key}[${at}]`).toBeCloseTo(gradients[which]![at]!, 4);
      }
  });

  it('sees nothing of later positions', () => {
    const one = attentionCases()[0]!;
    const given = tensorsOf(one);
    const { batchSize } = one.shape;
    const cut = (x: tf.Tensor3D): tf.Tensor3D => tf.slice(x, [0, 0, 0], [batchSize, 3, x.shape[2]]);
    const whole = additiveAttention(...given);
    const start = additiveAttention(cut(given[0]), cut(given[1]), given[2], cut(given[3]));
    expect(largestDifference([numbersOf(start)], [numbersOf(cut(whole))])).toBeLessThan(1e-6);
  });

  it('refuses shapes that do not fit', () => {
    const of = (...shape: [number, number, number]) => tf.zeros(shape) as tf.Tensor3D;
    const v = tf.zeros([4]) as tf.Tensor1D;
    expect(() => additiveAttention(of(2, 3, 4), of(2, 5, 4), v, of(2, 3, 1))).toThrow(
      'Queries [2,3,4], keys [2,5,4] and v [4] do not fit.',
    );
    expect(() => attentionWeights(of(2, 3, 5), of(2, 3, 5), v)).toThrow('do not fit');
    expect(() => additiveAttention(of(2, 3, 4), of(2, 3, 4), v, of(1, 3, 9))).toThrow(
      'Values [1,3,9] do not fit keys [2,3,4].',
    );
  });
});
