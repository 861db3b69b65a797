/** Small recurrent networks that are trained in several ways. */
import { below, draw } from '../data/random';
import { normal, zeros } from '../engine/initializers';
import { lookup } from '../engine/lookup';
import { gatesOf, recurrentSequence, stepKind, type Cell } from '../engine/recurrence';
import * as tf from '../engine/tf';
import type { WeightStore } from '../engine/weightStore';
import type { SmallNetwork } from './twoWays';

const drawn = (size: number, step: number, n: number): Int32Array =>
  Int32Array.from({ length: size }, (_, i) => below(draw({ a: 6, b: 1 }, step, i).a, n));

/** A layer over [B, T, depth], as models write it. */
function layer(weights: WeightStore, name: string, cell: Cell, depth: number, units: number) {
  const width = gatesOf[cell] * units;
  const input = weights.add(`${name}/input`, [depth, width], normal(0.5));
  const recurrent = weights.add(`${name}/recurrent`, [units, width], normal(0.5));
  const bias = weights.add(`${name}/bias`, [width], zeros);
  return (x: tf.Tensor, steps: tf.Tensor1D, length: number, options: { reverse?: boolean } = {}) => {
    const rows = tf.add(tf.matMul(tf.reshape(x, [-1, depth]), input as tf.Tensor2D), bias);
    const gates = tf.reshape(rows, [-1, length, width]) as tf.Tensor3D;
    return recurrentSequence(cell, gates, recurrent as tf.Tensor2D, steps, options);
  };
}

interface Shape {
  cell: Cell;
  batchSize: number;
  length: number;
  depth: number;
  units: number;
}

/** Embeddings, a layer, and a softmax over all items at the last step of each sequence. */
function lastStep(name: string, { cell, batchSize, length, depth, units }: Shape): SmallNetwork {
  const items = 13;
  const lengths = drawn(batchSize, 1, length).map((n) => n + 1);
  return {
    name: `${cell}: ${name}`,
    batchSize,
    columns: [
      { name: 'items', dtype: 'int32', width: length, values: drawn(batchSize * length, 0, items) },
      {
        name: 'steps',
        dtype: 'int32',
        width: length,
        values: Int32Array.from({ length: batchSize * length }, (_, i) =>
          i % length < lengths[Math.floor(i / length)]! ? stepKind.goOn : stepKind.skip,
        ),
      },
      {
        name: 'last',
        dtype: 'int32',
        values: lengths.map((n, b) => b * length + n - 1),
      },
      { name: 'next', dtype: 'int32', values: drawn(batchSize, 2, items) },
    ],
    optimizer: { id: 'adam', params: { learningRate: 0.05 } },
    build(weights) {
      const embeddings = weights.add('embeddings', [items, depth], normal(1));
      const run = layer(weights, 'layer', cell, depth, units);
      const output = weights.add('output', [units, items], normal(0.5));
      return (inputs) => {
        const ids = (column: string) => inputs.get(column) as tf.Tensor1D;
        const h = run(lookup(embeddings as tf.Tensor2D, ids('items')), ids('steps'), length);
        const last = lookup(tf.reshape(h, [batchSize * length, units]) as tf.Tensor2D, ids('last'));
        const logits = tf.matMul(last, output as tf.Tensor2D);
        return nextItemLoss(
          logits,
          tf.equal(tf.reshape(ids('next'), [-1, 1]), tf.range(0, items, 1, 'int32')),
        );
      };
    },
  };
}

/** Mean cross-entropy of rows of logits against the places that are marked. */
const nextItemLoss = (logits: tf.Tensor, isNext: tf.Tensor): tf.Scalar =>
  tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), tf.cast(isNext, 'float32')), 1)));

/** Two layers, one of them back and forth, and a target for every step. */
function bothWays({ cell, batchSize, length, depth, units }: Shape): SmallNetwork {
  return {
    name: `${cell}: both ways, and one on top`,
    batchSize,
    columns: [
      {
        name: 'x',
        dtype: 'float32',
        width: length * depth,
        values: Float32Array.from(drawn(batchSize * length * depth, 3, 9), (n) => n / 4 - 1),
      },
      { name: 'steps', dtype: 'int32', width: length, values: drawn(batchSize * length, 4, 3) },
    ],
    optimizer: { id: 'momentum', params: { learningRate: 0.1 } },
    build(weights) {
      const forth = layer(weights, 'forth', cell, depth, units);
      const back = layer(weights, 'back', cell, depth, units);
      const top = layer(weights, 'top', cell, 2 * units, units);
      return (inputs) => {
        const x = tf.reshape(inputs.get('x')!, [batchSize, length, depth]);
        const steps = inputs.get('steps') as tf.Tensor1D;
        const both = tf.concat([forth(x, steps, length), back(x, steps, length, { reverse: true })], 2);
        return tf.mean(tf.square(tf.sub(top(both, steps, length), 0.3)));
      };
    },
  };
}

