import { beforeAll, describe, expect, it } from 'vitest';
import { readParams } from '../../protocol/registry';
import { startWasmInNode } from '../../testing/nodeBackend';
import * as tf from '../tf';
import { adagrad } from './adagrad';
import { adagradMomentum } from './adagradMomentum';
import { adam } from './adam';
import { lazyAdam } from './lazyAdam';
import { momentum } from './momentum';
import { optimizers } from './registry';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';

beforeAll(startWasmInNode);

type Optimizer = (typeof optimizers)[number];

/** Weight and slots after steps from `weight`, whose gradient is asked for before each. */
const walk = (
  optimizer: Optimizer,
  weight: number,
  steps: number,
  gradientAt: (weight: number, step: number) => number,
  params: Record<string, number>,
): number[] => {
  const filled = readParams(optimizer, params);
  let state = [weight, ...optimizer.slots.map(() => optimizer.initialSlot(filled))];
  for (let step = 1; step <= steps; step++)
    state = tf.tidy(() => {
      const [w, ...slots] = state.map((value) => tf.tensor1d([value]));
      const gradient = tf.tensor1d([gradientAt(state[0]!, step)]);
      const stepSize = tf.scalar(optimizer.stepSize(step, filled));
      return optimizer.update(w!, gradient, slots, stepSize, filled).map((next) => next.dataSync()[0]!);
    });
  return state;
};

/** Weight and slots after the given gradients, from weight 1. */
const after = (optimizer: Optimizer, gradients: number[], params: Record<string, number> = {}): number[] =>
  walk(optimizer, 1, gradients.length, (_weight, step) => gradients[step - 1]!, params);

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
  it('Adagrad with momentum: 0.1·2/2 = 0.1, then 0.5·0.1 + 0.1·1.5/2.5 = 0.11; 1 − 0.1 − 0.11 = 0.79', () => {
    const params = { learningRate: 0.1, momentum: 0.5 };
    expect(after(adagradMomentum, [2, 1.5], params)).toEqual([
      expect.closeTo(0.79, 5),
      expect.closeTo(6.25, 6),
      expect.closeTo(0.11, 6),
    ]);
  });
  it('Adagrad with momentum 0 is Adagrad from an empty accumulator', () => {
    const gradients = [2, -0.3, 0, 1];
    const [weight] = after(adagrad, gradients, { learningRate: 0.1, initialAccumulator: 0 });
    expect(after(adagradMomentum, gradients, { learningRate: 0.1, momentum: 0 })[0]).toBe(weight);
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
  it('Lazy Adam: a weight without gradient keeps its value and moments', () => {
    const params = { beta1: 0.9, beta2: 0.99 };
    const once = after(lazyAdam, [1], params);
    expect(once).toEqual(after(adam, [1], params));
    expect(after(lazyAdam, [1, 0, 0], params)).toEqual(once);
  });
});

describe.each(optimizers.map((optimizer) => [optimizer.id, optimizer] as const))('%s', (_id, optimizer) => {
  it('finds the lowest point of (w − 3)²', () => {
    const learningRate = optimizer.id === 'sgd' || optimizer.id === 'momentum' ? 0.01 : 0.1;
    const [weight] = walk(optimizer, 0, 2000, (w) => 2 * (w - 3), { learningRate });
    expect(Math.abs(weight! - 3)).toBeLessThan(0.11);
  });
});
