/**
 * Matrix factorization for ranking: the score of a pair is bᵢ + pᵤ·qᵢ. With BPR it is Rendle's BPR-MF, with
 * cross-entropy a logistic MF, with the in-batch softmax a two-tower model without features.
 */
import { z } from '../protocol/zod';
import { normal, zeros } from '../engine/initializers';
import * as tf from '../engine/tf';
import { param } from '../protocol/registry';
import { defineModel } from './model';

export const mf = defineModel({
  id: 'mf',
  label: 'MF',
  help: 'A vector per user and item; the score is their dot product plus the item’s bias.',
  citation: 'Rendle et al., UAI 2009',
  task: 'ranking',
  params: z.object({
    factors: param.int(
      32,
      { min: 1, max: 512 },
      { title: 'Factors', scale: 'log', description: 'Length of the user and item embeddings.' },
    ),
    itemBias: param.bool(true, { title: 'Item bias' }),
    initialDeviation: param.number(
      0.1,
      { min: 0.0001, max: 1 },
      { title: 'Initial deviation', scale: 'log' },
    ),
  }),
  losses: ['bpr', 'bce', 'softmax'],
  recommended: {
    train: { batchSize: 1024, l2: 0.001 },
    optimizer: { id: 'adam', params: { learningRate: 0.01 } },
  },
  itemVectors: ['itemEmbedding'],
  build({ facts, params, weight, lookup, loss }) {
    const userEmbedding = weight(
      'userEmbedding',
      [facts.numUsers, params.factors],
      normal(params.initialDeviation),
    );
    const itemEmbedding = weight(
      'itemEmbedding',
      [facts.numItems, params.factors],
      normal(params.initialDeviation),
    );
    const itemBias = params.itemBias ? weight('itemBias', [facts.numItems], zeros) : null;
    const pairs = (users: tf.Tensor1D, items: tf.Tensor1D): tf.Tensor1D => {
      const dot = tf.sum<tf.Tensor1D>(tf.mul(lookup(userEmbedding, users), lookup(itemEmbedding, items)), 1); // [B]
      return itemBias ? tf.add(dot, lookup(itemBias, items)) : dot;
    };
    const matrix = (users: tf.Tensor1D, items: tf.Tensor1D): tf.Tensor2D => {
      const dots = tf.matMul<tf.Tensor2D>(
        lookup(userEmbedding, users) as tf.Tensor2D,
        lookup(itemEmbedding, items) as tf.Tensor2D,
        false,
        true,
      ); // [B, M]
      return itemBias ? tf.add(dots, lookup(itemBias, items)) : dots;
    };
    return {
      loss: (batch) => loss(batch, { pairs, matrix }),
      scorePairs: pairs,
      scoreUsers(users) {
        const dots = tf.matMul<tf.Tensor2D>(
          lookup(userEmbedding, users) as tf.Tensor2D,
          itemEmbedding as tf.Tensor2D,
          false,
          true,
        ); // [U, numItems]
        return itemBias ? tf.add(dots, itemBias) : dots;
      },
    };
  },
});
