/** How a movie is named in lists. */
import type { FoundItem, ItemPart } from '../../../../protocol/trainService';

export const partWords: Record<ItemPart, string> = {
  train: 'trained on',
  validation: 'validation',
  test: 'test part',
  none: 'has none of the genres',
};

/** "Heat (1995)"; the year is left out where it is unknown, and a number stands for a missing title. */
export const movieTitle = ({ item, title, year }: FoundItem): string =>
  (title || `Movie ${item}`) + (year > 0 ? ` (${year})` : '');
