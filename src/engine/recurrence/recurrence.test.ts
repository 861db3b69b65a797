import { beforeAll, describe, expect, it } from 'vitest';
import { startWasmInNode } from '../../testing/nodeBackend';
import { largestDifference } from '../../testing/parity';
import {
  recurrenceCase,
  recurrenceCases,
  recurrenceInLoops,
  type RecurrenceCase,
} from '../../testing/recurrenceCases';
import * as tf from '../tf';
import { recurrentSequence, stepKind } from '.';

beforeAll(startWasmInNode);

const { skip, goOn, begin } = stepKind;

function onTape({ shape, x, recurrent, steps, initial, weights }: RecurrenceCase) {
  const { cell, batchSize, length, units, reverse } = shape;
  const kinds = tf.tensor1d(steps, 'int32');
  const first = initial && tf.tensor2d(initial, [batchSize, units]);
  const compute = (...[xs, us]: tf.Tensor[]) =>
    recurrentSequence(cell, xs as tf.Tensor3D, us as tf.Tensor2D, kinds, {
      reverse,
      ...(first && { initial: first }),
    });
  const width = recurrent.length / units;
  const given = [tf.tensor3d(x, [batchSize, length, width]), tf.tensor2d(recurrent, [units, width])];
  const weighted = (...args: tf.Tensor[]) =>
    tf.sum(tf.mul(compute(...args), tf.tensor3d(weights, [batchSize, length, units])));
  return {
    outputs: compute(...given).dataSync() as Float32Array,
    gradients: tf
      .grads(weighted)(given)
      .map((each) => each.dataSync() as Float32Array),
  };
}

const hidden = (cell: 'lstm' | 'gru', x: number[], steps: number[], initial?: number): number[] => {
  const width = x.length / steps.length;
  const output = recurrentSequence(
    cell,
    tf.tensor3d(x, [1, steps.length, width]),
    tf.ones([1, width]),
    tf.tensor1d(steps, 'int32'),
    initial === undefined ? {} : { initial: tf.tensor2d([[initial]]) },
  );
  return [...output.dataSync()];
};

describe('a recurrent layer', () => {
  it('goes by the equations of the LSTM, counted by hand', () => {
    // Closed but for i, g and o, and from c = 0: c = 1 · tanh(0) at first, so nothing; then g = tanh(1).
    const open = 40;
    const [first, second] = hidden('lstm', [open, -open, 0, open, open, -open, 1, open], [goOn, goOn]);
    expect(first).toBeCloseTo(0, 6);
    expect(second).toBeCloseTo(Math.tanh(Math.tanh(1)), 6);
  });

  it('goes by the equations of the GRU, counted by hand', () => {
    // z = σ(−½ + ½) = ½, r = σ(40) = 1, n = tanh(0.2 + ½), from h = ½.
    const [only] = hidden('gru', [-0.5, 40, 0.2], [goOn], 0.5);
    expect(only).toBeCloseTo(Math.tanh(0.7) / 2 + 0.25, 6);
  });

  it('keeps its state over padding, and forgets it where a sequence begins', () => {
    const x = [0.3, 0.1, -0.4];
    const same = (steps: number[], initial?: number) =>
      hidden(
        'gru',
        steps.flatMap(() => x),
        steps,
        initial,
      );
    const [alone] = same([goOn]);
    const [first, second] = same([goOn, goOn]);
    expect(same([skip, goOn, skip, skip, goOn])).toEqual([0, alone, alone, alone, second]);
    expect(same([goOn, begin, goOn], 0.9).slice(1)).toEqual([first, second]);
    expect(same([skip], 0.75)).toEqual([0.75]);
  });

  it.each(recurrenceCases())('gives outputs and gradients of plain loops: $name', (one) => {
    const expected = recurrenceInLoops(one);
    const actual = onTape(one);
    const wanted = [expected.outputs, ...expected.gradients].map((each) => Float32Array.from(each));
    for (const [which, values] of [actual.outputs, ...actual.gradients].entries())
      expect(largestDifference([wanted[which]!], [values]), `result ${which}`).toBeLessThan(1e-5);
  });

  it.each(['lstm', 'gru'] as const)('has the gradients that its outputs differ by: %s', (cell) => {
    const one = recurrenceCase(cell, 'small', {
      batchSize: 2,
      length: 4,
      units: 3,
      pattern: [goOn, skip, goOn, goOn, begin],
    });
    const { gradients } = recurrenceInLoops(one);
    const value = (changed: Partial<RecurrenceCase>): number => {
      const { outputs } = recurrenceInLoops({ ...one, ...changed });
      return outputs.reduce((sum, h, i) => sum + h * one.weights[i]!, 0);
    };
    for (const [which, name] of (['x', 'recurrent'] as const).entries())
      for (const i of one[name].keys()) {
        const by = (step: number) => {
          const moved = one[name].slice();
          moved[i]! += step;
          return { value: value({ [name]: moved }), at: moved[i]! };
        };
        const [low, high] = [by(-0.01), by(0.01)];
        const slope = (high.value - low.value) / (high.at - low.at);
        expect(gradients[which]![i], `${name}[${i}]`).toBeCloseTo(slope, 3);
      }
  });

  it('refuses shapes that do not fit', () => {
    const x = tf.zeros([2, 3, 16]) as tf.Tensor3D;
    const steps = tf.zeros([6], 'int32') as tf.Tensor1D;
    const weights = tf.zeros([4, 16]) as tf.Tensor2D;
    expect(() => recurrentSequence('gru', x, weights, steps)).toThrow('do not fit recurrent weights [4,16]');
    expect(() => recurrentSequence('lstm', x, weights, tf.tensor1d([1], 'int32'))).toThrow('steps [1]');
    expect(() => recurrentSequence('lstm', x, weights, tf.zeros([6]))).toThrow('int32 and not float32');
    expect(() => recurrentSequence('lstm', x, weights, steps, { initial: tf.zeros([2, 5]) })).toThrow(
      '[2,5] is not [2,4]',
    );
    expect(() =>
      recurrentSequence('gru', tf.zeros([1, 1, 3075]), tf.zeros([1025, 3075]), tf.zeros([1], 'int32')),
    ).toThrow('1024 units at most, not 1025');
  });
});
