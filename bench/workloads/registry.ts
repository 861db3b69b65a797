/** The workloads there are, in the order they run. */
import { makeEval } from './eval';
import { makeMf } from './mf';
import { makeMlp, makeNeumf, makeNeumf16k } from './neural';
import type { Workload } from './workload';

export const workloadIds = ['mf', 'neumf', 'neumf-16k', 'mlp', 'eval'] as const;
export type WorkloadId = (typeof workloadIds)[number];

/** Made anew by each worker from the same seed, rather than sent to it. */
export const makeWorkload: Record<WorkloadId, () => Workload> = {
  mf: makeMf,
  neumf: makeNeumf,
  'neumf-16k': makeNeumf16k,
  mlp: makeMlp,
  eval: makeEval,
};
