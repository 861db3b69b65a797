/** MovieLens latest, 20M, 25M and 32M: ratings.csv and movies.csv with headers, titles quoted where they need it. */
import Papa from 'papaparse';
import type { ColumnMapping } from '../../protocol/dataService';
import { findFile, readText, type DataFile } from '../archive';
import { counted } from '../counted';
import type { RawItem } from '../rawDataset';
import type { RowReport } from '../rowReport';
import { glance } from '../rows/firstRows';
import { readTable } from '../rows/readTable';
import { numberOf } from './columnFacts';
import type { DataFormat } from './format';
import { askAboutTable } from './mappingGuess';
import { nameRelease, parseGenres, parseTitle, starsOf } from './movielens';
import { plainMapping } from './plainMapping';

export const movielensCsv: DataFormat = {
  id: 'movielens-csv',
  label: 'MovieLens (CSV)',
  help: 'ml-latest-small.zip, ml-20m.zip, ml-25m.zip or ml-32m.zip, or ratings.csv with movies.csv.',
  detect: async (set) => {
    const ratings = findFile(set, 'ratings.csv');
    // A ratings.csv of another making is left to the table import, where columns can be named.
    if (ratings) return (await columnsOf(ratings)) ? { fit: 'known', missing: [] } : null;
    const movies = findFile(set, 'movies.csv');
    return movies ? { fit: 'known', missing: ['ratings.csv'] } : null;
  },
  read: async (set, { report, work }) => {
    const file = findFile(set, 'ratings.csv')!;
    const rows = await readTable(file, (await columnsOf(file))!, { report, work });
    const movies = findFile(set, 'movies.csv');
    if (!movies) report.notes.push('There is no movies.csv among the files: items are shown by their id.');
    return {
      ...rows,
      name: nameRelease(rows.ratings.length, set.label),
      ratingScale: starsOf(rows.ratings),
      itemInfo: movies ? await readMovies(movies, report) : null,
    };
  },
};

/** The four columns by the header line; null when it is not the header of MovieLens, or codes stand among the stars. */
async function columnsOf(file: DataFile): Promise<ColumnMapping | null> {
  const reading = { layout: 'table', delimiter: ',', hasHeader: true } as const;
  const { columns: header, rows, guess } = await askAboutTable(file, reading, glance);
  const names = header.map((name) => name.toLowerCase());
  const columns = {
    user: names.indexOf('userid'),
    item: names.indexOf('movieid'),
    rating: names.indexOf('rating'),
    timestamp: names.indexOf('timestamp'),
  };
  if (Math.min(...Object.values(columns)) < 0 || guess.unrated.length > 0) return null;
  const [first] = rows;
  const isRated = first === undefined || Number.isFinite(numberOf(first[columns.rating] ?? '', '.'));
  return isRated ? { ...plainMapping, ...columns } : null;
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
    if (movieId === '' || title === '') bad++;
    else
      items.push({
        id: movieId.trim(),
        ...parseTitle(title),
        genres: parseGenres(genres),
        description: '',
      });
  }
  if (bad > 0) report.notes.push(`${counted(bad, 'row')} of ${file.path} could not be read.`);
  return items;
}
