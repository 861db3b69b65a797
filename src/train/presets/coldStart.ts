/** What the thesis left open (section 5.4.2): can movies be recommended that nobody has rated, from their plots? */
import type { Preset, PublishedValue } from '../../protocol/catalog';
import { textCnnVectors } from '../../protocol/itemVectors';
import { movieLens1mWithPlots } from './fingerprints';

const split = { id: 'cold-items', params: { share: 0.2 } };
const evaluation = { candidates: { id: 'full' }, seen: { id: 'all' } };
const lstm = {
  loss: { id: 'next-cross-entropy' },
  optimizer: { id: 'adam', params: { learningRate: 0.003 } },
  train: { batchSize: 64, l2: 0 },
};
const fromTexts = { data: { vectors: textCnnVectors } };

/** Table 1 of LLM-InS, as it lists other methods too. */
const reported = (
  recallCold: number,
  ndcgCold: number,
  recallWarm: number,
  ndcgWarm: number,
): PublishedValue[] =>
  (
    [
      ['recall@20/cold', recallCold],
      ['ndcg@20/cold', ndcgCold],
      ['recall@20/warm', recallWarm],
      ['ndcg@20/warm', ndcgWarm],
    ] as const
  ).map(([metric, value]) => ({
    metric,
    value,
    source: 'LLM-InS, table 1 (MF, 200 factors)',
    differs: 'another draw of the cold items and another share of warm ones held out',
  }));

export const coldStart: Preset = {
  id: 'cold-start',
  label: 'Movies nobody has rated',
  question: 'Can a movie be recommended before anybody has rated it, from its plot alone?',
  lookFor:
    'Recall@20 of cold items beside chance, which the notes of each run tell. MF and an LSTM of ids have learned nothing of cold items and can only guess; the price of content on warm items stands beside it.',
  expectedTime: '10 minutes without a GPU',
  dataHint: 'MovieLens 1M (ml-1m.zip) with plots of its movies joined to it',
  spec: {
    split,
    validation: { id: 'cold-items', params: { share: 0.1 } },
    sessions: { id: 'whole', maxLength: 50 },
    evaluation,
    train: { epochs: 5 },
    earlyStopping: { metric: 'ndcg@20/warm', patience: 2 },
  },
  variants: [
    {
      name: 'LSTM, plots',
      spec: { ...lstm, ...fromTexts, model: { id: 'lstm', params: { items: 'content', drawn: 512 } } },
    },
    { name: 'LSTM, ids', spec: { ...lstm, model: { id: 'lstm', params: { items: 'ids', drawn: 512 } } } },
    {
      name: 'MF',
      spec: {
        model: { id: 'mf', params: { factors: 64 } },
        loss: { id: 'bpr' },
        optimizer: { id: 'adam', params: { learningRate: 0.002 } },
        train: { epochs: 12, batchSize: 2048, l2: 0.01 },
      },
      published: reported(0.0251, 0.0276, 0.2076, 0.1819),
    },
    { name: 'Nearest plots', spec: { ...fromTexts, model: { id: 'content-knn' } } },
    { name: 'Random', spec: { model: { id: 'random' } } },
  ],
  tableMetrics: ['recall@20/cold', 'ndcg@20/cold', 'recall@20/warm', 'ndcg@20/warm'],
  baseline: 'Random',
  perEpoch: 'recall@20/cold',
  protocol: { data: { fingerprint: movieLens1mWithPlots }, split, evaluation },
  published: [],
};
