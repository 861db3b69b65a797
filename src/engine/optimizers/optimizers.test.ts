import { beforeAll, describe, expect, it } from 'vitest';
import { readParams } from '../../protocol/registry';
import { startWasmInNode } from '../../testing/nodeBackend';
import * as tf from '../tf';
import { adagrad } from './adagrad';
import { adam } from './adam';
import { momentum } from './momentum';
import { optimizers } from './registry';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';

beforeAll(startWasmInNode);

/** Weight and slots after the given gradients, by the in-place rule. */
const after = (
  optimizer: (typeof optimizers)[number],
  gradients: number[],
  params: Record<string, number> = {},
): number[] => {
  const filled = readParams(optimizer, params);
  const weight = Float32Array.of(1);
  const slots = optimizer.slots.map(() => Float32Array.of(optimizer.initialSlot(filled)));
  gradients.forEach((gradient, index) =>
    optimizer.updateArrays(weight, Float32Array.of(gradient), slots, index + 1, filled),
  );
  return [weight[0]!, ...slots.map((slot) => slot[0]!)];
};

describe('the rules, counted by hand from weight 1', () => {
  it('SGD: 1 − 0.1·2 = 0.8', () => {
    expect(after(sgd, [2], { learningRate: 0.1 })[0]).toBeCloseTo(0.8, 6);
  });
  it('momentum: v = 2, then 0.9·2 + 1 = 2.8; 1 − 0.1·2 − 0.1·2.8 = 0.52', () => {
    const [weight, velocity] = after(momentum, [2, 1], { learningRate: 0.1, momentum: 0.9 });
    expect([weight, velocity]).toEqual([expect.closeTo(0.52, 6), expect.closeTo(2.8, 6)]);
  });
  it('Adagrad: accumulator 0 + 4, step 0.1·2/2', () => {
    const [weight, accumulator] = after(adagrad, [2], { learningRate: 0.1, initialAccumulator: 0 });
    expect([weight, accumulator]).toEqual([expect.closeTo(0.9, 5), 4]);
  });
  it('RMSProp: mean square 0.1·4 = 0.4, step 0.1·2/√0.4', () => {
    const [weight, meanSquare] = after(rmsprop, [2], { learningRate: 0.1, decay: 0.9 });
    expect([weight, meanSquare]).toEqual([
      expect.closeTo(1 - 0.2 / Math.sqrt(0.4), 5),
      expect.closeTo(0.4, 6),
    ]);
  });
  it('Adam: the first step has the size of the learning rate, whatever the gradient', () => {
    expect(after(adam, [2], { learningRate: 0.1 })[0]).toBeCloseTo(0.9, 5);
    expect(after(adam, [-0.003], { learningRate: 0.1 })[0]).toBeCloseTo(1.1, 3);
  });
  it('Adam: the moments of a weight without gradient decay', () => {
    const [, mean, variance] = after(adam, [1, 0], { beta1: 0.9, beta2: 0.99 });
    expect([mean, variance]).toEqual([expect.closeTo(0.09, 6), expect.closeTo(0.0099, 6)]);
  });
});

describe.each(optimizers.map((optimizer) => [optimizer.id, optimizer] as const))('%s', (_id, optimizer) => {
  it('gives the same by tensors as in place, over five steps', async () => {
    const params = readParams(optimizer, {});
    const gradients = [0.5, -2, 0, 1e-4, 3].map((g) => Float32Array.of(g, -g, g * 2));
    const weight = Float32Array.of(1, -1, 0.5);
    const slots = optimizer.slots.map(() => new Float32Array(3).fill(optimizer.initialSlot(params)));
    let tensors: tf.Tensor[] = [
      tf.tensor1d(weight.slice()),
      ...slots.map((slot) => tf.tensor1d(slot.slice())),
    ];
    gradients.forEach((gradient, index) => {
      optimizer.updateArrays(weight, gradient, slots, index + 1, params);
      tensors = optimizer.update(tensors[0]!, tf.tensor1d(gradient), tensors.slice(1), index + 1, params);
    });
    const values = await Promise.all(tensors.map((tensor) => tensor.data()));
    [weight, ...slots].forEach((expected, part) => {
      for (let i = 0; i < 3; i++) expect(values[part]![i]).toBeCloseTo(expected[i]!, 5);
    });
  });

  it('finds the lowest point of (w − 3)²', () => {
    const params = readParams(optimizer, {
      learningRate: optimizer.id === 'sgd' || optimizer.id === 'momentum' ? 0.01 : 0.1,
    });
    const weight = Float32Array.of(0);
    const slots = optimizer.slots.map(() => Float32Array.of(optimizer.initialSlot(params)));
    for (let step = 1; step <= 2000; step++)
      optimizer.updateArrays(weight, Float32Array.of(2 * (weight[0]! - 3)), slots, step, params);
    expect(Math.abs(weight[0]! - 3)).toBeLessThan(0.11);
  });
});
