/** Where the rows of one table of clicks stand in another. */
import type { RawDataset, RawIds } from '../rawDataset';

/** Columns per row, in file order. */
export type ClickRows = Pick<RawDataset, 'users' | 'items' | 'timestamps'>;

/**
 * Where each of `some` stands among `all`: the place of a row with the same session, item and time, -1 where there is
 * none. Rows that agree in everything are paired one to one.
 */
export function placesAmong(all: ClickRows, some: ClickRows): Int32Array {
  const whole: Columns = { sessions: codesOf(all.users), items: codesOf(all.items), times: all.timestamps };
  const sought: Columns = {
    sessions: translated(some.users, all.users),
    items: translated(some.items, all.items),
    times: some.timestamps,
  };
  const order = sortedPlaces(whole);
  const places = new Int32Array(some.timestamps.length).fill(-1);
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
