/** Ways to read a column of times, in the form that asks about them. */
import type { ColumnMapping, DateOrder, TimeUnit } from '../../../../protocol/dataService';

export type TimeReading = Pick<ColumnMapping, 'dateOrder' | 'timeUnit'>;

export const units: readonly TimeUnit[] = ['s', 'ms', 'us', 'ns', 'order'];
export const orders: readonly DateOrder[] = ['ymd', 'dmy', 'mdy'];

/** Told by the content of the column. */
export const byContent: TimeReading = { timeUnit: null, dateOrder: null };

/** The reading that a unit or an order of dates stands for; neither: by content. */
export const readingOf = (choice: string): TimeReading => ({
  timeUnit: units.find((unit) => unit === choice) ?? null,
  dateOrder: orders.find((order) => order === choice) ?? null,
});

/** A date that the orders read differently, as one of them reads it: "03/04/2019 is 3 April 2019"; '' where none is so. */
export function exampleOf(cells: string[], order: DateOrder): string {
  for (const cell of cells) {
    const [first, second, third] = (/^\s*(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})/.exec(cell) ?? [])
      .slice(1)
      .map(Number);
    if (first === undefined || second === undefined || third === undefined) continue;
    const [year, month, day] =
      order === 'ymd'
        ? [first, second, third]
        : order === 'dmy'
          ? [third, second, first]
          : [third, first, second];
    if (month < 1 || month > 12 || day < 1 || day > 31 || (order === 'ymd') !== first > 31) continue;
    const date = new Date(Date.UTC(year < 100 ? 2000 + year : year, month - 1, day));
    return `${cell.trim().split(/[\sT]/)[0]!} is ${date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })}`;
  }
  return '';
}
