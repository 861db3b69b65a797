/** The leave-one-out protocol of the NCF paper: 99 frozen negatives per user, He et al., WWW 2017. */
import type { Preset } from '../../protocol/catalog';
import { ncfMovieLens1m } from './fingerprints';

const split = { id: 'predefined', params: { group: 'ncf' }, dropUnseen: false };

export const ncfMl1m: Preset = {
  id: 'ncf-ml-1m',
  label: 'NCF paper on ML-1M',
  question: 'Does NeuMF find the held-out film among 99 others, as the NCF paper reports?',
  lookFor:
    'Popularity alone gives HR@10 .453 and item-kNN .66. Sampled candidates make all numbers look high; the best epoch is chosen on the test part, as the authors’ code does.',
  expectedTime: '8 minutes without a GPU',
  dataHint: 'the files of the NCF paper (ml-1m.train.rating, ml-1m.test.rating, ml-1m.test.negative)',
  spec: {
    split,
    validation: { id: 'test' },
    model: { id: 'neumf', params: { factors: 8, layers: [64, 32, 16, 8] } },
    loss: { id: 'bce' },
    optimizer: { id: 'adam', params: { learningRate: 0.001 } },
    negatives: { id: 'uniform', perPositive: 4, filterKnown: true },
    train: { epochs: 20, batchSize: 256, l2: 0 },
    earlyStopping: { metric: 'hr@10', patience: 0 },
    evaluation: { candidates: { id: 'frozen' } },
  },
  protocol: {
    data: { fingerprint: ncfMovieLens1m, positiveFrom: 0, minUserInteractions: 0, minItemInteractions: 0 },
    split,
    evaluation: { candidates: { id: 'frozen' } },
  },
  published: [
    { metric: 'hr@10', value: 0.688, source: 'He et al. 2017: NeuMF, 8 factors, from scratch' },
    { metric: 'ndcg@10', value: 0.41, source: 'He et al. 2017: NeuMF, 8 factors, from scratch' },
  ],
};
