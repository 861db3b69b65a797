/** The thesis's comparison of its LSTM with NeuMF (section 5.4.2, figures 5.5 and 5.6), on MovieLens 1M. */
import type { Preset } from '../../protocol/catalog';
import { textCnnVectors } from '../../protocol/itemVectors';
import { movieLens1mWithPlots } from './fingerprints';

const split = { id: 'leave-last-out' };
const evaluation = { candidates: { id: 'uniform', params: { count: 99 } }, seen: { id: 'all' } };
const lstm = {
  loss: { id: 'next-cross-entropy' },
  optimizer: { id: 'adam', params: { learningRate: 0.003 } },
  train: { batchSize: 64, l2: 0 },
};

export const thesisHr: Preset = {
  id: 'thesis-hr',
  label: 'LSTM against NeuMF',
  question: 'Does the order of what people watched tell the next movie better than who they are?',
  lookFor:
    'HR@10 epoch by epoch, and HR@k over k. The thesis finds its LSTM slightly ahead of NeuMF on other data, in figures without numbers. Without the vectors from plots it shows where the gain comes from.',
  expectedTime: '25 minutes without a GPU',
  dataHint: 'MovieLens 1M (ml-1m.zip) with plots of its movies joined to it',
  spec: {
    split,
    validation: { id: 'leave-last-out' },
    sessions: { id: 'windows', params: { length: 50 }, maxLength: 50 },
    evaluation,
    train: { epochs: 12 },
    earlyStopping: { metric: 'hr@10', patience: 2 },
  },
  variants: [
    {
      name: 'LSTM, plots and ids',
      spec: {
        ...lstm,
        data: { vectors: textCnnVectors },
        model: { id: 'lstm', params: { items: 'both', drawn: 512 } },
      },
    },
    { name: 'LSTM, ids', spec: { ...lstm, model: { id: 'lstm', params: { items: 'ids', drawn: 512 } } } },
    {
      name: 'NeuMF',
      spec: {
        model: { id: 'neumf', params: { factors: 64, layers: [128, 64] } },
        loss: { id: 'bce' },
        optimizer: { id: 'adam', params: { learningRate: 0.001 } },
        negatives: { id: 'uniform', perPositive: 4 },
        train: { batchSize: 2048, l2: 0 },
      },
    },
    { name: 'Popularity', spec: { model: { id: 'popularity' } } },
  ],
  tableMetrics: ['hr@10', 'ndcg@10', 'mrr@10'],
  baseline: 'NeuMF',
  perEpoch: 'hr@10',
  overK: 'hr',
  protocol: { data: { fingerprint: movieLens1mWithPlots }, split, evaluation },
  published: [],
};
