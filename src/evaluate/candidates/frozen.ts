/** The lists that came with the data, so that a published number is measured on the very same candidates. */
import { AppError } from '../../protocol/errors';
import { noParams } from '../../protocol/registry';
import { defineCandidates } from './candidateRule';

export const frozen = defineCandidates({
  id: 'frozen',
  label: 'Lists from the data',
  help: 'Ranks held-out items among the negatives that came with the data, such as the 99 per user of the NCF files.',
  citation: 'He et al., Neural Collaborative Filtering, WWW 2017',
  leavesOutSeen: false,
  params: noParams,
  candidatesOf({ dataset, frozen: lists }) {
    if (lists) return lists;
    throw new AppError(
      'bad-spec',
      `No candidate lists came with this split of "${dataset.name}".`,
      'Choose the predefined split of data that brings them (the NCF files), or other candidates.',
    );
  },
});
