/** Table 3 of the GRU4Rec paper on a small part of its data: Hidasi et al., ICLR 2016, with the losses of CIKM 2018. */
import type { Preset, PresetVariant, PublishedValue } from '../../protocol/catalog';
import type { Params } from '../../protocol/spec';
import { yoochoose100k } from './fingerprints';

const split = { id: 'predefined', params: { group: 'full' } };
const validation = { id: 'test', params: { keep: 'last' } };
const evaluation = { candidates: { id: 'all' } };
const sessions = { id: 'whole' };

/** Tables 1 and 3 of the paper, 100 units. */
const reported = (recall: number, mrr: number, source = 'Hidasi et al. 2016, table 3'): PublishedValue[] =>
  (
    [
      ['recall@20', recall],
      ['mrr@20', mrr],
    ] as const
  ).map(([metric, value]) => ({
    metric,
    value,
    source,
    differs: 'all 31.6 million clicks of YOOCHOOSE instead of the first 100,000',
  }));
const baselines = 'Hidasi et al. 2016, table 1';

const baseline = (name: string, id: string, published?: PublishedValue[]): PresetVariant => ({
  name,
  spec: { model: { id } },
  ...(published && { published }),
});

const gru4rec = (
  name: string,
  loss: { id: string; params?: Params },
  params: Params,
  learningRate: number,
  momentum = 0,
  published?: PublishedValue[],
): PresetVariant => ({
  name: `GRU4Rec, ${name}`,
  spec: {
    model: { id: 'gru4rec', params },
    loss,
    optimizer:
      momentum > 0
        ? { id: 'adagrad-momentum', params: { learningRate, momentum } }
        : { id: 'adagrad', params: { learningRate, initialAccumulator: 0 } },
  },
  ...(published && { published }),
});

export const gru4recYoochoose: Preset = {
  id: 'gru4rec-yoochoose',
  label: 'GRU4Rec and its losses',
  question: 'What will a visitor of a shop click next, and which loss teaches it best?',
  lookFor:
    'How far GRU4Rec is ahead of item-kNN, the best baseline of the paper, and whether it is ahead of a first-order Markov chain, which the paper does not have. The losses that weigh negatives by their scores (max) need many negatives.',
  expectedTime: '4 minutes without a GPU',
  dataHint: 'the first 100,000 clicks of YOOCHOOSE (yoochoose-100k.zip)',
  spec: {
    split,
    validation,
    sessions,
    evaluation,
    model: { id: 'gru4rec' },
    negatives: { id: 'popularity', params: { alpha: 0.75 } },
    train: { epochs: 5, batchSize: 50, l2: 0 },
    earlyStopping: { metric: 'recall@20', patience: 0 },
  },
  variants: [
    baseline('POP', 'pop', reported(0.005, 0.0012, baselines)),
    baseline('S-POP', 's-pop', reported(0.2672, 0.1775, baselines)),
    baseline('Item-kNN', 'session-knn', reported(0.5065, 0.2048, baselines)),
    {
      name: 'BPR-MF',
      spec: {
        model: { id: 'session-bpr-mf' },
        loss: { id: 'next-bpr' },
        optimizer: { id: 'adagrad', params: { learningRate: 0.1, initialAccumulator: 0 } },
      },
      published: reported(0.2574, 0.0618, baselines),
    },
    baseline('First-order Markov', 'markov'),
    gru4rec('TOP1', { id: 'next-top1' }, { drawn: 0, output: 'tanh' }, 0.05, 0, reported(0.5853, 0.2305)),
    gru4rec('BPR', { id: 'next-bpr' }, { drawn: 0 }, 0.05, 0.2, reported(0.6069, 0.2407)),
    gru4rec('cross-entropy', { id: 'next-cross-entropy' }, { drawn: 512 }, 0.1, 0, reported(0.6074, 0.243)),
    gru4rec('TOP1-max', { id: 'next-top1-max' }, { drawn: 512 }, 0.1),
    gru4rec('BPR-max', { id: 'next-bpr-max' }, { drawn: 512, output: 'elu' }, 0.1),
  ],
  tableMetrics: ['recall@20', 'mrr@20'],
  baseline: 'Item-kNN',
  perEpoch: 'recall@20',
  protocol: { data: { fingerprint: yoochoose100k }, split, sessions, evaluation },
  published: [],
};
