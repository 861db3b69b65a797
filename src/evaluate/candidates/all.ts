/** Every item there is. */
import { noParams } from '../../protocol/registry';
import { defineCandidates } from './candidateRule';

export const all = defineCandidates({
  id: 'all',
  label: 'All items',
  help: 'Ranks held-out items among all items, also those that the user had before: in sessions of clicks people come back to what they saw. As GRU4Rec is measured.',
  citation: 'Hidasi et al., Session-based Recommendations with Recurrent Neural Networks, ICLR 2016',
  leavesOutSeen: false,
  params: noParams,
  candidatesOf: () => 'all',
});
