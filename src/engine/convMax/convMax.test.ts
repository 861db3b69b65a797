import { beforeAll, describe, expect, it } from 'vitest';
import { convMaxCases, convMaxInLoops, type ConvMaxCase } from '../../testing/convMaxCases';
import { startWasmInNode } from '../../testing/nodeBackend';
import * as tf from '../tf';
import { convMaxOverTime } from '.';

beforeAll(startWasmInNode);

interface Result {
  value: Float32Array;
  gradients: Float32Array[];
}

/** Value, and the gradients of Σ weights · value by x, filters and bias. */
function onTape({ shape, x, lengths, filters, bias, weights }: ConvMaxCase): Result {
  const { batchSize, length, depth, width, numFilters } = shape;
  const lengthTensor = tf.tensor1d(lengths, 'int32');
  const compute = (...[xs, fs, bs]: tf.Tensor[]) =>
    convMaxOverTime(xs as tf.Tensor3D, lengthTensor, fs as tf.Tensor2D, bs as tf.Tensor1D, width);
  const given = [
    tf.tensor3d(x, [batchSize, length, depth]),
    tf.tensor2d(filters, [width * depth, numFilters]),
    tf.tensor1d(bias),
  ];
  const weighted = (...args: tf.Tensor[]) =>
    tf.sum(tf.mul(compute(...args), tf.tensor2d(weights, [batchSize, numFilters])));
  const gradients = tf.grads(weighted)(given);
  return {
    value: compute(...given).dataSync() as Float32Array,
    gradients: gradients.map((each) => each.dataSync() as Float32Array),
  };
}

describe('convolution with maximum over time', () => {
  it('takes the largest of the windows, counted by hand', () => {
    // Windows of 2 tokens with 1 number each: 1·1 + 2·3 = 7, 3 + 2·(−1) = 1, −1 + 2·5 = 9; less the bias 2.
    const value = convMaxOverTime(
      tf.tensor3d([1, 3, -1, 5], [1, 4, 1]),
      tf.tensor1d([4], 'int32'),
      tf.tensor2d([1, 2], [2, 1]),
      tf.tensor1d([-2]),
      2,
    );
    expect([...value.dataSync()]).toEqual([7]);
  });

  it('looks at valid tokens only', () => {
    const value = (length: number) =>
      convMaxOverTime(
        tf.tensor3d([1, 3, -1, 5], [1, 4, 1]),
        tf.tensor1d([length], 'int32'),
        tf.tensor2d([1, 2], [2, 1]),
        tf.tensor1d([0]),
        2,
      ).dataSync()[0];
    expect([value(4), value(3), value(1)]).toEqual([9, 7, 7]);
  });

  it.each(convMaxCases())('gives values and gradients of plain loops: $name', (one) => {
    const expected = convMaxInLoops(one);
    const actual = onTape(one);
    for (const [i, value] of expected.value.entries()) expect(actual.value[i]).toBeCloseTo(value, 5);
    for (const [which, gradient] of expected.gradients.entries())
      for (const [i, value] of gradient.entries())
        expect(actual.gradients[which]![i], `gradient ${which}[${i}]`).toBeCloseTo(value, 5);
  });

  it('refuses shapes that do not fit', () => {
    const x = tf.zeros([2, 3, 4]) as tf.Tensor3D;
    const bias = tf.zeros([5]) as tf.Tensor1D;
    const lengths = tf.tensor1d([3, 3], 'int32');
    const run = (width: number, span: number) =>
      convMaxOverTime(x, lengths, tf.zeros([span, 5]) as tf.Tensor2D, bias, width);
    expect(() => run(2, 9)).toThrow('Windows of 2 over [2,3,4] do not fit filters [9,5]');
    expect(() => run(4, 16)).toThrow('Windows of 4');
  });
});
