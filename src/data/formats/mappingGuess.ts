/** Guesses what the columns of an unknown table mean, from its first lines: separator, header, and the four columns. */
import Papa from 'papaparse';
import type { ColumnMapping, MappingQuestion } from '../../protocol/dataService';
import { AppError } from '../../protocol/errors';
import { parseIsoSeconds } from '../isoTime';
import { plainMapping } from './plainMapping';

const separators = ['\t', '::', ',', ';', '|', ' '];
export const previewRows = 20;

/** Names of columns, as letters alone in lower case. */
export const headerNames = {
  user: words('user userid uid username reviewerid customerid memberid sessionid session'),
  item: words(
    'item itemid iid movie movieid film filmid anime animeid book bookid isbn product productid asin parentasin ' +
      'song songid track trackid artist artistid game gameid article articleid business businessid',
  ),
  rating: words('rating ratings score stars feedback overall bookrating value preference'),
  timestamp: words('timestamp time ts date datetime unixreviewtime unixtime ratedat createdat'),
};

function words(text: string): string[] {
  return text.split(' ');
}

type Role = keyof typeof headerNames;

/**
 * The question to ask about a table.
 * @param text Its first lines; the last may be cut off.
 * @throws AppError `bad-file` when no separator gives at least two columns.
 */
export function askForMapping(file: string, text: string): MappingQuestion {
  const { delimiter, rows } = splitTable(file, firstLines(text), 'user, item, rating, time');
  const width = Math.max(...rows.map((row) => row.length));
  const hasHeader = looksLikeHeader(rows);
  const columns = Array.from(
    { length: width },
    (_, column) => (hasHeader && rows[0]![column]?.trim()) || `Column ${column + 1}`,
  );
  const body = hasHeader ? rows.slice(1) : rows;
  return {
    file,
    tables: [{ file, use: 'interactions' }],
    guess: { ...plainMapping, delimiter, hasHeader, ...guessColumns(hasHeader ? rows[0]! : [], body, width) },
    columns,
    rows: body.slice(0, previewRows),
    asks: ['columns'],
    rowsSeen: body.length,
    events: [],
    ratings: [],
  };
}

/** As many whole lines as the preview takes; the last of `text` may end in the middle. */
function firstLines(text: string): string {
  const lines = text.split(/\r?\n/);
  return (lines.length > 1 ? lines.slice(0, -1) : lines).slice(0, previewRows + 1).join('\n');
}

/**
 * The separator that gives the most rows of one width, and the first rows by it.
 * @param wanted The columns that a table must have, to say so.
 * @throws AppError `bad-file` when none gives at least two columns.
 */
export function splitTable(
  file: string,
  text: string,
  wanted: string,
): { delimiter: string; rows: string[][] } {
  let best: { delimiter: string; rows: string[][]; agreement: number } | null = null;
  for (const delimiter of separators) {
    const rows = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), {
      delimiter,
      skipEmptyLines: true,
      preview: previewRows + 1,
    }).data;
    const width = rows.at(-1)?.length ?? 0;
    if (width < 2) continue;
    const agreement = rows.filter((row) => row.length === width).length / rows.length;
    if (!best || agreement > best.agreement) best = { delimiter, rows, agreement };
  }
  if (!best)
    throw new AppError(
      'bad-file',
      `${file}, line 1: no separator (comma, tab, semicolon, bar, "::" or space) gives at least two columns.`,
      `Save the table as CSV with one row each: ${wanted}.`,
    );
  return best;
}

const isNumber = (text: string | undefined): boolean =>
  text !== undefined && text.trim() !== '' && Number.isFinite(Number(text));

/** The letters of a column's name, in lower case. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

function roleOf(name: string): Role | undefined {
  const plain = plainName(name);
  const roles = Object.keys(headerNames) as Role[];
  return roles.find((role) => headerNames[role].includes(plain));
}

/** A first row of words over columns of numbers, or one with known names. */
function looksLikeHeader(rows: string[][]): boolean {
  const [first, ...rest] = rows;
  if (!first || first.some(isNumber)) return false;
  if (first.filter((name) => roleOf(name)).length >= 2) return true;
  return first.some((_, column) => rest.length > 0 && rest.every((row) => isNumber(row[column])));
}

function guessColumns(
  header: string[],
  rows: string[][],
  width: number,
): Pick<ColumnMapping, 'user' | 'item' | 'rating' | 'timestamp'> {
  const found: Partial<Record<Role, number>> = {};
  header.forEach((name, column) => {
    const role = roleOf(name);
    if (role) found[role] ??= column;
  });
  const columns = Array.from({ length: width }, (_, column) => column);
  const values = (column: number): string[] => rows.map((row) => row[column] ?? '');
  const free = (): number[] => columns.filter((column) => !Object.values(found).includes(column));
  // A header in words of its own tells no more than none.
  if (Object.keys(found).length === 0) {
    const time = free()
      .filter((column) => column >= 2)
      .find((column) => values(column).every(looksLikeTime));
    if (time !== undefined) found.timestamp = time;
    const rating = free()
      .filter((column) => column >= 2)
      .find((column) => values(column).every(looksLikeRating));
    if (rating !== undefined) found.rating = rating;
  }
  found.user ??= free()[0] ?? 0;
  found.item ??= free()[0] ?? found.user;
  return {
    user: found.user,
    item: found.item,
    rating: found.rating ?? null,
    timestamp: found.timestamp ?? null,
  };
}

const looksLikeTime = (text: string): boolean =>
  (isNumber(text) && Number(text) > 1e8) || Number.isFinite(parseIsoSeconds(text));

const looksLikeRating = (text: string): boolean => isNumber(text) && Math.abs(Number(text)) <= 100;
