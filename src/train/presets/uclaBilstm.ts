/** A bidirectional LSTM that tells the next item after 18 (UCLA thesis on anime recommendation, sections 5.3 and 5.4). */
import type { Preset, PublishedValue } from '../../protocol/catalog';
import { movieLens100k } from './fingerprints';

const split = { id: 'leave-last-out' };
const sessions = { id: 'windows', params: { length: 18 }, maxLength: 18 };
const evaluation = { candidates: { id: 'full' }, seen: { id: 'all' } };

/** Table 5.2. */
const reported: PublishedValue[] = (
  [
    ['ndcg@5', 0.2953],
    ['recall@20', 0.5065],
    ['mrr@20', 0.2887],
  ] as const
).map(([metric, value]) => ({
  metric,
  value,
  source: 'thesis, table 5.2',
  differs: '13,597 anime of MyAnimeList instead of movies; how its validation part was made is not stated',
}));

export const uclaBilstm: Preset = {
  id: 'ucla-bilstm',
  label: 'Bidirectional LSTM',
  question: 'Does reading the last 18 items in both directions tell the next one?',
  lookFor:
    'Whether it is ahead of popularity, of a first-order Markov chain, which knows the last item alone, and of an LSTM that learns from every place. Only one target in each window teaches it: on the few windows of MovieLens 100K it stays near popularity, where the thesis had millions of ratings.',
  expectedTime: '8 minutes without a GPU',
  dataHint: 'MovieLens 100K (ml-100k.zip), or any ratings with an order',
  spec: {
    split,
    validation: { id: 'leave-last-out' },
    sessions,
    evaluation,
    loss: { id: 'next-cross-entropy' },
    optimizer: { id: 'adam', params: { learningRate: 0.001 } },
    train: { epochs: 20, batchSize: 128, l2: 0 },
    earlyStopping: { metric: 'ndcg@5', patience: 3 },
  },
  variants: [
    {
      name: 'Bidirectional LSTM',
      spec: { model: { id: 'bilstm', params: { units: [200, 100] } } },
      published: reported,
    },
    {
      name: 'LSTM with attention',
      spec: { model: { id: 'lstm' }, optimizer: { params: { learningRate: 0.003 } } },
    },
    { name: 'First-order Markov', spec: { model: { id: 'markov' } } },
    { name: 'Popularity', spec: { model: { id: 'pop' } } },
  ],
  tableMetrics: ['ndcg@5', 'recall@20', 'mrr@20'],
  perEpoch: 'ndcg@5',
  protocol: { data: { fingerprint: movieLens100k }, split, sessions, evaluation },
  published: [],
};
