/** Guesses what the columns of a plots file mean, by their names and, where those say nothing, by what they hold. */
import type { PlotsMapping } from '../../protocol/dataService';
import { plainName, whoNames } from '../formats/headerNames';

/** Names of columns as letters alone in lower case, the likelier one first. */
const roleNames = {
  text: words(
    'plot plots plotsummary fullplot synopsis storyline story description overview summary plotoutline outline extract ' +
      'abstract content text lead',
  ),
  title: words('title movietitle filmtitle name moviename filmname movie film primarytitle originaltitle'),
  year: words('year releaseyear startyear yearofrelease released releasedate date'),
  id: words('movieid filmid itemid id item mlid movielensid imdbid imdb tconst tmdbid'),
  genres: words('genres genre genrenames category categories class'),
};

type Role = keyof typeof roleNames;

function words(text: string): string[] {
  return text.split(' ');
}

/** Words on average from which a column is one of texts and not of titles. */
const wordsOfText = 12;

export type PlotsColumns = Omit<PlotsMapping, 'delimiter' | 'hasHeader' | 'text'> & {
  /** Null when no column holds texts. */
  text: number | null;
};

/** @param rows The first rows. */
export function guessColumns(columns: string[], rows: unknown[][]): PlotsColumns {
  const names = columns.map(plainName);
  const byName = (role: Role): number | null => {
    const found = roleNames[role].map((name) => names.indexOf(name)).find((column) => column >= 0);
    return found ?? null;
  };
  const taken = new Set<number>();
  const take = (column: number | null): number | null => {
    if (column !== null) taken.add(column);
    return column;
  };
  const first = (fits: (column: number) => boolean): number | null => {
    const found = columns.findIndex((_, column) => !taken.has(column) && fits(column));
    return found < 0 ? null : found;
  };
  const values = (column: number): string[] =>
    rows.map((row) => written(row[column])).filter((value) => value !== '');
  const all = (column: number, test: (value: string) => boolean): boolean =>
    values(column).length > 0 && values(column).every(test);
  const text = take(byName('text') ?? longestTexts(columns, rows));
  const year = take(byName('year') ?? first((column) => all(column, isYear)));
  const id = take(byName('id') ?? first((column) => all(column, isWhole)));
  const genres = take(byName('genres') ?? first((column) => values(column).some(isList)));
  const title = byName('title') ?? first((column) => values(column).some((value) => /\p{L}/u.test(value)));
  return { text, year, id, genres, title };
}

/** A file of plots has texts, and no users: with users it is one of ratings and reviews. */
export function looksLikePlots(columns: string[], rows: unknown[][]): boolean {
  const hasUser = columns.some((name) => whoNames.includes(plainName(name)));
  return !hasUser && guessColumns(columns, rows).text !== null;
}

/** A first row that names two columns, or whose cell is far shorter than the texts below it. */
export function looksLikeHeader(rows: string[][]): boolean {
  const [first, ...rest] = rows;
  if (!first) return false;
  const known = first.filter((name) =>
    Object.values(roleNames).some((names) => names.includes(plainName(name))),
  );
  if (known.length >= 2) return true;
  const text = longestTexts(first, rest);
  return text !== null && countWords(first[text]) <= 4 && !first.some((cell) => /\d/.test(cell));
}

function longestTexts(columns: string[], rows: unknown[][]): number | null {
  let longest: number | null = null;
  let most = wordsOfText;
  for (const column of columns.keys()) {
    const mean = rows.reduce((sum, row) => sum + countWords(row[column]), 0) / Math.max(1, rows.length);
    if (mean < most) continue;
    longest = column;
    most = mean;
  }
  return longest;
}

const written = (cell: unknown): string =>
  typeof cell === 'string' || typeof cell === 'number' ? String(cell).trim() : '';

const countWords = (cell: unknown): number =>
  typeof cell === 'string' ? cell.split(/\s+/).filter((word) => word !== '').length : 0;

const isYear = (value: string): boolean => /^(18|19|20)\d\d$/.test(value);
const isWhole = (value: string): boolean => /^\d+$/.test(value);
const isList = (value: string): boolean => /^[^|]{2,30}(\|[^|]{2,30})+$/.test(value);
