/** MovieLens 1M and 10M: ratings.dat, movies.dat and users.dat with "::" between the columns. */
import type { ColumnMapping } from '../../protocol/dataService';
import { findFile, readText, type DataFile } from '../archive';
import { counted } from '../counted';
import type { RawItem } from '../rawDataset';
import type { RowReport } from '../rowReport';
import { firstRows, glance } from '../rows/firstRows';
import { readTable } from '../rows/readTable';
import { numberOf } from './columnFacts';
import type { DataFormat } from './format';
import { unratedCodes, valuesOf } from './unratedCodes';
import { nameRelease, parseGenres, parseTitle, starsOf } from './movielens';
import { readUsers, userLayouts } from './movielensUsers';
import { plainMapping } from './plainMapping';

export const movielensDat: DataFormat = {
  id: 'movielens-dat',
  label: 'MovieLens 1M or 10M',
  help: 'ml-1m.zip or ml-10m.zip, or ratings.dat with movies.dat and users.dat.',
  detect: async (set) => {
    const ratings = findFile(set, 'ratings.dat');
    if (ratings) return (await isOfMovieLens(ratings)) ? { fit: 'known', missing: [] } : null;
    return findFile(set, 'movies.dat') ? { fit: 'known', missing: ['ratings.dat'] } : null;
  },
  read: async (set, { report, work }) => {
    const rows = await readTable(findFile(set, 'ratings.dat')!, columnsOfMovieLens, { report, work });
    const movies = findFile(set, 'movies.dat');
    if (!movies) report.notes.push('There is no movies.dat among the files: items are shown by their id.');
    return {
      ...rows,
      name: nameRelease(rows.ratings.length, set.label),
      ratingScale: starsOf(rows.ratings),
      itemInfo: movies ? await readMovies(movies, report) : null,
      userAttributes: await readUsers(findFile(set, 'users.dat'), userLayouts.colons, report),
    };
  },
};

const columnsOfMovieLens: ColumnMapping = {
  ...plainMapping,
  delimiter: '::',
  hasHeader: false,
  rating: 2,
  timestamp: 3,
};

/** By its first rows; a ratings.dat of another making is left to the table import, where columns can be named. */
async function isOfMovieLens(file: DataFile): Promise<boolean> {
  const [first, ...rest] = await firstRows(file, columnsOfMovieLens, glance);
  const areNumbers =
    first?.length === 4 && first.slice(2).every((cell) => Number.isFinite(numberOf(cell, '.')));
  return areNumbers && unratedCodes(valuesOf([first, ...rest], 2, '.'), 1 + rest.length).length === 0;
}

/** Lines of `id::title::genres`; 1M is Latin-1, 10M is UTF-8. */
async function readMovies(file: DataFile, report: RowReport): Promise<RawItem[]> {
  report.used.add(file);
  const items: RawItem[] = [];
  const bad: number[] = [];
  (await readText(file)).split(/\r?\n/).forEach((line, index) => {
    if (line === '') return;
    const [id = '', title = '', genres = ''] = line.split('::');
    if (!/^\d+$/.test(id) || title === '') bad.push(index + 1);
    else
      items.push({
        id,
        ...parseTitle(title),
        genres: parseGenres(genres),
        description: '',
      });
  });
  if (bad.length > 0)
    report.notes.push(
      `${counted(bad.length, 'line')} of ${file.path} could not be read, the first is line ${bad[0]}.`,
    );
  return items;
}
