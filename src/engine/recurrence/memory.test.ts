import { beforeAll, describe, expect, it } from 'vitest';
import { below, draw } from '../../data/random';
import { startWasmInNode } from '../../testing/nodeBackend';
import { trainCompiled, type SmallNetwork } from '../../testing/twoWays';
import { glorotUniform, normal } from '../initializers';
import { lookup } from '../lookup';
import * as tf from '../tf';
import { WeightStore } from '../weightStore';
import { gatesOf, recurrentSequence, stepKind, type Cell } from '.';

beforeAll(startWasmInNode);

const [symbols, distractors, distance, units] = [4, 4, 10, 12];
const length = 1 + distance;

/** Sequences of a symbol, ten others that say nothing of it, and the symbol as what is to come next. */
function sequences(count: number, seed: number) {
  const drawn = (b: number, t: number, n: number) => below(draw({ a: seed, b }, 0, t).a, n);
  const first = Int32Array.from({ length: count }, (_, b) => drawn(b, 0, symbols));
  const items = Int32Array.from({ length: count * length }, (_, i) => {
    const [b, t] = [Math.floor(i / length), i % length];
    return t === 0 ? first[b]! : symbols + drawn(b, t, distractors);
  });
  return { items, first };
}

/** Scores [B, symbols] at the last step. */
function network(weights: WeightStore, cell: Cell) {
  const width = gatesOf[cell] * units;
  const input = weights.add('input', [symbols + distractors, width], normal(0.5));
  const recurrent = weights.add('recurrent', [units, width], glorotUniform);
  const output = weights.add('output', [units, symbols], glorotUniform);
  // Forget gates that are open to begin with.
  const bias = Float32Array.from({ length: width }, (_, j) =>
    cell === 'lstm' && Math.floor(j / units) === 1 ? 1 : 0,
  );
  return (items: tf.Tensor1D, batchSize: number): tf.Tensor2D => {
    const steps = tf.fill([batchSize * length], stepKind.goOn, 'int32') as tf.Tensor1D;
    const x = tf.reshape(tf.add(lookup(input, items), bias), [batchSize, length, width]);
    const h = recurrentSequence(cell, x as tf.Tensor3D, recurrent as tf.Tensor2D, steps);
    const last = tf.reshape(tf.slice(h, [0, distance, 0], [batchSize, 1, units]), [batchSize, units]);
    return tf.matMul(last as tf.Tensor2D, output as tf.Tensor2D);
  };
}

describe('a small recurrent network', () => {
  it.each(['lstm', 'gru'] as const)(
    'learns, compiled, to recall a symbol ten steps later: %s',
    async (cell) => {
      const batchSize = 128;
      const { items, first } = sequences(batchSize, 1);
      const small: SmallNetwork = {
        name: cell,
        batchSize,
        columns: [
          { name: 'items', dtype: 'int32', width: length, values: items },
          { name: 'first', dtype: 'int32', values: first },
        ],
        optimizer: { id: 'adam', params: { learningRate: 0.02 } },
        build(weights) {
          const scores = network(weights, cell);
          return (inputs) => {
            const logits = scores(inputs.get('items') as tf.Tensor1D, batchSize);
            const target = tf.equal(
              tf.reshape(inputs.get('first')!, [batchSize, 1]),
              tf.range(0, symbols, 1, 'int32'),
            );
            return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), tf.cast(target, 'float32')), 1)));
          };
        },
      };
      const { trained } = await trainCompiled(small, { kind: 'wasm' }, 400);
      expect(trained.get('losses')![0]).toBeGreaterThan(Math.log(symbols) * 0.8);
      const weights = new WeightStore(0);
      const scores = network(weights, cell);
      weights.restore(Object.fromEntries(trained));
      const unseen = sequences(200, 2);
      const answers = tf.argMax(scores(tf.tensor1d(unseen.items, 'int32'), 200), 1).dataSync();
      const right = unseen.first.filter((symbol, b) => symbol === answers[b]).length;
      expect(right / 200).toBeGreaterThan(0.95);
    },
  );
});
