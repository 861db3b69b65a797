/** MovieLens 1M and 10M: ratings.dat, movies.dat and users.dat with "::" between the columns. */
import { findFile, readText, type DataFile } from '../archive';
import { counted } from '../counted';
import type { RawItem } from '../rawDataset';
import { plainLayout, readRatingRows } from '../ratingRows';
import type { RowReport } from '../rowReport';
import type { DataFormat } from './format';
import { nameRelease, parseGenres, parseTitle, starsOf, timeKindOf } from './movielens';
import { readUsers, userLayouts } from './movielensUsers';

export const movielensDat: DataFormat = {
  id: 'movielens-dat',
  label: 'MovieLens 1M or 10M',
  help: 'ml-1m.zip or ml-10m.zip, or ratings.dat with movies.dat and users.dat.',
  detect: (set) => {
    if (findFile(set, 'ratings.dat')) return { fit: 'known', missing: [] };
    return findFile(set, 'movies.dat') ? { fit: 'known', missing: ['ratings.dat'] } : null;
  },
  read: async (set, { report, work }) => {
    const rows = await readRatingRows(findFile(set, 'ratings.dat')!, plainLayout('::'), report, work);
    const movies = findFile(set, 'movies.dat');
    if (!movies) report.notes.push('There is no movies.dat among the files: items are shown by their id.');
    return {
      name: nameRelease(rows.ratings.length, set.label),
      source: 'imported',
      time: timeKindOf(rows, report),
      repeats: false,
      ...rows,
      ratingScale: starsOf(rows.ratings),
      itemInfo: movies ? await readMovies(movies, report) : null,
      genreNames: null,
      userAttributes: await readUsers(findFile(set, 'users.dat'), userLayouts.colons, report),
      predefinedSplits: [],
      oracle: null,
    };
  },
};

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
        id: String(Number(id)),
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
