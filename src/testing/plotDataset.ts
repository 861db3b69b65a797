/** A small data set of plots that tell their genres, for tests. */
import type { Dataset } from '../protocol/dataset';
import { datasetOf } from './interactions';

const genreNames = ['Comedy', 'Drama', 'Horror'];
const words = [
  ['joke', 'clown', 'laugh'],
  ['tears', 'family', 'letter'],
  ['ghost', 'blood', 'scream'],
];

/**
 * Movies i0, i1, ... named "Film 0", "Film 1", ...: each third has the first genre, the next the second, the last the
 * third, and every sixth the next genre too. Its plot has all words of its genres. Two more come last, which no model
 * can learn from: "Nothing told" has a genre but no plot, "Odd one out" a plot but no genre.
 */
export function plotDataset(movies = 60): Dataset {
  const genresOf = (item: number): number[] => (item % 6 === 0 ? [item % 3, (item + 1) % 3] : [item % 3]);
  const told = Array.from({ length: movies }, (_, item) => item);
  const flags = told.map((item) => genresOf(item).reduce((bits, genre) => bits | (1 << genre), 0));
  const plots = told.map(
    (item) =>
      `The ${genresOf(item)
        .flatMap((genre) => words[genre]!)
        .join(' and a ')}.`,
  );
  const numItems = movies + 2;
  return datasetOf([], {
    numItems,
    numUsers: 0,
    itemInfo: {
      titles: [...told.map((item) => `Film ${item}`), 'Nothing told', 'Odd one out'],
      years: Int16Array.from({ length: numItems }, (_, item) => 1950 + item),
      genreNames,
      genres: Uint32Array.of(...flags, 1, 0),
      descriptions: [...plots, '', 'A joke.'],
    },
  });
}
