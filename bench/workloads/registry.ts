/** How each workload of the catalogue is made. */
import type { WorkloadId } from './catalog';
import { makeEval } from './eval';
import { makeMf } from './mf';
import { makeMlp, makeNeumf, makeNeumf16k } from './neural';
import { makeLstm } from './sequences';
import { makeGru4rec } from './sessions';
import { makeTextCnn } from './text';
import type { Workload } from './workload';

/** Made anew by each worker from the same seed, rather than sent to it. */
export const makeWorkload: Record<WorkloadId, () => Workload> = {
  mf: makeMf,
  neumf: makeNeumf,
  'neumf-16k': makeNeumf16k,
  mlp: makeMlp,
  textcnn: makeTextCnn,
  lstm: makeLstm,
  gru4rec: makeGru4rec,
  eval: makeEval,
};
