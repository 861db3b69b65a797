/** BPR on a random split stratified by item, as the benchmark of the recommenders library. */
import type { Preset } from '../../protocol/catalog';
import { movieLens100k } from './fingerprints';

const split = { id: 'random-ratio', params: { ratio: 0.25, by: 'item' }, dropUnseen: true };

export const bpr100k: Preset = {
  id: 'bpr-100k',
  label: 'BPR on ML-100K, random split',
  question: 'How far does plain matrix factorization get with a pairwise loss?',
  lookFor:
    'NDCG@10 climbs past .43. The same model on a split by time gets about half: the split decides more than the model.',
  expectedTime: '2 minutes without a GPU',
  dataHint: 'MovieLens 100K (ml-100k.zip)',
  spec: {
    split,
    validation: { id: 'test', params: { keep: 'last' } },
    model: { id: 'mf', params: { factors: 64 } },
    loss: { id: 'bpr' },
    optimizer: { id: 'adam', params: { learningRate: 0.005 } },
    negatives: { id: 'uniform', filterKnown: true },
    train: { epochs: 60, batchSize: 1024, l2: 0.01 },
    evaluation: { candidates: { id: 'full' } },
  },
  protocol: {
    data: { fingerprint: movieLens100k, positiveFrom: 0, minUserInteractions: 0, minItemInteractions: 0 },
    split,
    evaluation: { candidates: { id: 'full' } },
  },
  published: [
    { metric: 'ndcg@10', value: 0.445, source: 'recommenders benchmark: BPR, 200 factors' },
    { metric: 'precision@10', value: 0.3887, source: 'recommenders benchmark: BPR, 200 factors' },
    { metric: 'recall@10', value: 0.2166, source: 'recommenders benchmark: BPR, 200 factors' },
  ],
};
