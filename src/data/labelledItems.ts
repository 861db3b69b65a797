/** The items that genres can be learned from: those with a text and a genre that is frequent enough. */
import type { Dataset } from '../protocol/dataset';
import { AppError } from '../protocol/errors';
import { counted } from './counted';
import { itemsWithText } from './itemsWithText';

export interface LabelledItems {
  genreNames: string[];
  /** Genres of every item, [numItems · genres], 1 where it has one. */
  labels: Uint8Array;
  /** Dense ids of the items with a text, ascending. */
  withText: Int32Array;
  /** Those of them with a genre. */
  items: Int32Array;
  notes: string[];
}

/**
 * Genres of fewer than `minMovies` items with a text are left out, and what is left out is counted.
 * @throws AppError `bad-spec` when there are no texts, or fewer than two genres.
 */
export function labelledItems(dataset: Dataset, minMovies: number): LabelledItems {
  const { itemInfo, numItems } = dataset;
  const withText = itemsWithText(dataset);
  if (!itemInfo || withText.length === 0)
    throw new AppError(
      'bad-spec',
      `“${dataset.name}” has no plots, and this model reads them.`,
      'Import a file of plots in the Data panel (--plots in the terminal), or choose the built-in data.',
    );
  const notes: string[] = [];
  const genres = frequentGenres(itemInfo.genres, itemInfo.genreNames, withText, minMovies, notes);
  const labels = labelsOf(itemInfo.genres, genres);
  const items = withText.filter((item) => hasGenre(labels, genres.length, item));
  if (withText.length < numItems)
    notes.push(`Left out: ${counted(numItems - withText.length, 'movie')} without a plot.`);
  if (items.length < withText.length)
    notes.push(`Left out: ${counted(withText.length - items.length, 'movie')} with none of the genres.`);
  return { genreNames: genres.map((genre) => itemInfo.genreNames[genre]!), labels, withText, items, notes };
}

/** Places of the genres that enough movies with text have. */
function frequentGenres(
  flags: Uint32Array,
  names: string[],
  items: Int32Array,
  minMovies: number,
  notes: string[],
): number[] {
  const counts = names.map((_, genre) =>
    items.reduce((sum, item) => sum + ((flags[item]! >>> genre) & 1), 0),
  );
  const kept = [...names.keys()].filter((genre) => counts[genre]! >= minMovies);
  if (kept.length < 2)
    throw new AppError(
      'bad-spec',
      kept.length === 1
        ? `Only one genre (${names[kept[0]!]!}) has ${minMovies} movies with a plot: there is nothing to tell apart.`
        : `No genre has ${minMovies} movies with a plot.`,
      'Lower the movies a genre must have (text.minMovies), or import plots with genres.',
    );
  const dropped = [...names.keys()].filter((genre) => counts[genre]! > 0 && !kept.includes(genre));
  if (dropped.length > 0)
    notes.push(
      `Left out: ${counted(dropped.length, 'genre')} with fewer than ${minMovies} movies (${dropped.map((genre) => names[genre]!).join(', ')}).`,
    );
  return kept;
}

function labelsOf(flags: Uint32Array, genres: number[]): Uint8Array {
  const labels = new Uint8Array(flags.length * genres.length);
  for (const [item, bits] of flags.entries())
    for (const [place, genre] of genres.entries())
      labels[item * genres.length + place] = (bits >>> genre) & 1;
  return labels;
}

const hasGenre = (labels: Uint8Array, numGenres: number, item: number): boolean =>
  labels.subarray(item * numGenres, (item + 1) * numGenres).includes(1);
