/** NeuMF on MovieLens 100K as in the HSHL seminar paper, which follows the NCF notebook of the recommenders library. */
import type { Preset } from '../../protocol/catalog';
import { movieLens100k } from './fingerprints';

const source = 'Bin Mohd Halim, HSHL: NeuMF, 16 factors, 100 epochs';

export const hshlNcf100k: Preset = {
  id: 'hshl-ncf-100k',
  label: 'NeuMF on ML-100K, chronological',
  question: 'How well does NeuMF predict the last quarter of each user’s films from the first three?',
  lookFor:
    'NDCG@10 rises for about 20 epochs, then falls slowly while the training loss keeps sinking: overfitting. The split by time halves the NDCG of a random split.',
  expectedTime: '5 to 10 minutes without a GPU',
  dataHint: 'MovieLens 100K (ml-100k.zip)',
  spec: {
    split: { id: 'temporal', params: { ratio: 0.25, by: 'user' }, dropUnseen: true },
    validation: { id: 'random-ratio', params: { ratio: 0.05, by: 'user' } },
    model: { id: 'neumf', params: { factors: 16, layers: [32, 16, 8] } },
    loss: { id: 'bce' },
    optimizer: { id: 'adam', params: { learningRate: 0.001 } },
    negatives: { id: 'uniform', perPositive: 4, filterKnown: true },
    train: { epochs: 100, batchSize: 256, l2: 0 },
    earlyStopping: { metric: 'ndcg@10', patience: 0 },
    evaluation: { candidates: { id: 'full' } },
  },
  protocol: {
    data: { fingerprint: movieLens100k, positiveFrom: 0, minUserInteractions: 0, minItemInteractions: 0 },
    split: { id: 'temporal', params: { ratio: 0.25, by: 'user' }, dropUnseen: true },
    evaluation: { candidates: { id: 'full' }, seen: { id: 'all' } },
  },
  // The paper's MAP .0453 cuts the list at 10 and divides by all relevant items: neither `map` nor `map@10` here.
  published: [
    { metric: 'ndcg@10', value: 0.1936, source },
    { metric: 'precision@10', value: 0.1758, source },
    { metric: 'recall@10', value: 0.0997, source },
  ],
};
