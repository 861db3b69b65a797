/** Rating prediction with biased matrix factorization over the five folds that come with MovieLens 100K. */
import type { Preset } from '../../protocol/catalog';
import { movieLens100k } from './fingerprints';

const split = { id: 'predefined', params: { group: 'u1-u5' } };

export const svd100k: Preset = {
  id: 'svd-100k',
  label: 'SVD on ML-100K, five folds',
  question: 'How many stars is a predicted rating off?',
  lookFor:
    'RMSE near .94. Biases alone reach .944: the factors add little on so few ratings, and overfit soon without L2.',
  expectedTime: '3 minutes without a GPU',
  dataHint: 'MovieLens 100K (ml-100k.zip)',
  spec: {
    split,
    validation: { id: 'test', params: { keep: 'last' } },
    model: { id: 'biased-mf', params: { factors: 100, initialDeviation: 0.05 } },
    loss: { id: 'mse' },
    optimizer: { id: 'adam', params: { learningRate: 0.001 } },
    train: { epochs: 15, batchSize: 256, l2: 0.15 },
    earlyStopping: { metric: 'rmse', patience: 0 },
  },
  protocol: {
    data: { fingerprint: movieLens100k, positiveFrom: 0, minUserInteractions: 0, minItemInteractions: 0 },
    split,
  },
  published: [
    { metric: 'rmse', value: 0.934, source: 'Surprise: SVD, 5-fold mean (its folds are drawn at random)' },
  ],
};
