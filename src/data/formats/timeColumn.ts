/** A column of times of any kind: seconds to nanoseconds, dates as text, or places in an order. */
import type { DateOrder, TimeUnit } from '../../protocol/dataService';
import { parseDate } from '../dates';
import { readNumber, readTextField } from '../fields';
import { earliestTime } from './movielens';

const perSecond: Record<TimeUnit, number> = { s: 1, ms: 1e3, us: 1e6, ns: 1e9, order: 1 };
const units = ['s', 'ms', 'us', 'ns'] as const;
/** 1990: no unit can be mistaken for another from then on. */
const likelyFrom = Date.UTC(1990, 0, 1) / 1000;
/** Interactions lie between 1970 and this, which leaves room for clocks that are wrong. */
export const lastTime = Date.UTC(2100, 0, 1) / 1000;

/** What most of these numbers count if they are times; null when they are none of this age. */
export function unitOf(times: readonly number[]): TimeUnit | null {
  if (times.length === 0) return null;
  const sorted = Float64Array.from(times).sort();
  const median = sorted[sorted.length >> 1]!;
  const likely = units.find(
    (unit) => median >= likelyFrom * perSecond[unit] && median < lastTime * perSecond[unit],
  );
  if (likely) return likely;
  if (sorted.at(-1)! < earliestTime && sorted[0]! >= 0) return 'order';
  return median >= earliestTime && median < likelyFrom ? 's' : null;
}

export interface TimeReading {
  /** Null where the cells are dates. */
  unit: TimeUnit | null;
  order: DateOrder | null;
  decimal: '.' | ',';
}

/**
 * Seconds since 1970 of a cell, or a place in an order as it stands; NaN where it is no time. Where the column is one of
 * numbers a date is read too, and the other way round.
 */
export function readTime(
  bytes: Uint8Array,
  start: number,
  end: number,
  { unit, order, decimal }: TimeReading,
): number {
  if (unit !== null || order === null) {
    const number = readNumber(bytes, start, end, decimal);
    if (!Number.isNaN(number)) return unit === null ? number : number / perSecond[unit];
  }
  return parseDate(readTextField(bytes, start, end), order ?? 'ymd');
}

/** What is wrong with a time outside of those that there can be. */
export function faultOfTime(seconds: number, unit: TimeUnit | null): string {
  if (Number.isNaN(seconds)) return 'the time is neither a number nor a date such as 2014-04-07 10:51:09';
  if (unit === 'order') return 'the place in the order is below 0';
  const year = new Date(seconds * 1000).getUTCFullYear();
  const where = Number.isNaN(year) ? 'far from any year that there is' : `in the year ${year}`;
  return `the time lies ${where}, not between 1970 and 2100: its unit or the order of its parts may be another`;
}
