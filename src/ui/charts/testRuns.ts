/** Small runs and a small catalogue for tests of the page. */
import type { Catalog, MetricEntry } from '../../protocol/catalog';
import type { Metrics, RunInfo } from '../../protocol/events';
import { defaultSpec } from '../../protocol/spec';
import { queuedRun } from '../store/runEvents';
import type { RunRecord } from '../store/runRecord';

const entry = (id: string, label: string) => ({ id, label, help: '', citation: '', params: {} });

const metric = (id: string, label: string, rest: Partial<MetricEntry> = {}): MetricEntry => ({
  ...entry(id, label),
  formula: '',
  higherIsBetter: true,
  cutoff: 'required',
  kind: 'ranks',
  unit: '',
  ...rest,
});

export const testCatalog: Catalog = {
  models: [
    { ...entry('mf', 'MF'), task: 'ranking', losses: ['bpr', 'bce'], usesVectors: false, recommended: {} },
    {
      ...entry('biased-mf', 'Biased MF'),
      task: 'rating',
      losses: ['mse'],
      usesVectors: false,
      recommended: {},
    },
    {
      ...entry('popularity', 'Popularity'),
      task: 'ranking',
      losses: [],
      usesVectors: false,
      recommended: {},
    },
    { ...entry('gru', 'GRU'), task: 'sequence', losses: ['bpr'], usesVectors: false, recommended: {} },
  ],
  losses: [
    { ...entry('bpr', 'BPR'), feed: 'pairwise', formula: '' },
    { ...entry('bce', 'BCE'), feed: 'pointwise', formula: '' },
  ],
  optimizers: [],
  splits: [{ ...entry('cold-items', 'Cold items'), unit: 'interactions', holdsItems: true, drawn: true }],
  validations: [
    { ...entry('cold-items', 'Cold items'), unit: 'interactions', holdsItems: true, drawn: true },
  ],
  sessions: [],
  negatives: [],
  candidates: [
    { ...entry('full', 'All unseen items'), leavesOutSeen: true, drawn: false },
    { ...entry('uniform', 'Uniform sample'), leavesOutSeen: true, drawn: true },
  ],
  seen: [entry('all', 'All they had before'), entry('kept', 'Train and validation')],
  metrics: [
    metric('hr', 'HR'),
    metric('ndcg', 'NDCG'),
    metric('precision', 'Precision'),
    metric('recall', 'Recall'),
    metric('f1', 'F1'),
    metric('rmse', 'RMSE', { higherIsBetter: false, cutoff: 'none', kind: 'ratings', unit: 'stars' }),
  ],
  presets: [],
};

interface TestRun extends Partial<Omit<RunRecord, 'epochs' | 'info'>> {
  id: string;
  /** Metrics of epochs 1, 2, ...; the loss is 1 / epoch and each takes a second. */
  epochs?: Metrics[];
  info?: Partial<RunInfo>;
}

/** A finished run of the default spec, unless told otherwise. */
export function testRun({ id, epochs = [], info, ...rest }: TestRun): RunRecord {
  const spec = rest.spec ?? defaultSpec();
  return {
    ...queuedRun({ id, name: id, spec, series: 0, createdAt: 0, expected: null }),
    status: 'done',
    info: {
      spec,
      backend: { backend: 'wasm', device: 'WebAssembly SIMD', software: false },
      engine: null,
      numUsers: 4,
      numItems: 6,
      numTrain: 12,
      numValidation: 4,
      numTest: 4,
      numParameters: 20,
      stepsPerEpoch: 3,
      notes: [],
      oracle: null,
      watchedPart: 'validation',
      keepsLast: false,
      ...info,
    },
    epochs: epochs.map((metrics, i) => ({
      epoch: i + 1,
      loss: 1 / (i + 1),
      metrics,
      elapsedMs: (i + 1) * 1000,
      trainMs: 900,
      evaluateMs: 100,
      learningRate: 0.001,
    })),
    bestEpoch: epochs.length,
    elapsedMs: epochs.length * 1000,
    ...rest,
  };
}
