/** Rows of clicks: session, item, time. */
import { Fields } from '../fields';
import { growingDoubles } from '../growingColumn';
import { IdColumn } from '../idColumn';
import { scanLines } from '../lines';
import type { RawIds } from '../rawDataset';
import { explainUnreadable } from '../ratingRows';
import type { RowReport } from '../rowReport';
import type { Work } from '../work';
import type { ClickTable } from './clickFiles';
import { readTime } from './timeColumn';

/** Columns per row, in file order. */
export interface ClickRows {
  sessions: RawIds;
  items: RawIds;
  times: Float64Array;
}

/**
 * Reads the rows of some files, one file after another, so that an id means the same in all of them.
 * @returns The rows, and how many there are up to the end of each file.
 * @throws AppError `bad-file` when no row of a file, or none of its first twenty, can be read.
 */
export async function readClickRows(
  tables: readonly ClickTable[],
  report: RowReport,
  work: Work,
): Promise<ClickRows & { ends: number[] }> {
  const sessions = new IdColumn();
  const items = new IdColumn();
  const times = growingDoubles();
  const ends: number[] = [];
  for (const { file, layout } of tables) {
    const fields = new Fields(layout.separator);
    const needed = 1 + Math.max(layout.session, layout.item, layout.time);
    const rows = report.forFile(file, (bad) => explainUnreadable(file, layout.separator, bad));
    /** Adds a row; returns what is wrong with it, '' when nothing is. */
    const addRow = (bytes: Uint8Array, start: number, end: number): string => {
      const width = fields.split(bytes, start, end);
      if (width < needed) return `has ${width} columns, at least ${needed} are needed`;
      const fieldAt = (column: number): [Uint8Array, number, number] => [
        bytes,
        fields.starts[column]!,
        fields.ends[column]!,
      ];
      const time = readTime(...fieldAt(layout.time));
      if (!Number.isFinite(time))
        return 'the time is neither a number nor a date such as 2014-04-07T10:51:09Z';
      if (!sessions.push(...fieldAt(layout.session))) return 'the session id is empty';
      if (!items.push(...fieldAt(layout.item))) {
        sessions.pop();
        return 'the item id is empty';
      }
      times.push(time);
      return '';
    };
    let headerAhead = layout.hasHeader;
    await scanLines(file, work, (bytes, start, end, line) => {
      if (headerAhead) {
        headerAhead = false;
        return;
      }
      const fault = addRow(bytes, start, end);
      if (fault === '') rows.good();
      else rows.bad(bytes, start, end, line, fault);
    });
    rows.finish();
    ends.push(times.length);
  }
  return { sessions: sessions.join(), items: items.join(), times: times.join(), ends };
}

/**
 * Where each of `some` stands among `all`: the place of a row with the same session, item and time, -1 where there is
 * none. Rows that agree in everything are paired one to one.
 */
export function placesAmong(all: ClickRows, some: ClickRows): Int32Array {
  const whole: Columns = { sessions: codesOf(all.sessions), items: codesOf(all.items), times: all.times };
  const sought: Columns = {
    sessions: translated(some.sessions, all.sessions),
    items: translated(some.items, all.items),
    times: some.times,
  };
  const order = sortedPlaces(whole);
  const places = new Int32Array(some.times.length).fill(-1);
  let at = 0;
  for (const row of sortedPlaces(sought)) {
    while (at < order.length && compareRows(whole, order[at]!, sought, row) < 0) at++;
    if (at < order.length && compareRows(whole, order[at]!, sought, row) === 0) places[row] = order[at++]!;
  }
  return places;
}

interface Columns {
  sessions: Int32Array;
  items: Int32Array;
  times: Float64Array;
}

const codesOf = (ids: RawIds): Int32Array => (ids instanceof Int32Array ? ids : ids.codes);

/** The codes that `ids` have among `others`, -1 for those that are not there. */
function translated(ids: RawIds, others: RawIds): Int32Array {
  if (ids instanceof Int32Array && others instanceof Int32Array) return ids;
  const codes = new Map<string, number>();
  if (others instanceof Int32Array) for (const id of others) codes.set(String(id), id);
  else others.names.forEach((name, code) => codes.set(name, code));
  const nameAt = ids instanceof Int32Array ? String : (code: number): string => ids.names[code]!;
  return codesOf(ids).map((code) => codes.get(nameAt(code)) ?? -1);
}

const sortedPlaces = (rows: Columns): Int32Array =>
  Int32Array.from(rows.times.keys()).sort((a, b) => compareRows(rows, a, rows, b));

const compareRows = (a: Columns, rowA: number, b: Columns, rowB: number): number =>
  a.sessions[rowA]! - b.sessions[rowB]! || a.items[rowA]! - b.items[rowB]! || a.times[rowA]! - b.times[rowB]!;
