/** Small text-CNNs that are trained in several ways. */
import { convMaxOverTime } from '../engine/convMax';
import { glorotUniform, normal, zeros } from '../engine/initializers';
import { lookup } from '../engine/lookup';
import * as tf from '../engine/tf';
import { below, draw } from '../data/random';
import type { SmallNetwork } from './twoWays';

export interface TextShape {
  batchSize: number;
  length: number;
  depth: number;
  words: number;
  widths: readonly number[];
  numFilters: number;
  numGenres: number;
  /** Whether the word vectors are trained. */
  tuned: boolean;
  /** Longest length of the weights of a filter or a genre, where there is one. */
  maxNorm?: number;
}

/** Word vectors, convolutions side by side, a dense layer, and a logistic loss per genre. */
export function textNetwork(name: string, shape: TextShape): SmallNetwork {
  const { batchSize, length, depth, words, widths, numFilters, numGenres, tuned } = shape;
  const limits = shape.maxNorm === undefined ? {} : { maxNorm: shape.maxNorm };
  const drawn = (size: number, step: number, n: number): Int32Array =>
    Int32Array.from({ length: size }, (_, i) => below(draw({ a: 8, b: 3 }, step, i).a, n));
  return {
    name,
    batchSize,
    columns: [
      { name: 'tokens', dtype: 'int32', width: length, values: drawn(batchSize * length, 0, words) },
      { name: 'lengths', dtype: 'int32', values: drawn(batchSize, 1, length + 1) },
      {
        name: 'labels',
        dtype: 'float32',
        width: numGenres,
        values: Float32Array.from(drawn(batchSize * numGenres, 2, 2)),
      },
    ],
    optimizer: { id: 'momentum', params: { learningRate: 0.5 } },
    build(weights) {
      const table = tuned
        ? weights.add('words', [words, depth], normal(1))
        : tf.tensor2d(
            Float32Array.from(drawn(words * depth, 3, 7), (x) => x / 3 - 1),
            [words, depth],
          );
      const layers = widths.map((width) => ({
        width,
        filters: weights.add(`filters${width}`, [width * depth, numFilters], normal(0.3), limits),
        bias: weights.add(`bias${width}`, [numFilters], zeros),
      }));
      const output = weights.add('output', [widths.length * numFilters, numGenres], glorotUniform, limits);
      return (inputs) => {
        const rows = lookup(table as tf.Tensor2D, inputs.get('tokens') as tf.Tensor1D);
        const x = tf.reshape(rows, [batchSize, length, depth]) as tf.Tensor3D;
        const lengths = inputs.get('lengths') as tf.Tensor1D;
        const maps = layers.map(({ width, filters, bias }) =>
          convMaxOverTime(x, lengths, filters as tf.Tensor2D, bias as tf.Tensor1D, width),
        );
        const logits = tf.matMul(tf.concat(maps, 1), output as tf.Tensor2D);
        const labels = tf.reshape(inputs.get('labels')!, [batchSize, numGenres]);
        return tf.mean(tf.sub(tf.softplus(logits), tf.mul(labels, logits)));
      };
    },
  };
}

const plain: TextShape = {
  ...{ batchSize: 6, length: 9, depth: 4, words: 23 },
  ...{ widths: [2, 3, 4], numFilters: 8, numGenres: 3, tuned: true },
};

/** Sizes that vectors of four fit and do not fit, word vectors trained and not. */
export const textNetworks = (): SmallNetwork[] => [
  textNetwork('three widths', plain),
  textNetwork('words that are not trained', { ...plain, tuned: false }),
  textNetwork('windows of one word, odd sizes', { ...plain, depth: 3, numFilters: 5, widths: [1, 3] }),
  textNetwork('one window a text', { ...plain, depth: 5, length: 4, widths: [4], tuned: false }),
  textNetwork('one text', { ...plain, batchSize: 1, widths: [2, 9] }),
  textNetwork('short filters', { ...plain, maxNorm: 0.9 }),
  textNetwork('one filter', { ...plain, numFilters: 1, widths: [3, 2] }),
];
