/** A column of times of any kind: seconds, milli- or microseconds, dates as text, or places in an order. */
import { readNumber, readTextField } from '../fields';
import { parseIsoSeconds } from '../isoTime';
import { earliestTime } from './movielens';

/** A number as it is, a date as seconds since 1970; NaN for anything else. */
export function readTime(bytes: Uint8Array, start: number, end: number): number {
  const number = readNumber(bytes, start, end);
  return Number.isNaN(number) ? parseIsoSeconds(readTextField(bytes, start, end)) : number;
}

/** Brings milli- and microseconds down to seconds, in place; says whether the numbers are times at all. */
export function toSeconds(times: Float64Array): 'seconds' | 'order' {
  let largest = 0;
  for (const time of times) if (time > largest) largest = time;
  if (largest < earliestTime) return 'order';
  // Seconds reach 1e11 in the year 5138, milliseconds reach it in 1973.
  const perSecond = largest > 1e14 ? 1e6 : largest > 1e11 ? 1e3 : 1;
  if (perSecond > 1) for (let row = 0; row < times.length; row++) times[row]! /= perSecond;
  return 'seconds';
}
