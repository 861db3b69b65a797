/** Values of a column, and those among ratings that say "not rated". */
import type { ValueCount } from '../../protocol/dataService';
import { isNothing, numberOf } from './columnFacts';

/** Columns of more values are not listed. */
export const mostValues = 50;

/** How often each value occurs, the most frequent first. */
export function countsOf<T>(
  rows: readonly string[][],
  column: number,
  valueOf: (cell: string) => T,
): ValueCount<T>[] {
  const counts = new Map<T, number>();
  for (const row of rows) {
    const cell = row[column] ?? '';
    if (isNothing(cell)) continue;
    const value = valueOf(cell);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}

/** The numbers of a column, ascending; none where there are too many to be looked at. */
export function valuesOf(
  rows: readonly string[][],
  column: number,
  decimal: '.' | ',',
): ValueCount<number>[] {
  const counts = countsOf(rows, column, (cell) => numberOf(cell, decimal));
  return counts.length > mostValues ? [] : counts.sort((a, b) => a.value - b.value);
}

/** Share of the rows from which a 0 below 1, 2, 3 ... is rather "not rated" than the lowest rating. */
const oftenZero = 0.2;

/** Values that stand apart from a scale: -1 below it, 99 above one to 10, and a frequent 0 under 1, 2, 3 ... */
export function unratedCodes(ratings: readonly ValueCount<number>[], numRows: number): number[] {
  const codes: number[] = [];
  const values = ratings.map(({ value }) => value);
  for (const code of [-1, 99, 0]) {
    const found = ratings.find(({ value }) => value === code);
    const rest = values.filter((value) => value !== code && !codes.includes(value));
    if (!found || rest.length < 2) continue;
    const [least, most] = [Math.min(...rest), Math.max(...rest)];
    if (code === -1 && least >= 0) codes.push(code);
    if (code === 99 && most <= 10) codes.push(code);
    if (code === 0 && least >= 1 && most > 2 && found.count >= oftenZero * numRows) codes.push(code);
  }
  return codes;
}
