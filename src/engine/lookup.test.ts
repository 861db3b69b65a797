import { beforeAll, describe, expect, it } from 'vitest';
import { startWasmInNode } from '../testing/nodeBackend';
import { addRows } from './kernels/unsortedSegmentSum';
import { lookup } from './lookup';
import * as tf from './tf';

beforeAll(startWasmInNode);

describe('embedding lookup', () => {
  it('takes rows by id, also twice', async () => {
    const rows = lookup(
      tf.tensor2d([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
      tf.tensor1d([2, 0, 2], 'int32'),
    );
    expect([...(await rows.data())]).toEqual([5, 6, 1, 2, 5, 6]);
  });

  it('adds the gradients of repeated ids and leaves other rows at zero', async () => {
    const table = tf.tensor2d([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const ids = tf.tensor1d([2, 0, 2], 'int32');
    const weights = tf.tensor2d([
      [1, 1],
      [10, 10],
      [100, 1000],
    ]);
    const gradient = tf.grad((x: tf.Tensor) => tf.sum(tf.mul(lookup(x as tf.Tensor2D, ids), weights)))(table);
    expect([...(await gradient.data())]).toEqual([10, 10, 0, 0, 101, 1001]);
  });

  it('works on vectors, as biases are', async () => {
    const ids = tf.tensor1d([1, 1], 'int32');
    const gradient = tf.grad((x: tf.Tensor) => tf.sum(lookup(x as tf.Tensor1D, ids)))(tf.tensor1d([7, 8, 9]));
    expect([...(await gradient.data())]).toEqual([0, 2, 0]);
  });
});

describe('summing rows by segment', () => {
  it('ignores ids outside the table', () => {
    const out = new Float32Array(4);
    addRows(Float32Array.of(1, 2, 3, 4, 5, 6), Int32Array.of(-1, 1, 2), 2, out);
    expect([...out]).toEqual([0, 0, 3, 4]);
  });
});

describe('the product with transposed operands', () => {
  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('transposeA %s, transposeB %s gives the sums of a plain loop', async (transposeA, transposeB) => {
    const [m, k, n] = [5, 7, 3];
    const a = Float32Array.from({ length: m * k }, (_, i) => Math.sin(i));
    const b = Float32Array.from({ length: k * n }, (_, i) => Math.cos(i));
    const product = tf.matMul(
      tf.tensor2d(a, transposeA ? [k, m] : [m, k]),
      tf.tensor2d(b, transposeB ? [n, k] : [k, n]),
      transposeA,
      transposeB,
    );
    const values = await product.data();
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let t = 0; t < k; t++)
          sum += a[transposeA ? t * m + i : i * k + t]! * b[transposeB ? j * k + t : t * n + j]!;
        expect(values[i * n + j]).toBeCloseTo(sum, 5);
      }
    expect(product.shape).toEqual([m, n]);
  });
});
