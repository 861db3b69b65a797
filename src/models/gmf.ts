/** Generalized matrix factorization: logit = h·(pᵤ ⊙ qᵢ) + b. He et al., WWW 2017, section 3.2. */
import { z } from '../protocol/zod';
import { lecunUniform, normal, zeros } from '../engine/initializers';
import * as tf from '../engine/tf';
import { param } from '../protocol/registry';
import { defineModel } from './model';

export const gmf = defineModel({
  id: 'gmf',
  label: 'GMF',
  help: 'Matrix factorization whose factors are weighted by a learned layer.',
  citation: 'He et al., WWW 2017',
  task: 'ranking',
  params: z.object({
    factors: param.int(
      8,
      { min: 1, max: 256 },
      { title: 'Factors', scale: 'log', description: 'Length of the user and item embeddings.' },
    ),
  }),
  losses: ['bce', 'bpr', 'softmax'],
  recommended: {
    train: { batchSize: 256, l2: 0 },
    optimizer: { id: 'adam', params: { learningRate: 0.001 } },
  },
  itemVectors: ['gmf/itemEmbedding'],
  build({ facts, params, weight, lookup, loss }) {
    const userEmbedding = weight('gmf/userEmbedding', [facts.numUsers, params.factors], normal(0.01));
    const itemEmbedding = weight('gmf/itemEmbedding', [facts.numItems, params.factors], normal(0.01));
    const output = weight('gmf/output', [params.factors, 1], lecunUniform);
    const outputBias = weight('gmf/outputBias', [1], zeros);
    const weighted = (users: tf.Tensor1D) =>
      tf.mul<tf.Tensor2D>(lookup(userEmbedding, users), tf.reshape(output, [1, -1])); // [B, factors]
    const pairs = (users: tf.Tensor1D, items: tf.Tensor1D): tf.Tensor1D =>
      tf.add(tf.sum(tf.mul(weighted(users), lookup(itemEmbedding, items)), 1), outputBias);
    return {
      loss: (batch) =>
        loss(batch, {
          pairs,
          matrix: (users, items) =>
            tf.add(
              tf.matMul(weighted(users), lookup(itemEmbedding, items) as tf.Tensor2D, false, true),
              outputBias,
            ),
        }),
      scorePairs: pairs,
      scoreUsers: (users) =>
        tf.add(tf.matMul(weighted(users), itemEmbedding as tf.Tensor2D, false, true), outputBias),
    };
  },
});
