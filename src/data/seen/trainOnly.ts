/** What was trained on, and nothing else. */
import { noParams } from '../../protocol/registry';
import { eachItemOnce } from '../sample/eachItemOnce';
import { makeHistory } from '../sample/history';
import { defineSeen } from './seenRule';

export const trainOnly = defineSeen({
  id: 'train',
  label: 'Train only',
  help: 'Items of the training part alone: validation items are candidates of the test part, though the user had them before.',
  citation: 'He et al., LightGCN, SIGIR 2020',
  params: noParams,
  before: ({ dataset, split }) => eachItemOnce(makeHistory(dataset, split.train)),
  wholePast: false,
});
