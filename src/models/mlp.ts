/** Multi-layer perceptron over both embeddings: logit = h·tower([pᵤ, qᵢ]) + b. He et al., WWW 2017, section 3.3. */
import { z } from '../protocol/zod';
import { lecunUniform, zeros } from '../engine/initializers';
import * as tf from '../engine/tf';
import { defineModel } from './model';
import { buildTower, towerParams } from './tower';

export const mlp = defineModel({
  id: 'mlp',
  label: 'MLP',
  help: 'Dense layers over the user’s and the item’s vector, in place of a dot product.',
  citation: 'He et al., WWW 2017',
  task: 'ranking',
  params: z.object(towerParams),
  losses: ['bce', 'bpr'],
  recommended: {
    train: { batchSize: 256, l2: 0 },
    optimizer: { id: 'adam', params: { learningRate: 0.001 } },
  },
  itemVectors: ['mlp/itemEmbedding'],
  build(context) {
    const { facts, weight, params, loss } = context;
    const tower = buildTower(context, params);
    const output = weight('mlp/output', [tower.width, 1], lecunUniform) as tf.Tensor2D;
    const outputBias = weight('mlp/outputBias', [1], zeros);
    const logits = (hidden: tf.Tensor2D) =>
      tf.reshape(tf.add(tf.matMul(hidden, output), outputBias), [-1]) as tf.Tensor1D;
    const pairs = (users: tf.Tensor1D, items: tf.Tensor1D) => logits(tower.pairs(users, items));
    return {
      loss: (batch) => loss(batch, { pairs }),
      scorePairs: pairs,
      scoreUsers: (users) => tf.reshape(logits(tower.allItems(users)), [users.shape[0], facts.numItems]),
    };
  },
});
