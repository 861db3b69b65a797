/** What the MovieLens releases share: names by size, titles with years, genre lists, star scales. */
import type { RatingScale } from '../../protocol/dataset';
import type { RatingRows } from '../ratingRows';
import type { RowReport } from '../rowReport';

const wholeStars: RatingScale = { min: 1, max: 5, step: 1 };
const halfStars: RatingScale = { min: 0.5, max: 5, step: 0.5 };

const releases = new Map([
  [100_000, 'MovieLens 100K'],
  [1_000_209, 'MovieLens 1M'],
  [10_000_054, 'MovieLens 10M'],
  [20_000_263, 'MovieLens 20M'],
  [25_000_095, 'MovieLens 25M'],
  [32_000_204, 'MovieLens 32M'],
  [100_836, 'MovieLens latest small'],
]);

/** The name of a release by its number of ratings, else what the files came in. */
export function nameRelease(numRatings: number, label: string): string {
  return releases.get(numRatings) ?? (label === 'ml-latest' ? 'MovieLens latest' : label);
}

/** Whole or half stars up to five; null where the ratings are others, as those up to ten in the same form. */
export function starsOf(ratings: Float32Array): RatingScale | null {
  const areStars = ratings.every((rating) => rating >= 0.5 && rating <= 5 && Number.isInteger(2 * rating));
  if (!areStars) return null;
  return ratings.every((rating) => rating >= 1 && Number.isInteger(rating)) ? wholeStars : halfStars;
}

/** Numbers below this are no times: as seconds they would lie in the first days of 1970. */
export const earliestTime = 1_000_000;

export const orderNote = 'The time column holds places in an order, not dates: splits by date do not apply.';

/** `order`, with a note, where the time column holds places in the user's order instead of seconds. */
export function timeKindOf({ timestamps }: RatingRows, report: RowReport): 'seconds' | 'order' {
  if (!timestamps.every((time) => time < earliestTime)) return 'seconds';
  report.notes.push(orderNote);
  return 'order';
}

/** "Toy Story (1995)" to title and year; the year of a range is its first; 0 where there is none. */
export function parseTitle(text: string): { title: string; year: number } {
  const match = /^(.*?)\s*\((\d{4})(?:[–-]\d{0,4})?\)\s*(\((?:V|TV)\))?\s*$/.exec(text);
  if (!match || match[1] === '') return { title: text.trim(), year: 0 };
  return { title: match[3] ? `${match[1]} ${match[3]}` : match[1]!, year: Number(match[2]) };
}

/** "Animation|Comedy" to names; the marks for none give an empty list. */
export function parseGenres(text: string): string[] {
  return text.split('|').flatMap((genre) => {
    const name = genre.trim();
    return name === '' || name === '(no genres listed)' ? [] : [name];
  });
}
