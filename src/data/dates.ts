/** Dates as people and programs write them, read without the local time zone: the same file gives the same times everywhere. */
import type { DateOrder } from '../protocol/dataService';

const rest = String.raw`(?:[T,\s]+(\d{1,2}):(\d\d)(?::(\d\d(?:[.,]\d+)?))?\s*([AP]M)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?`;
const startsWithYear = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${rest}$`, 'i');
/** 20190313 or 20190313101530. */
const compact = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?$/;
const yearLast = new RegExp(
  String.raw`^(\d{1,2})(?:[-/.]|,?\s)\s*(\d{1,2})(?:[-/.]|,?\s)\s*(\d{4}|\d\d)${rest}$`,
  'i',
);
const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const month = `(${monthNames.join('|')})[a-z]*\\.?`;
const weekday = String.raw`^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?`;
/** 13 Mar 2019, 13-Mar-19. */
const dayAndName = new RegExp(String.raw`${weekday}(\d{1,2})[-\s]${month}[-,\s]+(\d{4}|\d\d)${rest}$`, 'i');
/** Mar 13, 2019. */
const nameAndDay = new RegExp(String.raw`${weekday}${month}\s+(\d{1,2}),?\s+(\d{4})${rest}$`, 'i');
/** Wed Mar 13 10:01:00 +0000 2019. */
const yearAtEnd = new RegExp(
  String.raw`${weekday}${month}\s+(\d{1,2})\s+(\d{1,2}):(\d\d):(\d\d)\s+(?:(UTC|GMT|[+-]\d{4})\s+)?(\d{4})$`,
  'i',
);

/** Seconds since 1970; NaN when the text is no such date. Without a zone it is taken as UTC. */
export function parseDate(text: string, order: DateOrder): number {
  const date = text.trim();
  if (order === 'ymd') {
    const found = startsWithYear.exec(date);
    if (found) {
      const [, y, , m, d, ...time] = found;
      return secondsAt(y!, Number(m), d!, time);
    }
    const digits = compact.exec(date);
    if (digits) {
      const [, y, m, d, ...time] = digits;
      return secondsAt(y!, Number(m), d!, time);
    }
  } else {
    const found = yearLast.exec(date);
    if (found) {
      const [, a, b, y, ...time] = found;
      return order === 'dmy' ? secondsAt(y!, Number(b), a!, time) : secondsAt(y!, Number(a), b!, time);
    }
  }
  return /[a-z]{3}/i.test(date) ? parseNamedMonth(date) : NaN;
}

function parseNamedMonth(date: string): number {
  const dayFirst = dayAndName.exec(date);
  if (dayFirst) {
    const [, d, name, y, ...time] = dayFirst;
    return secondsAt(y!, monthOf(name!), d!, time);
  }
  const nameFirst = nameAndDay.exec(date);
  if (nameFirst) {
    const [, name, d, y, ...time] = nameFirst;
    return secondsAt(y!, monthOf(name!), d!, time);
  }
  const found = yearAtEnd.exec(date);
  if (!found) return NaN;
  const [, name, d, hour, minute, second, zone, y] = found;
  return secondsAt(y!, monthOf(name!), d!, [hour, minute, second, undefined, zone]);
}

const monthOf = (name: string): number => 1 + monthNames.indexOf(name.slice(0, 3).toLowerCase());

type Time = (string | undefined)[];

function secondsAt(yearText: string, monthNumber: number, day: string, time: Time): number {
  const [hourText = '0', minute = '0', second = '0', half, zone = 'Z'] = time;
  const midnight = Date.UTC(yearOf(yearText), monthNumber - 1, Number(day));
  // A day that does not exist would quietly become one of the next month.
  const date = new Date(midnight);
  if (date.getUTCMonth() !== monthNumber - 1 || date.getUTCDate() !== Number(day)) return NaN;
  const hour = half ? (Number(hourText) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0) : Number(hourText);
  if (hour > 24 || Number(minute) > 59) return NaN;
  return (
    midnight / 1000 + hour * 3600 + Number(minute) * 60 + Number(second.replace(',', '.')) - zoneSeconds(zone)
  );
}

/** Of two digits: 70 to 99 are of the last century. */
function yearOf(text: string): number {
  const year = Number(text);
  return text.length > 2 ? year : year + (year < 70 ? 2000 : 1900);
}

function zoneSeconds(zone: string): number {
  if (!/^[+-]/.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -60 : 60) * minutes;
}

export interface OrderOfDates {
  order: DateOrder;
  /** Whether the dates themselves say so: a number past 12 is a day. */
  isSure: boolean;
  /** Share of the texts that are dates in this order. */
  share: number;
}

/**
 * The order that most of these dates are written in.
 * @param least Share of the texts that must be dates; null below it.
 */
export function dateOrderOf(texts: readonly string[], least: number): OrderOfDates | null {
  if (texts.length === 0) return null;
  const shareOf = (order: DateOrder): number =>
    texts.reduce((count, text) => count + Number(Number.isFinite(parseDate(text, order))), 0) / texts.length;
  const [yearFirst, dayFirst, monthFirst] = [shareOf('ymd'), shareOf('dmy'), shareOf('mdy')];
  const share = Math.max(yearFirst, dayFirst, monthFirst);
  if (share < least) return null;
  if (yearFirst === share) return { order: 'ymd', isSure: true, share };
  if (dayFirst !== monthFirst) return { order: dayFirst > monthFirst ? 'dmy' : 'mdy', isSure: true, share };
  // Points stand in dates of countries that put the day first; slashes mostly where the month is first.
  const hasPoints = texts.some((text) => /^\d{1,2}\.\d/.test(text.trim()));
  const isDayFirst = hasPoints || !texts.some((text) => text.includes('/'));
  return { order: isDayFirst ? 'dmy' : 'mdy', isSure: hasPoints, share };
}
