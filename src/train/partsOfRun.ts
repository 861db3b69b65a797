/** What every task says of the parts of its data. */
import type { Dataset } from '../protocol/dataset';
import type { ItemSplit } from '../data/split/makeSplit';
import type { RunTask } from './task';

/** @param split of interactions or of items; what it parts is what is counted */
export const partsOfRun = (
  { numUsers, numItems, ofSessions }: Pick<Dataset, 'numUsers' | 'numItems' | 'ofSessions'>,
  { train, validation, test, watchedPart, keepsLast }: ItemSplit,
): Pick<RunTask, 'counts' | 'watchedPart' | 'keepsLast'> => ({
  counts: {
    numUsers,
    numItems,
    ...(ofSessions && { ofClicks: true }),
    numTrain: train.length,
    numValidation: watchedPart === 'validation' ? validation.length : 0,
    numTest: test.length,
  },
  watchedPart,
  keepsLast,
});
