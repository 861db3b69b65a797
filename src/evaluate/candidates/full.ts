/** Every item that the user has not seen. */
import { noParams } from '../../protocol/registry';
import { defineCandidates } from './candidateRule';

export const full = defineCandidates({
  id: 'full',
  label: 'All unseen items',
  help: 'Ranks held-out items among all items that the user has not seen, as chosen under Seen. The only form whose values can be trusted between models.',
  citation: 'Krichene & Rendle, On Sampled Metrics for Item Recommendation, KDD 2020',
  leavesOutSeen: true,
  params: noParams,
  candidatesOf: () => 'full',
});
