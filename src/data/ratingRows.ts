/** Rows of whole-number ids, a rating and a time: the common core of the MovieLens and NCF files. */
import { AppError } from '../protocol/errors';
import type { MalformedRow } from '../protocol/dataService';
import type { DataFile } from './archive';
import { Fields, readId, readNumber } from './fields';
import { growingDoubles, growingFloats, growingInts } from './growingColumn';
import { scanLines } from './lines';
import type { RowReport } from './rowReport';
import type { Work } from './work';

export interface RowLayout {
  /** One or two characters. */
  separator: string;
  /** Fields of a row. */
  width: number;
  /** Places of the four columns. */
  user: number;
  item: number;
  rating: number;
  timestamp: number;
}

/** user, item, rating, timestamp, as in most published files. */
export const plainLayout = (separator: string): RowLayout => ({
  separator,
  width: 4,
  user: 0,
  item: 1,
  rating: 2,
  timestamp: 3,
});

/** Columns per row, in file order. */
export interface RatingRows {
  users: Int32Array;
  items: Int32Array;
  ratings: Float32Array;
  timestamps: Float64Array;
}

/**
 * Reads all rows of a file; bad ones go to the report. A first line of words is taken for a header.
 * @throws AppError `bad-file` when no row, or none of the first twenty, can be read.
 */
export async function readRatingRows(
  file: DataFile,
  layout: RowLayout,
  report: RowReport,
  work: Work,
): Promise<RatingRows> {
  const users = growingInts();
  const items = growingInts();
  const ratings = growingFloats();
  const timestamps = growingDoubles();
  const fields = new Fields(layout.separator);
  const { starts, ends } = fields;
  const rows = report.forFile(file, (bad) => explainUnreadable(file, layout.separator, bad));
  await scanLines(file, work, (bytes, start, end, line) => {
    const width = fields.split(bytes, start, end);
    if (width !== layout.width) {
      rows.bad(bytes, start, end, line, `has ${width} columns, not ${layout.width}`);
      return;
    }
    const user = readId(bytes, starts[layout.user]!, ends[layout.user]!);
    const item = readId(bytes, starts[layout.item]!, ends[layout.item]!);
    const rating = readNumber(bytes, starts[layout.rating]!, ends[layout.rating]!);
    const timestamp = readNumber(bytes, starts[layout.timestamp]!, ends[layout.timestamp]!);
    if (user >= 0 && item >= 0 && Number.isFinite(rating) && Number.isFinite(timestamp)) {
      users.push(user);
      items.push(item);
      ratings.push(rating);
      timestamps.push(timestamp);
      rows.good();
      return;
    }
    const isHeader = line === 1 && user < 0 && item < 0 && Number.isNaN(rating) && Number.isNaN(timestamp);
    if (!isHeader) rows.bad(bytes, start, end, line, faultOf(user, item, rating));
  });
  rows.finish();
  return {
    users: users.join(),
    items: items.join(),
    ratings: ratings.join(),
    timestamps: timestamps.join(),
  };
}

function faultOf(user: number, item: number, rating: number): string {
  if (user < 0) return 'the user id is not a whole number below 2,147,483,648';
  if (item < 0) return 'the item id is not a whole number below 2,147,483,648';
  if (!Number.isFinite(rating)) return 'the rating is not a number';
  return 'the time is not a number';
}

const separatorNames = new Map([
  ['\t', 'tabs'],
  ['::', '"::"'],
  [',', 'commas'],
  [';', 'semicolons'],
  ['|', '"|"'],
  [' ', 'spaces'],
]);

/** What is probably wrong with a file of which no row can be read. */
export function explainUnreadable(file: DataFile, separator: string, bad: MalformedRow): AppError {
  const where = `${file.path}, line ${bad.line}`;
  const expected = separatorNames.get(separator) ?? `"${separator}"`;
  // "::" before others: a time such as 10:51 has single colons only.
  const actual = [...separatorNames.keys()].find(
    (other) => other !== separator && bad.text.split(other).length >= 3 && !bad.text.includes(separator),
  );
  if (actual)
    return new AppError(
      'bad-file',
      `${where}: the columns are separated by ${separatorNames.get(actual)}, expected ${expected}.`,
      `Save it with ${expected} between the columns, or rename it (to my-ratings.csv, say) and drop it alone to choose the columns yourself.`,
    );
  return new AppError(
    'bad-file',
    `${where}: ${bad.reason}, and so in every row looked at ("${bad.text.slice(0, 60)}").`,
    'Check that it is the right file; rows must be user id, item id, rating and time in seconds.',
  );
}
