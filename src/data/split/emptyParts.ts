/** What an empty part means for the numbers of a run. */
import type { ItemSplit } from './makeSplit';

type Parts = Pick<ItemSplit, 'validation' | 'test' | 'watchedPart'>;

/** Said before anything is trained, as a run without numbers would look like a success. */
export function emptyPartNotes({ validation, test, watchedPart }: Parts): string[] {
  const unwatched = watchedPart === 'validation' && validation.length === 0;
  if (test.length === 0 && (watchedPart !== 'validation' || unwatched))
    return [
      'Nothing to measure: the test part is empty, and nothing is validated on. Choose another split, or data in which users have more interactions.',
    ];
  return [
    ...(test.length === 0 ? ['The test part is empty: nothing is measured at the end.'] : []),
    ...(unwatched ? ['The validation part is empty: no epoch is measured, and the last one counts.'] : []),
  ];
}
