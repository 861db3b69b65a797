/** The workloads there are, in the order they run, in words. No code of theirs, so that a page can list them. */
export interface WorkloadEntry {
  label: string;
  about: string;
  /** What it repeats, and what it gets through meanwhile. */
  step: 'step' | 'pass';
  rows: 'samples' | 'users';
}

const training = { step: 'step', rows: 'samples' } as const;

export const workloads = {
  mf: {
    label: 'Matrix factorization',
    about: 'MovieLens 1M in size, 64 factors, BPR, batches of 4,096',
    ...training,
  },
  neumf: {
    label: 'NeuMF',
    about: 'GMF 16, layers 64-32-16-8, cross-entropy, batches of 1,024',
    ...training,
  },
  'neumf-16k': {
    label: 'NeuMF, large batches',
    about: 'GMF 16, layers 64-32-16-8, cross-entropy, batches of 16,384',
    ...training,
  },
  mlp: { label: 'MLP', about: 'Layers 64-32-16-8, cross-entropy, batches of 1,024', ...training },
  textcnn: {
    label: 'Text-CNN',
    about: '64 texts of 100 words, vectors of 64, windows of 3, 4 and 5 words, 64 filters each',
    ...training,
  },
  lstm: {
    label: 'LSTM',
    about: '256 sequences of 50 items, vectors of 64, 64 units, softmax over 512 items at the last step',
    ...training,
  },
  gru4rec: {
    label: 'GRU4Rec',
    about: '50 sessions, 100 units, one-hot input of 37,483 items, softmax over 2,098 of them',
    ...training,
  },
  eval: {
    label: 'Full ranking',
    about: '6,040 users, each against all of 3,706 items',
    step: 'pass',
    rows: 'users',
  },
} as const satisfies Record<string, WorkloadEntry>;

export type WorkloadId = keyof typeof workloads;
export const workloadIds = Object.keys(workloads) as WorkloadId[];
