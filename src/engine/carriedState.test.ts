import { beforeAll, describe, expect, it } from 'vitest';
import { startWasmInNode } from '../testing/nodeBackend';
import { largestDifference } from '../testing/parity';
import { trainCompiled, trainOnTape, type SmallNetwork } from '../testing/twoWays';
import { zeros } from './initializers';
import { momentum } from './optimizers/momentum';
import * as tf from './tf';
import { TrainingStep } from './trainingStep';
import { WeightStore } from './weightStore';

beforeAll(startWasmInNode);

/** A state that doubles and takes in the weight, which learns to be far from it. */
const network: SmallNetwork = {
  name: 'a state that steps hand on',
  batchSize: 3,
  columns: [
    { name: 'x', dtype: 'float32', width: 2, values: Float32Array.of(1, 2, 3, 4, 5, 6) },
    { name: 'shared', dtype: 'int32', length: 2, values: Int32Array.of(1, 0) },
  ],
  optimizer: { id: 'momentum', params: { learningRate: 0.125, momentum: 0 } },
  build(weights) {
    const weight = weights.add('weight', [2], (values) => values.fill(0.5));
    const state = weights.addCarried('state', [3, 2]);
    const last = weights.addCarried('last', [2]);
    return (inputs) => {
      const x = tf.reshape(inputs.get('x')!, [3, 2]);
      const next = tf.add(tf.mul(state, 2), tf.mul(x, weight));
      weights.carry('state', next);
      // A view of a state as it was: it must be read before the state itself changes.
      weights.carry('last', tf.reshape(tf.slice(state, [1, 0], [1, 2]), [2]));
      const order = tf.gather(weight, inputs.get('shared') as tf.Tensor1D);
      return tf.mean(tf.square(tf.sub(tf.add(next, last), order)));
    };
  },
};

describe('a carried state', () => {
  it('is handed on alike by the tape and by compiled steps', async () => {
    const expected = await trainOnTape(network, 5);
    const { trained, program } = await trainCompiled(network, { kind: 'wasm' }, 5);
    expect([...expected.keys()].sort()).toEqual(['last', 'losses', 'state', 'weight']);
    for (const [name, values] of expected)
      expect(largestDifference([values], [trained.get(name)!]), name).toBeLessThan(1e-6);
    expect(program.buffers.map(({ name }) => name)).not.toContain('state/velocity');
  });

  it('starts at zero, is no parameter, and goes on from where it was saved', async () => {
    const made = () => {
      const weights = new WeightStore(1);
      const weight = weights.add('weight', [2], zeros);
      const state = weights.addCarried('state', [2]);
      const step = new TrainingStep(weights, momentum, { learningRate: 0.5, momentum: 0.9 });
      const run = () =>
        step.run(() => {
          weights.carry('state', tf.add(state, [1, 2]));
          return tf.sum(tf.mul(weight, state)) as tf.Scalar;
        }, 1);
      return { weights, run };
    };
    const first = made();
    expect(first.weights.numParameters).toBe(2);
    expect(await first.weights.save()).toEqual({
      weight: Float32Array.of(0, 0),
      state: Float32Array.of(0, 0),
    });
    first.run();
    first.run();
    const saved = await first.weights.save();
    // Nothing is learnt from a state of zero; the second step sees [1, 2].
    expect(saved).toEqual({ weight: Float32Array.of(-0.5, -1), state: Float32Array.of(2, 4) });
    const second = made();
    second.weights.restore(saved);
    second.run();
    expect((await second.weights.save()).state).toEqual(Float32Array.of(3, 6));
    expect(() => second.weights.restore({ weight: Float32Array.of(0, 0) })).toThrow('"state"');
  });

  it('must be carried on, in its own shape', () => {
    const weights = new WeightStore(1);
    const weight = weights.add('weight', [2], zeros);
    weights.addCarried('state', [2]);
    const before = tf.memory().numTensors;
    expect(() => weights.carry('state', tf.zeros([3]))).toThrow('[3] is no next value of "state", [2]');
    expect(() => weights.carry('weight', tf.zeros([2]))).toThrow('no next value of "weight"');
    expect(() => weights.addCarried('weight', [1])).toThrow('exists already');
    const step = new TrainingStep(weights, momentum, { learningRate: 1, momentum: 0 });
    expect(() => step.run(() => tf.sum(weight) as tf.Scalar, 1)).toThrow('does not carry "state" on');
    expect(before).toBeGreaterThan(0);
  });
});
