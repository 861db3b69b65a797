/** What every task says of the parts of its data. */
import type { ItemSplit } from '../data/split/makeSplit';
import type { RunTask } from './task';

/** @param split of interactions or of items; what it parts is what is counted */
export const partsOfRun = (
  { numUsers, numItems }: { numUsers: number; numItems: number },
  { train, validation, test, watchedPart, keepsLast }: ItemSplit,
): Pick<RunTask, 'counts' | 'watchedPart' | 'keepsLast'> => ({
  counts: {
    numUsers,
    numItems,
    numTrain: train.length,
    numValidation: watchedPart === 'validation' ? validation.length : 0,
    numTest: test.length,
  },
  watchedPart,
  keepsLast,
});