/**
 * GRU4Rec with everything: sessions side by side whose state goes from step to step, items that the mini-batch and a
 * shared list supply as negatives, a softmax over these.
 */
function sessions(name: string, batchSize: number, units: number, initial: boolean): SmallNetwork {
  const [items, shared] = [31, 11];
  return {
    name: `gru4rec: ${name}`,
    batchSize,
    columns: [
      { name: 'items', dtype: 'int32', values: drawn(batchSize, 5, items) },
      { name: 'steps', dtype: 'int32', values: drawn(batchSize, 6, 2).map((n) => n + 1) },
      { name: 'next', dtype: 'int32', values: drawn(batchSize, 7, items) },
      { name: 'shared', dtype: 'int32', length: shared, values: drawn(shared, 8, items) },
    ],
    optimizer: { id: 'adagrad', params: { learningRate: 0.1 } },
    build(weights) {
      const embeddings = weights.add('embeddings', [items, 3 * units], normal(0.5));
      const recurrent = weights.add('recurrent', [units, 3 * units], normal(0.5));
      const output = weights.add('output', [items, units], normal(0.5));
      const bias = weights.add('bias', [items], zeros);
      const state = weights.addCarried('state', [batchSize, units]);
      return (inputs) => {
        const ids = (column: string) => inputs.get(column) as tf.Tensor1D;
        const x = tf.reshape(lookup(embeddings as tf.Tensor2D, ids('items')), [batchSize, 1, 3 * units]);
        const h = tf.reshape(
          recurrentSequence('gru', x as tf.Tensor3D, recurrent as tf.Tensor2D, ids('steps'), {
            ...(initial && { initial: state as tf.Tensor2D }),
          }),
          [batchSize, units],
        );
        weights.carry('state', h);
        const rowsOf = (column: string) => {
          const rows = lookup(output as tf.Tensor2D, ids(column));
          const ofBias = tf.reshape(lookup(bias as tf.Tensor1D, ids(column)), [1, -1]);
          return tf.add(tf.matMul(h as tf.Tensor2D, rows, false, true), ofBias);
        };
        const ofBatch = rowsOf('next');
        const ofShared = rowsOf('shared');
        // A negative that is the row's own target does not count.
        const isOther = tf.notEqual(tf.reshape(ids('next'), [-1, 1]), tf.reshape(ids('shared'), [1, -1]));
        const counted = tf.where(isOther, ofShared, tf.fill(ofShared.shape, -1e9));
        const largest = tf.maximum(tf.max(ofBatch, 1, true), tf.max(counted, 1, true));
        const sum = tf.add(
          tf.sum(tf.exp(tf.sub(ofBatch, largest)), 1, true),
          tf.sum(tf.exp(tf.sub(counted, largest)), 1, true),
        );
        const target = tf.sum(tf.mul(h, lookup(output as tf.Tensor2D, ids('next'))), 1, true);
        const ofTarget = tf.add(target, tf.reshape(lookup(bias as tf.Tensor1D, ids('next')), [-1, 1]));
        return tf.mean(tf.sub(tf.add(tf.log(sum), largest), ofTarget));
      };
    },
  };
}

export const recurrentNetworks = (): SmallNetwork[] => [
  ...(['lstm', 'gru'] as const).flatMap((cell) => [
    lastStep('vectors of four', { cell, batchSize: 6, length: 5, depth: 4, units: 8 }),
    lastStep('odd sizes', { cell, batchSize: 5, length: 4, depth: 3, units: 7 }),
    lastStep('one sequence', { cell, batchSize: 1, length: 6, depth: 4, units: 4 }),
    lastStep('one unit', { cell, batchSize: 4, length: 3, depth: 2, units: 1 }),
    bothWays({ cell, batchSize: 4, length: 5, depth: 3, units: 6 }),
  ]),
  sessions('vectors of four', 6, 8, true),
  sessions('odd sizes', 5, 7, true),
  sessions('without a first state', 4, 4, false),
];
