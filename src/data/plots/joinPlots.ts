/** Ratings with the texts and genres of a plots file. */
import type { PlotsAnswer, PlotsJoin, Unmatched } from '../../protocol/dataService';
import type { Dataset, ItemInfo } from '../../protocol/dataset';
import { AppError } from '../../protocol/errors';
import { denseIds } from '../denseIds';
import { fingerprintOf } from '../fingerprint';
import { alignItemInfo } from '../itemInfo';
import type { RawItem } from '../rawDataset';
import { matchPlots, numMatched, type Match } from './matchPlots';
import type { Plots } from './readPlots';

const mostUnmatched = 100;
const suffix = ' with plots';

/**
 * A new data set: the ratings as they are, with the text of each item that the plots know. Titles and years stay those
 * of the ratings where they have any.
 * @param file Name of the plots file, for messages.
 * @param notes Takes what a reader should know.
 * @throws AppError `bad-file` when no item is in the plots.
 */
export async function joinPlots(
  ratings: Dataset,
  plots: Plots,
  genresFrom: PlotsAnswer['genresFrom'],
  file: string,
  notes: string[],
): Promise<{ dataset: Dataset; join: PlotsJoin }> {
  const match = matchPlots(ratings, plots.movies, plots.hasIds);
  if (numMatched(match) === 0)
    throw new AppError(
      'bad-file',
      `No item of “${ratings.name}” is in ${file}: neither ids nor titles with years agree.`,
      ratings.itemInfo
        ? 'Check which columns are title, year and id; or use the plots alone.'
        : 'These ratings have no titles, so that only ids can agree. Check which column is the id; or use the plots alone.',
    );
  const ownGenres = genresFrom === 'ratings' || !plots.hasGenres;
  const itemInfo = joinedInfo(ratings, plots.movies, match, ownGenres, notes);
  const joined = {
    ...ratings,
    name: ratings.name.endsWith(suffix) ? ratings.name : ratings.name + suffix,
    source: 'imported' as const,
    itemInfo,
    itemVectors: null,
  };
  return {
    dataset: { ...joined, fingerprint: await fingerprintOf(joined) },
    join: reportOf(ratings, plots.movies, match),
  };
}

function joinedInfo(
  { itemIds, itemInfo }: Dataset,
  movies: RawItem[],
  { movieOf }: Match,
  ownGenres: boolean,
  notes: string[],
): ItemInfo {
  const raw = itemIds.map((id, item): RawItem => {
    const movie = movies[movieOf[item]!];
    return {
      id,
      title: itemInfo?.titles[item] ?? movie?.title ?? id,
      year: itemInfo?.years[item] || (movie?.year ?? 0),
      genres: ownGenres ? genresOf(itemInfo, item) : (movie?.genres ?? []),
      description: movie?.description ?? '',
    };
  });
  return alignItemInfo(
    raw,
    ownGenres ? (itemInfo?.genreNames ?? []) : null,
    denseIds(new Int32Array(0), itemIds),
    notes,
  );
}

function genresOf(info: ItemInfo | null, item: number): string[] {
  return info?.genreNames.filter((_, bit) => (info.genres[item]! >>> bit) & 1) ?? [];
}

function reportOf(ratings: Dataset, movies: RawItem[], match: Match): PlotsJoin {
  const used = new Uint8Array(movies.length);
  const { itemIds, itemInfo } = ratings;
  for (const place of match.movieOf) if (place >= 0) used[place] = 1;
  const items = itemIds.flatMap((id, item) =>
    match.movieOf[item]! >= 0 ? [] : [titled(itemInfo?.titles[item] ?? id, itemInfo?.years[item] ?? 0)],
  );
  const unused = movies.flatMap(({ title, year }, place) => (used[place] ? [] : [titled(title, year)]));
  return {
    to: ratings.name,
    by: match.by,
    numItems: ratings.numItems,
    numPlots: movies.length,
    matched: numMatched(match),
    matchedNearYear: match.nearYear,
    unmatchedItems: firstOf(items),
    unmatchedPlots: firstOf(unused),
  };
}

const firstOf = (titles: string[]): Unmatched => ({
  count: titles.length,
  first: titles.slice(0, mostUnmatched),
});

/** "Toy Story (1995)", or the title alone where the year is not known. */
export const titled = (title: string, year: number): string => (year === 0 ? title : `${title} (${year})`);
