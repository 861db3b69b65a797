/** External ids to dense ones: 0, 1, 2 ... in sorted order, so that file order plays no part. */
import type { RawIds } from './rawDataset';

export interface DenseIds {
  /** External ids by dense id. */
  names: string[];
  /** Dense id per row. */
  codes: Int32Array;
  /** Dense id of an external one, -1 where it has none. */
  find(name: string): number;
}

const wholeNumber = /^(0|[1-9]\d*)$/;
/** Up to here a table of flags by id beats sorting. */
const tableUpTo = 1 << 26;

/**
 * Numbers the distinct ids: by value when all are whole numbers, else by code unit.
 * @param listed External ids that get a number even if no row has them.
 */
export function denseIds(rows: RawIds, listed: readonly string[]): DenseIds {
  return rows instanceof Int32Array && listed.every(isSmallWhole)
    ? fromNumbers(rows, listed.map(Number))
    : fromTexts(rows, listed);
}

const isSmallWhole = (text: string): boolean => wholeNumber.test(text) && Number(text) <= 0x7fff_ffff;

function fromNumbers(rows: Int32Array, listed: number[]): DenseIds {
  let largest = -1;
  for (const id of rows) if (id > largest) largest = id;
  for (const id of listed) if (id > largest) largest = id;
  const distinct =
    largest < tableUpTo ? distinctByTable(rows, listed, largest) : distinctBySorting(rows, listed);
  const codeOf = largest < tableUpTo ? tableOf(distinct, largest) : mapOf(distinct);
  const codes = new Int32Array(rows.length);
  for (let row = 0; row < rows.length; row++) codes[row] = codeOf(rows[row]!);
  const names = Array.from(distinct, String);
  return { names, codes, find: (name) => (isSmallWhole(name) ? codeOf(Number(name)) : -1) };
}

function distinctByTable(rows: Int32Array, listed: number[], largest: number): Int32Array {
  const present = new Uint8Array(largest + 1);
  for (const id of rows) present[id] = 1;
  for (const id of listed) present[id] = 1;
  let count = 0;
  for (const flag of present) count += flag;
  const distinct = new Int32Array(count);
  for (let id = 0, next = 0; id <= largest; id++) if (present[id]) distinct[next++] = id;
  return distinct;
}

function distinctBySorting(rows: Int32Array, listed: number[]): Int32Array {
  const seen = new Set<number>(listed);
  for (const id of rows) seen.add(id);
  return Int32Array.from(seen).sort();
}

function tableOf(distinct: Int32Array, largest: number): (id: number) => number {
  const table = new Int32Array(largest + 1).fill(-1);
  distinct.forEach((id, code) => (table[id] = code));
  return (id) => table[id] ?? -1;
}

function mapOf(distinct: Int32Array): (id: number) => number {
  const map = new Map(Array.from(distinct, (id, code) => [id, code]));
  return (id) => map.get(id) ?? -1;
}

function fromTexts(rows: RawIds, listed: readonly string[]): DenseIds {
  const { names: rawNames, codes: rawCodes } = rows instanceof Int32Array ? asTexts(rows) : rows;
  const names = [...new Set([...rawNames, ...listed])];
  if (names.every((name) => wholeNumber.test(name))) {
    // Without leading zeros the longer number is the larger one, however many digits it has.
    names.sort((a, b) => a.length - b.length || compareText(a, b));
  } else names.sort(compareText);
  const dense = new Map(names.map((name, code) => [name, code]));
  const recode = Int32Array.from(rawNames, (name) => dense.get(name)!);
  return { names, codes: rawCodes.map((code) => recode[code]!), find: (name) => dense.get(name) ?? -1 };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function asTexts(rows: Int32Array): { names: string[]; codes: Int32Array } {
  const { names, codes } = fromNumbers(rows, []);
  return { names, codes };
}
