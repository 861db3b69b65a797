/** MovieLens latest, 20M, 25M and 32M: ratings.csv and movies.csv with headers, titles quoted where they need it. */
import Papa from 'papaparse';
import { findFile, readHead, readText, type DataFile } from '../archive';
import { counted } from '../counted';
import type { RawItem } from '../rawDataset';
import { readRatingRows, type RowLayout } from '../ratingRows';
import type { RowReport } from '../rowReport';
import type { DataFormat } from './format';
import { nameRelease, parseGenres, parseTitle, starsOf, timeKindOf } from './movielens';

export const movielensCsv: DataFormat = {
  id: 'movielens-csv',
  label: 'MovieLens (CSV)',
  help: 'ml-latest-small.zip, ml-20m.zip, ml-25m.zip or ml-32m.zip, or ratings.csv with movies.csv.',
  detect: async (set) => {
    const ratings = findFile(set, 'ratings.csv');
    // A ratings.csv of another making is left to the table import, where columns can be named.
    if (ratings) return (await readLayout(ratings)) ? { fit: 'known', missing: [] } : null;
    const movies = findFile(set, 'movies.csv');
    return movies ? { fit: 'known', missing: ['ratings.csv'] } : null;
  },
  read: async (set, { report, work }) => {
    const file = findFile(set, 'ratings.csv')!;
    const rows = await readRatingRows(file, (await readLayout(file))!, report, work);
    const movies = findFile(set, 'movies.csv');
    if (!movies) report.notes.push('There is no movies.csv among the files: items are shown by their id.');
    return {
      name: nameRelease(rows.ratings.length, set.label),
      source: 'imported',
      time: timeKindOf(rows, report),
      repeats: false,
      ...rows,
      ratingScale: starsOf(rows.ratings),
      itemInfo: movies ? await readMovies(movies, report) : null,
      genreNames: null,
      predefinedSplits: [],
      oracle: null,
    };
  },
};

/** The places of the four columns by the header line; null when it is not the header of MovieLens. */
async function readLayout(file: DataFile): Promise<RowLayout | null> {
  const head = new TextDecoder().decode(await readHead(file, 1024));
  const names = head
    .split(/\r?\n/, 1)[0]!
    .split(',')
    .map((name) => name.trim().replace(/^"|"$/g, '').toLowerCase());
  const layout = {
    separator: ',',
    width: names.length,
    user: names.indexOf('userid'),
    item: names.indexOf('movieid'),
    rating: names.indexOf('rating'),
    timestamp: names.indexOf('timestamp'),
  };
  return Math.min(layout.user, layout.item, layout.rating, layout.timestamp) < 0 ? null : layout;
}

async function readMovies(file: DataFile, report: RowReport): Promise<RawItem[]> {
  report.used.add(file);
  const parsed = Papa.parse<Record<string, string>>(await readText(file), {
    header: true,
    skipEmptyLines: true,
  });
  const items: RawItem[] = [];
  let bad = 0;
  for (const { movieId = '', title = '', genres = '' } of parsed.data) {
    if (!/^\d+$/.test(movieId) || title === '') bad++;
    else
      items.push({
        id: String(Number(movieId)),
        ...parseTitle(title),
        genres: parseGenres(genres),
        description: '',
      });
  }
  if (bad > 0) report.notes.push(`${counted(bad, 'row')} of ${file.path} could not be read.`);
  return items;
}
