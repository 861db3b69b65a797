/**
 * The tower of dense layers shared by MLP and NeuMF: [pᵤ, qᵢ] → ReLU layers. He et al., WWW 2017, section 3.3.
 * `layers` counts from the concatenated embeddings on: [64, 32, 16, 8] means embeddings of 32 and three layers.
 */
import { glorotUniform, normal, zeros } from '../engine/initializers';
import * as tf from '../engine/tf';
import { param } from '../protocol/registry';
import type { BuildContext } from './model';

export const towerParams = {
  layers: param
    .ints(
      [64, 32, 16, 8],
      { min: 1, max: 1024, most: 8 },
      {
        title: 'Layers',
        unit: 'units',
        description: 'The first is both embeddings side by side, so it must be even.',
      },
    )
    .refine(
      (layers) => layers.length >= 1 && layers[0]! % 2 === 0,
      'needs at least one entry, and the first must be even',
    ),
  dropout: param.number(
    0,
    { min: 0, max: 0.9 },
    {
      title: 'Dropout',
      step: 0.05,
      description: 'Share of units set to zero after each hidden layer while training.',
    },
  ),
};

export interface Tower {
  /** Units of the last layer. */
  width: number;
  /** [B, width] for pairs. */
  pairs(users: tf.Tensor1D, items: tf.Tensor1D): tf.Tensor2D;
  /** [users.length · numItems, width] for every item of each user. */
  allItems(users: tf.Tensor1D): tf.Tensor2D;
}

export function buildTower(
  context: Pick<BuildContext<unknown>, 'facts' | 'weight' | 'lookup' | 'dropout'>,
  { layers, dropout: rate }: { layers: number[]; dropout: number },
): Tower {
  const { facts, weight, lookup, dropout } = context;
  const half = layers[0]! / 2;
  const userEmbedding = weight('mlp/userEmbedding', [facts.numUsers, half], normal(0.01));
  const itemEmbedding = weight('mlp/itemEmbedding', [facts.numItems, half], normal(0.01));
  const dense = layers.slice(1).map((units, index) => ({
    kernel: weight(`mlp/layer${index + 1}/kernel`, [layers[index]!, units], glorotUniform) as tf.Tensor2D,
    bias: weight(`mlp/layer${index + 1}/bias`, [units], zeros),
  }));
  const onward = (hidden: tf.Tensor2D, from: number): tf.Tensor2D => {
    for (const { kernel, bias } of dense.slice(from)) {
      hidden = dropout(tf.relu(tf.add<tf.Tensor2D>(tf.matMul(hidden, kernel), bias)), rate);
    }
    return hidden;
  };
  return {
    width: layers.at(-1)!,
    pairs: (users, items) =>
      onward(tf.concat([lookup(userEmbedding, users), lookup(itemEmbedding, items)], 1) as tf.Tensor2D, 0),
    allItems(users) {
      const first = dense[0];
      const userRows = lookup(userEmbedding, users) as tf.Tensor2D;
      const size = users.shape[0] * facts.numItems;
      if (!first)
        return tf.reshape(
          tf.concat(
            [tile(userRows, facts.numItems, 1), tile(itemEmbedding as tf.Tensor2D, users.shape[0], 0)],
            2,
          ),
          [size, -1],
        );
      // [p, q]·W = p·W₁ + q·W₂: the first layer, the widest, is computed once per user and once per item.
      const fromUsers = tf.matMul(userRows, tf.slice(first.kernel, [0, 0], [half, -1])); // [U, units]
      const fromItems = tf.matMul(
        itemEmbedding as tf.Tensor2D,
        tf.slice(first.kernel, [half, 0], [half, -1]),
      ); // [numItems, units]
      const sums = tf.add(tf.expandDims(fromUsers, 1), tf.expandDims(tf.add(fromItems, first.bias), 0)); // [U, numItems, units]
      return onward(tf.reshape(tf.relu(sums), [size, -1]), 1);
    },
  };
}

/** [U, numItems, d] with rows repeated along `axis`. */
function tile(rows: tf.Tensor2D, times: number, axis: 0 | 1): tf.Tensor3D {
  const spread = tf.expandDims<tf.Tensor3D>(rows, axis);
  return tf.tile(spread, axis === 0 ? [times, 1, 1] : [1, times, 1]);
}
