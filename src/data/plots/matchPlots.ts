/**
 * Which movie of a plots file belongs to which item of the ratings: by id where the ids mean the same, else by title and
 * year.
 *
 * Ids of two sources often overlap without meaning the same (MovieLens 100K and 1M both count from 1), so that ids are
 * believed only where the titles under them agree.
 */
import type { Dataset } from '../../protocol/dataset';
import type { RawItem } from '../rawDataset';
import { titleKeys } from './titleKeys';

export interface Match {
  by: 'id' | 'title';
  /** Per item its place among the movies, -1 where it has none. */
  movieOf: Int32Array;
  /** How many were matched by a year that differs by one. */
  nearYear: number;
}

/** Share of the ids in both, titles known, whose titles must agree; ids that mean something else agree in none. */
const agreementOfIds = 0.5;
/** Share of the matches by title that ids must reach to be preferred. */
const enoughOfTitles = 0.8;

export function matchPlots(dataset: Dataset, movies: RawItem[], hasIds: boolean): Match {
  const titles = knownTitles(dataset);
  const byTitle = titles && matchTitles(titles, dataset.itemInfo!.years, movies);
  const byId = hasIds ? matchIds(dataset.itemIds, titles, movies) : null;
  // A stray title or two more do not speak against ids.
  if (byId && (!byTitle || numMatched(byId) >= enoughOfTitles * numMatched(byTitle))) return byId;
  return byTitle ?? { by: 'title', movieOf: new Int32Array(dataset.numItems).fill(-1), nearYear: 0 };
}

export const numMatched = ({ movieOf }: Match): number =>
  movieOf.reduce((count, movie) => count + Number(movie >= 0), 0);

/** Null when items are known by their ids alone. */
function knownTitles({ itemInfo, itemIds }: Dataset): string[] | null {
  return itemInfo && itemInfo.titles.some((title, item) => title !== itemIds[item]) ? itemInfo.titles : null;
}

/** Null when the ids do not mean the same. */
function matchIds(itemIds: string[], titles: string[] | null, movies: RawItem[]): Match | null {
  const placeOf = new Map(movies.map(({ id }, place) => [id, place]));
  const movieOf = Int32Array.from(itemIds, (id) => placeOf.get(id) ?? -1);
  let compared = 0;
  let agreed = 0;
  movieOf.forEach((place, item) => {
    if (place < 0 || !titles || titles[item] === itemIds[item]) return;
    const { title, id } = movies[place]!;
    if (title === id) return;
    const keys = titleKeys(titles[item]!);
    compared++;
    if (titleKeys(title).some((key) => keys.includes(key))) agreed++;
  });
  const match: Match = { by: 'id', movieOf, nearYear: 0 };
  return numMatched(match) > 0 && agreed >= agreementOfIds * compared ? match : null;
}

/**
 * A movie of the same year is taken before all others; of a year that differs by one, where a premiere and a release
 * were counted apart, only when it is the only one; and likewise where a year is not known.
 */
function matchTitles(titles: string[], years: Int16Array, movies: RawItem[]): Match {
  const places = new Map<string, number[]>();
  movies.forEach(({ title }, place) => {
    for (const key of titleKeys(title)) {
      const under = places.get(key);
      if (under) under.push(place);
      else places.set(key, [place]);
    }
  });
  let nearYear = 0;
  const movieOf = Int32Array.from(titles, (title, item) => {
    const year = years[item]!;
    const candidates = [...new Set(titleKeys(title).flatMap((key) => places.get(key) ?? []))];
    const ofYear = (fits: (other: number) => boolean): number[] =>
      candidates.filter((place) => fits(movies[place]!.year));
    if (year === 0) return candidates.length === 1 ? candidates[0]! : -1;
    const [exact] = ofYear((other) => other === year);
    if (exact !== undefined) return exact;
    const near = ofYear((other) => Math.abs(other - year) === 1);
    if (near.length === 1) nearYear++;
    if (near.length > 0) return near.length === 1 ? near[0]! : -1;
    const undated = ofYear((other) => other === 0);
    return undated.length === 1 ? undated[0]! : -1;
  });
  return { by: 'title', movieOf, nearYear };
}
