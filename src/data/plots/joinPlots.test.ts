import { describe, expect, it } from 'vitest';
import type { Dataset, ItemInfo } from '../../protocol/dataset';
import { datasetOf } from '../../testing/interactions';
import { fingerprintOf } from '../fingerprint';
import type { RawItem } from '../rawDataset';
import { joinPlots } from './joinPlots';
import { plotsAlone } from './plotsAlone';
import type { Plots } from './readPlots';

/** "Fargo (1996)" and so on, one item each, ids from "1"; every item is Drama. */
function ratingsOf(titles: string[], ids = titles.map((_, item) => String(item + 1))): Dataset {
  const named = titles.map((text) => /^(.*?)(?: \((\d{4})\))?$/.exec(text)!);
  const itemInfo: ItemInfo = {
    titles: named.map(([, title]) => title!),
    years: Int16Array.from(named, ([, , year]) => Number(year ?? 0)),
    genreNames: ['Drama', 'War'],
    genres: new Uint32Array(titles.length).fill(1),
    descriptions: null,
  };
  const rows = titles.map((_, item): [number, number] => [0, item]);
  return datasetOf(rows, { itemIds: ids, itemInfo, name: 'Ratings' });
}

const movie = (title: string, year: number, more: Partial<RawItem> = {}): RawItem => ({
  id: '',
  title,
  year,
  genres: ['Crime'],
  description: `The plot of ${title} (${year}).`,
  ...more,
});

const plotsOf = (movies: RawItem[]): Plots => ({
  movies,
  hasIds: movies.some(({ id }) => id !== ''),
  hasGenres: movies.some(({ genres }) => genres.length > 0),
  duplicates: 0,
});

const join = (ratings: Dataset, movies: RawItem[], genresFrom: 'plots' | 'ratings' = 'plots') =>
  joinPlots(ratings, plotsOf(movies), genresFrom, 'plots.json', []);

/** Per item the first word behind "of" in its text, '' without one. */
const textsOf = ({ itemInfo }: Dataset): string[] =>
  itemInfo!.descriptions!.map((text) => text.replace(/^The plot of |\.$/g, ''));

describe('joining by title', () => {
  it('takes the same year first, one apart only when it is the only one, and no other', async () => {
    const ratings = ratingsOf([
      'Hamlet (1996)',
      'Hamlet (1948)',
      'Ghost (1990)',
      'Alone (1991)',
      'Heat (1995)',
    ]);
    const { dataset, join: report } = await join(ratings, [
      movie('Hamlet', 1948),
      movie('Hamlet', 1996),
      movie('Ghost', 1989),
      movie('Ghost', 1991),
      movie('Alone', 1990),
      movie('Heat', 1993),
    ]);
    expect(textsOf(dataset)).toEqual(['Hamlet (1996)', 'Hamlet (1948)', '', 'Alone (1990)', '']);
    expect(report).toEqual({
      to: 'Ratings',
      by: 'title',
      numItems: 5,
      numPlots: 6,
      matched: 3,
      matchedNearYear: 1,
      unmatchedItems: { count: 2, first: ['Ghost (1990)', 'Heat (1995)'] },
      unmatchedPlots: { count: 3, first: ['Ghost (1989)', 'Ghost (1991)', 'Heat (1993)'] },
    });
  });

  it('takes a title of unknown year only when it is the only one of its kind', async () => {
    const ratings = ratingsOf(['Fargo', 'Ghost', 'Heat (1995)']);
    const movies = [movie('Fargo', 1996), movie('Ghost', 1990), movie('Ghost', 2001), movie('Heat', 0)];
    expect(textsOf((await join(ratings, movies)).dataset)).toEqual(['Fargo (1996)', '', 'Heat (0)']);
  });

  it('finds titles by their other names', async () => {
    const ratings = ratingsOf(['Postman, The (Postino, Il) (1994)', 'Amélie (2001)']);
    const movies = [movie('Il Postino', 1994), movie('AMELIE!', 2001)];
    expect((await join(ratings, movies)).join.matched).toBe(2);
  });

  it('lists at most 100 unmatched titles and counts all', async () => {
    const movies = [
      movie('Fargo', 1996),
      ...Array.from({ length: 120 }, (_, i) => movie(`Other ${i}`, 1990)),
    ];
    const { unmatchedPlots } = (await join(ratingsOf(['Fargo (1996)']), movies)).join;
    expect(unmatchedPlots.count).toBe(120);
    expect(unmatchedPlots.first).toHaveLength(100);
  });

  it('says so when nothing matches', async () => {
    await expect(join(ratingsOf(['Fargo (1996)']), [movie('Heat', 1995)])).rejects.toThrow(
      'No item of “Ratings” is in plots.json',
    );
  });
});

