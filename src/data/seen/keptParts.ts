/** Train, and validation before the test part, as they are after filters and splits. */
import { noParams } from '../../protocol/registry';
import { concatSorted } from '../concatSorted';
import { eachItemOnce } from '../sample/eachItemOnce';
import { makeHistory } from '../sample/history';
import { defineSeen } from './seenRule';

export const keptParts = defineSeen({
  id: 'kept',
  label: 'Train and validation',
  help: 'Items of the training part, and of the validation part where the test part is measured. What the filters or the split left out is ranked as if unseen: most published code filters first and looks at nothing else afterwards.',
  citation: 'Zhao et al., RecBole, CIKM 2021',
  params: noParams,
  before({ dataset, split, part }) {
    const { train, validation, watchedPart } = split;
    const places = part === 'test' && watchedPart === 'validation' ? concatSorted(train, validation) : train;
    return eachItemOnce(makeHistory(dataset, places));
  },
  wholePast: false,
});
