/** The workloads there are, in the order they run, in words. No code of theirs, so that a page can list them. */
export const workloads = {
  mf: { label: 'Matrix factorization', about: 'MovieLens 1M in size, 64 factors, BPR, batches of 4,096' },
  neumf: { label: 'NeuMF', about: 'GMF 16, layers 64-32-16-8, cross-entropy, batches of 1,024' },
  'neumf-16k': { label: 'NeuMF, large batches', about: 'the same in batches of 16,384' },
  mlp: { label: 'MLP', about: 'layers 64-32-16-8, cross-entropy, batches of 1,024' },
  eval: { label: 'Full ranking', about: '6,040 users, each against all of 3,706 items' },
} as const satisfies Record<string, { label: string; about: string }>;

export type WorkloadId = keyof typeof workloads;
export const workloadIds = Object.keys(workloads) as WorkloadId[];
