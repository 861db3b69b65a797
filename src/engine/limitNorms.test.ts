import { beforeAll, describe, expect, it } from 'vitest';
import { startWasmInNode } from '../testing/nodeBackend';
import { trainCompiled, trainOnTape, type SmallNetwork } from '../testing/twoWays';
import { given } from './initializers';
import { limitNorms } from './limitNorms';
import * as tf from './tf';

beforeAll(startWasmInNode);

describe('the limit of norms', () => {
  it('cuts columns that are longer, and leaves the others as they are: (3, 4) to 2.5, (0.3, 0.4), (0, 0)', () => {
    const limited = limitNorms(tf.tensor2d([3, 0.3, 0, 4, 0.4, 0], [2, 3]), 2.5);
    expect([...limited.dataSync()]).toEqual([1.5, 0.3, 0, 2, 0.4, 0].map(Math.fround));
  });

  it('takes all but the last axis for a column, and each number of a vector for one', () => {
    const cube = limitNorms(tf.tensor3d([2, 0, 2, 0, 2, 0, 2, 1], [2, 2, 2]), 2);
    expect([...cube.dataSync()]).toEqual([1, 0, 1, 0, 1, 0, 1, 1]);
    expect([...limitNorms(tf.tensor1d([-3, 0.5]), 1).dataSync()]).toEqual([-1, 0.5]);
  });

  // The gradient of Σ w is 1 everywhere: a step of −1 makes columns (3, 4), (0.3, 0.4) of (4, 5), (1.3, 1.4).
  const network: SmallNetwork = {
    name: 'limited',
    batchSize: 1,
    columns: [{ name: 'one', dtype: 'float32', values: Float32Array.of(1) }],
    optimizer: { id: 'sgd', params: { learningRate: 1 } },
    build(weights) {
      const first = Float32Array.of(4, 1.3, 5, 1.4);
      const limited = weights.add('limited', [2, 2], given(first), { maxNorm: 2.5 });
      const free = weights.add('free', [2, 2], given(first));
      return (inputs) => tf.sum(tf.mul(tf.add(limited, free), inputs.get('one')!));
    },
  };
  const wasm = { kind: 'wasm' } as const;

  it.each([
    ['on the tape', () => trainOnTape(network, 1)],
    ['compiled', async () => (await trainCompiled(network, wasm, 1)).trained],
  ])('holds after a step, for the weights that have one: %s', async (_way, train) => {
    const trained = await train();
    const close = (values: number[]) => values.map((value) => expect.closeTo(value, 6) as number);
    expect([...trained.get('limited')!]).toEqual(close([1.5, 0.3, 2, 0.4]));
    expect([...trained.get('free')!]).toEqual(close([3, 0.3, 4, 0.4]));
  });
});
