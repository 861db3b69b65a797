/** Biased matrix factorization for stars: r̂ = μ + bᵤ + bᵢ + pᵤ·qᵢ. Koren, Bell & Volinsky, IEEE Computer 2009. */
import { z } from '../protocol/zod';
import { normal, zeros } from '../engine/initializers';
import * as tf from '../engine/tf';
import { param } from '../protocol/registry';
import { defineModel } from './model';

export const biasedMf = defineModel({
  id: 'biased-mf',
  label: 'Biased MF (ratings)',
  help: 'Predicts stars: the mean, a bias per user and item, and a dot product. Also known as SVD.',
  citation: 'Koren, Bell & Volinsky, IEEE Computer 2009',
  task: 'rating',
  params: z.object({
    factors: param.int(
      32,
      { min: 1, max: 512 },
      { title: 'Factors', scale: 'log', description: 'Length of the user and item embeddings.' },
    ),
    initialDeviation: param.number(
      0.1,
      { min: 0.0001, max: 1 },
      { title: 'Initial deviation', scale: 'log' },
    ),
  }),
  losses: ['mse'],
  recommended: {
    train: { l2: 0.15, batchSize: 256 },
    optimizer: { id: 'adam', params: { learningRate: 0.001 } },
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
    const userBias = weight('userBias', [facts.numUsers], zeros);
    const itemBias = weight('itemBias', [facts.numItems], zeros);
    const pairs = (users: tf.Tensor1D, items: tf.Tensor1D): tf.Tensor1D => {
      const dot = tf.sum<tf.Tensor1D>(tf.mul(lookup(userEmbedding, users), lookup(itemEmbedding, items)), 1); // [B]
      const biases = tf.add<tf.Tensor1D>(lookup(userBias, users), lookup(itemBias, items));
      return tf.add(tf.add(dot, biases), facts.meanRating);
    };
    return {
      loss: (batch) => loss(batch, { pairs }),
      scorePairs: pairs,
      scoreUsers(users) {
        const dots = tf.matMul<tf.Tensor2D>(
          lookup(userEmbedding, users) as tf.Tensor2D,
          itemEmbedding as tf.Tensor2D,
          false,
          true,
        ); // [U, numItems]
        return tf.add(
          tf.add(tf.add(dots, itemBias), tf.expandDims(lookup(userBias, users), 1)),
          facts.meanRating,
        );
      },
    };
  },
});
