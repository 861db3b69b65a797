/** Small networks with attention that are trained in several ways. */
import { below, draw, unit } from '../data/random';
import { additiveAttention } from '../engine/attention';
import { glorotUniform, normal } from '../engine/initializers';
import { lookup } from '../engine/lookup';
import * as tf from '../engine/tf';
import type { SmallNetwork } from './twoWays';

interface Shape {
  batchSize: number;
  length: number;
  depth: number;
  units: number;
  width: number;
  items: number;
  /** Whether queries and keys are halves of one product. */
  together: boolean;
}

/** Vectors of items, attention over them, and a weighted sum of the contexts beside what they are made of. */
function attentionNetwork(name: string, shape: Shape): SmallNetwork {
  const { batchSize, length, depth, units, width, items, together } = shape;
  const rows = batchSize * length;
  return {
    name,
    batchSize,
    columns: [
      {
        name: 'items',
        dtype: 'int32',
        width: length,
        values: Int32Array.from({ length: rows }, (_, i) => below(draw({ a: 8, b: 4 }, 0, i).a, items)),
      },
      {
        name: 'wanted',
        dtype: 'float32',
        width: length,
        values: Float32Array.from({ length: rows }, (_, i) => unit(draw({ a: 8, b: 4 }, 1, i).a)),
      },
    ],
    optimizer: { id: 'momentum', params: { learningRate: 0.3 } },
    build(weights) {
      const table = weights.add('vectors', [items, depth], normal(1));
      const forQueries = weights.add('queries', [depth, together ? 2 * units : units], glorotUniform);
      const forKeys = together ? null : weights.add('keys', [depth, units], glorotUniform);
      const v = weights.add('v', [units], normal(1));
      const forValues = weights.add('values', [depth, width], glorotUniform);
      const output = weights.add('output', [2 * width, 2], glorotUniform);
      return (inputs) => {
        const x = lookup(table as tf.Tensor2D, inputs.get('items') as tf.Tensor1D);
        const sequences = (matrix: tf.Tensor) =>
          tf.reshape(matrix, [batchSize, length, matrix.shape[1]!]) as tf.Tensor3D;
        const first = sequences(tf.matMul(x, forQueries as tf.Tensor2D));
        const [queries, keys] = forKeys
          ? [first, sequences(tf.matMul(x, forKeys as tf.Tensor2D))]
          : (tf.split(first, 2, 2) as [tf.Tensor3D, tf.Tensor3D]);
        const values = tf.tanh(tf.matMul(x, forValues as tf.Tensor2D));
        const contexts = additiveAttention(queries, keys, v as tf.Tensor1D, sequences(values));
        // Values that lie in a wider matrix, too.
        const both = tf.concat([tf.reshape(contexts, [rows, width]), values], 1);
        const scores = tf.matMul(both, output as tf.Tensor2D);
        return tf.mean(tf.squaredDifference(scores, tf.reshape(inputs.get('wanted')!, [rows, 1])));
      };
    },
  };
}

const plain: Shape = {
  ...{ batchSize: 5, length: 7, depth: 8, units: 12, width: 16, items: 19 },
  together: false,
};

/** Sizes that vectors of four fit and do not fit. */
export const attentionNetworks = (): SmallNetwork[] => [
  attentionNetwork('attention', plain),
  attentionNetwork('attention, odd sizes', { ...plain, length: 6, depth: 3, units: 5, width: 7 }),
  attentionNetwork('attention of queries and keys from one product', { ...plain, together: true }),
  attentionNetwork('attention over one position', { ...plain, length: 1 }),
  attentionNetwork('attention over one sequence', { ...plain, batchSize: 1, length: 9 }),
];
