/**
 * Neural matrix factorization: GMF and an MLP with embeddings of their own, joined in one prediction layer,
 * logit = h·[pᵤ ⊙ qᵢ, tower] + b. Optionally starts from a trained GMF and MLP whose prediction layers are
 * weighted α and 1 − α. He et al., WWW 2017, sections 3.4 and 3.4.1.
 */
import { z } from '../protocol/zod';
import { given, lecunUniform, normal, zeros, type Initializer } from '../engine/initializers';
import * as tf from '../engine/tf';
import type { SavedWeights } from '../engine/weightStore';
import { param } from '../protocol/registry';
import { defineModel } from './model';
import { buildTower, towerParams } from './tower';

export const neumf = defineModel({
  id: 'neumf',
  label: 'NeuMF',
  help: 'GMF and MLP side by side, joined in the last layer.',
  citation: 'He et al., WWW 2017',
  task: 'ranking',
  params: z.object({
    factors: param.int(8, { min: 1, max: 256 }, { title: 'GMF factors', scale: 'log' }),
    ...towerParams,
    pretrain: param.bool(false, {
      title: 'Pretrain GMF and MLP',
      description: 'Trains both alone first and starts from their weights.',
    }),
    pretrainEpochs: param.int(10, { min: 1, max: 200 }, { title: 'Pretraining', unit: 'epochs' }),
    alpha: param.number(
      0.5,
      { min: 0, max: 1 },
      { title: 'α', step: 0.1, description: 'Share of GMF against MLP in the pretrained prediction layer.' },
    ),
  }),
  losses: ['bce', 'bpr'],
  recommended: {
    train: { batchSize: 256, l2: 0 },
    optimizer: { id: 'adam', params: { learningRate: 0.001 } },
  },
  pretrain: ({ pretrain, pretrainEpochs, factors, layers, dropout }) =>
    pretrain
      ? [
          { modelId: 'gmf', params: { factors }, epochs: pretrainEpochs },
          { modelId: 'mlp', params: { layers, dropout }, epochs: pretrainEpochs },
        ]
      : [],
  itemVectors: ['gmf/itemEmbedding', 'mlp/itemEmbedding'],
  build(context) {
    const { facts, params, lookup, loss, pretrained } = context;
    const gmf = pretrained.get('gmf');
    const mlp = pretrained.get('mlp');
    // A pretrained weight of the same name takes the place of the drawn one.
    const weight = (name: string, shape: number[], initializer: Initializer) => {
      const values = gmf?.[name] ?? mlp?.[name];
      return context.weight(name, shape, values ? given(values) : initializer);
    };
    const userEmbedding = weight('gmf/userEmbedding', [facts.numUsers, params.factors], normal(0.01));
    const itemEmbedding = weight('gmf/itemEmbedding', [facts.numItems, params.factors], normal(0.01));
    const tower = buildTower({ ...context, weight }, params);
    const joined = gmf && mlp ? joinOutputs(gmf, mlp, params.alpha) : null;
    const output = context.weight(
      'output',
      [params.factors + tower.width, 1],
      joined ? given(joined.kernel) : lecunUniform,
    ) as tf.Tensor2D;
    const outputBias = context.weight('outputBias', [1], joined ? given(joined.bias) : zeros);
    const logits = (product: tf.Tensor2D, hidden: tf.Tensor2D) =>
      tf.reshape(tf.add(tf.matMul(tf.concat([product, hidden], 1), output), outputBias), [-1]) as tf.Tensor1D;
    const pairs = (users: tf.Tensor1D, items: tf.Tensor1D) =>
      logits(tf.mul(lookup(userEmbedding, users), lookup(itemEmbedding, items)), tower.pairs(users, items));
    return {
      loss: (batch) => loss(batch, { pairs }),
      scorePairs: pairs,
      scoreUsers(users) {
        const gmfPart = tf.slice(output, [0, 0], [params.factors, -1]);
        const mlpPart = tf.slice(output, [params.factors, 0], [tower.width, -1]);
        const weighted = tf.mul<tf.Tensor2D>(lookup(userEmbedding, users), tf.reshape(gmfPart, [1, -1]));
        const products = tf.matMul(weighted, itemEmbedding as tf.Tensor2D, false, true); // [U, numItems]
        const hidden = tf.reshape(tf.matMul(tower.allItems(users), mlpPart), [
          users.shape[0],
          facts.numItems,
        ]);
        return tf.add(tf.add(products, hidden), outputBias);
      },
    };
  },
});

/** Prediction layer of both parts, weighted α and 1 − α. */
function joinOutputs(
  gmf: SavedWeights,
  mlp: SavedWeights,
  alpha: number,
): { kernel: Float32Array; bias: Float32Array } {
  const scaled = (values: Float32Array, factor: number) => Array.from(values, (value) => value * factor);
  return {
    kernel: Float32Array.from([
      ...scaled(gmf['gmf/output']!, alpha),
      ...scaled(mlp['mlp/output']!, 1 - alpha),
    ]),
    bias: Float32Array.of(alpha * gmf['gmf/outputBias']![0]! + (1 - alpha) * mlp['mlp/outputBias']![0]!),
  };
}
