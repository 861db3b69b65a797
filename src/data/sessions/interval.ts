/** Interval: a session holds what a user did within so many months of its first interaction. */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import { defineSessions } from './sessions';

export const interval = defineSessions({
  id: 'interval',
  label: 'Interval',
  help: 'A session begins with the first interaction of a user and holds all within so many calendar months (UTC) of it; the first one at their end or later begins the next.',
  citation: '',
  params: z.object({
    months: param.int(3, { min: 1, max: 120 }, { title: 'Interval', unit: 'months' }),
  }),
  needsDates: true,
  cut: ({ timestamps, first, at, params }) =>
    timestamps[at]! >= monthsLater(timestamps[first]!, params.months),
});

/**
 * The same day and time of day so many calendar months later, in UTC; where that month is shorter, on its last day.
 * @param seconds since 1970
 */
export function monthsLater(seconds: number, months: number): number {
  const from = new Date(seconds * 1000);
  const month = from.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = Date.UTC(from.getUTCFullYear(), month, Math.min(from.getUTCDate(), lastDay));
  const midnight = Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate());
  return seconds + (day - midnight) / 1000;
}