describe('joining by id', () => {
  const titles = ['Fargo (1996)', 'Heat (1995)', 'Alien (1979)'];

  it('goes by ids where titles agree, also where a title is written otherwise', async () => {
    const movies = [
      movie('Fargo', 1996, { id: '1' }),
      movie('Heat: Director’s Cut', 1995, { id: '2' }),
      movie('Alien', 1979, { id: '3' }),
    ];
    const { join: report } = await join(ratingsOf(titles), movies);
    expect(report).toMatchObject({ by: 'id', matched: 3 });
  });

  it('does not believe ids under which other titles stand', async () => {
    const movies = [
      movie('Alien', 1979, { id: '1' }),
      movie('Fargo', 1996, { id: '2' }),
      movie('Jaws', 1975, { id: '3' }),
    ];
    const { dataset, join: report } = await join(ratingsOf(titles), movies);
    expect(report).toMatchObject({ by: 'title', matched: 2 });
    expect(textsOf(dataset)).toEqual(['Fargo (1996)', '', 'Alien (1979)']);
  });

  it('has nothing but ids to go by where the ratings have no titles, and takes titles from the plots', async () => {
    const ratings = datasetOf(
      [
        [0, 0],
        [0, 1],
      ],
      { itemIds: ['a', 'b'] },
    );
    const { dataset, join: report } = await join(ratings, [movie('Fargo', 1996, { id: 'b' })]);
    expect(report).toMatchObject({ by: 'id', matched: 1, unmatchedItems: { count: 1, first: ['a'] } });
    expect(dataset.itemInfo).toMatchObject({ titles: ['a', 'Fargo'], years: Int16Array.of(0, 1996) });
  });
});

describe('the joined data set', () => {
  const ratings = ratingsOf(['Fargo (1996)', 'Heat (1995)', 'Alien (1979)']);
  const movies = [movie('Fargo', 1996), movie('Heat', 1995, { genres: ['Action', 'Crime'] })];

  it('has the genres of the plots or those of the ratings, as asked', async () => {
    const ofPlots = (await join(ratings, movies)).dataset.itemInfo!;
    expect(ofPlots.genreNames).toEqual(['Action', 'Crime']);
    expect([...ofPlots.genres]).toEqual([0b10, 0b11, 0]);
    const own = (await join(ratings, movies, 'ratings')).dataset.itemInfo!;
    expect(own.genreNames).toEqual(['Drama', 'War']);
    expect([...own.genres]).toEqual([1, 1, 1]);
  });

  it('keeps the genres of the ratings when the plots have none', async () => {
    const bare = movies.map((entry) => ({ ...entry, genres: [] }));
    const { itemInfo } = (await join(ratings, bare)).dataset;
    expect(itemInfo!.genreNames).toEqual(['Drama', 'War']);
  });

  it('has the ratings as they were, a name that says so, and a fingerprint of its texts and genres', async () => {
    const { dataset } = await join(ratings, movies);
    expect(dataset.name).toBe('Ratings with plots');
    expect(dataset.users).toBe(ratings.users);
    const others = [
      ratings.fingerprint,
      await fingerprintOf(ratings),
      (await join(ratings, movies, 'ratings')).dataset.fingerprint,
      (await join(ratings, [{ ...movies[0]!, description: 'another' }, movies[1]!])).dataset.fingerprint,
    ];
    expect(new Set([dataset.fingerprint, ...others]).size).toBe(1 + others.length);
    expect((await join(ratings, [...movies].reverse())).dataset.fingerprint).toBe(dataset.fingerprint);
    expect((await join(dataset, movies)).dataset.name).toBe('Ratings with plots');
  });
});

describe('plots alone', () => {
  it('are items without users, by title and year where there are no ids', async () => {
    const dataset = await plotsAlone(plotsOf([movie('Heat', 1995), movie('Fargo', 1996)]), 'plots', []);
    expect(dataset).toMatchObject({
      numUsers: 0,
      numItems: 2,
      itemIds: ['Fargo (1996)', 'Heat (1995)'],
      time: 'none',
    });
    expect(textsOf(dataset)).toEqual(['Fargo (1996)', 'Heat (1995)']);
    const other = await plotsAlone(
      plotsOf([movie('Heat', 1995), movie('Fargo', 1996, { genres: [] })]),
      'plots',
      [],
    );
    expect(other.fingerprint).not.toBe(dataset.fingerprint);
  });

  it('are numbered by id where there are ids, and say when genres were too many', async () => {
    const movies = Array.from({ length: 40 }, (_, i) =>
      movie(`M${i}`, 1990, { id: String(i), genres: i < 32 ? [`G${i}`, 'All'] : [`G${i}`] }),
    );
    const notes: string[] = [];
    const dataset = await plotsAlone(plotsOf(movies), 'plots', notes);
    expect(dataset.itemIds).toEqual(movies.map(({ id }) => id));
    // Kept are "All" and the first 31 others by name, up to G36; of the movies that are not in "All", G37 to G39 lose theirs.
    expect(dataset.itemInfo!.genreNames.at(-1)).toBe('G36');
    expect(notes).toEqual([
      'Of 41 genres the 32 most frequent were kept; 3 items had only others, and have none now.',
    ]);
    expect([...dataset.itemInfo!.genres].filter((bits) => bits === 0)).toHaveLength(3);
  });
});
