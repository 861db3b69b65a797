import { describe, expect, it } from 'vitest';
import { dateOrderOf, parseDate } from './dates';

describe('parseDate', () => {
  it('reads days, minutes, seconds and fractions as UTC', () => {
    expect(parseDate('1970-01-02', 'ymd')).toBe(86_400);
    expect(parseDate('1970-01-01 01:01', 'ymd')).toBe(3660);
    expect(parseDate('1970-01-01T00:00:05.25Z', 'ymd')).toBe(5.25);
  });

  it('reads offsets from UTC', () => {
    expect(parseDate('1970-01-01T02:00:00+02:00', 'ymd')).toBe(0);
    expect(parseDate('1970-01-01T00:00:00-0130', 'ymd')).toBe(5400);
  });

  const day = Date.UTC(2019, 2, 4) / 1000;
  const hour = 3600;
  it.each([
    ['2019-03-04', 'ymd', day],
    ['2019/3/4', 'ymd', day],
    ['2019.03.04', 'ymd', day],
    ['20190304', 'ymd', day],
    ['20190304013000', 'ymd', day + 1.5 * hour],
    ['04.03.2019', 'dmy', day],
    ['4.3.19 13:05', 'dmy', day + 13 * hour + 300],
    ['04/03/2019', 'dmy', day],
    ['03/04/2019', 'mdy', day],
    ['3-4-2019', 'mdy', day],
    ['3/4/2019 1:30:00 PM', 'mdy', day + 13.5 * hour],
    ['3/4/2019 12:30 AM', 'mdy', day + hour / 2],
    ['03 4, 2019', 'mdy', day],
    ['4 Mar 2019', 'ymd', day],
    ['04-Mar-19', 'ymd', day],
    ['March 4, 2019', 'ymd', day],
    ['Mon Mar 04 01:00:00 +0000 2019', 'ymd', day + hour],
    ['Mon, 04 Mar 2019 01:00:00 GMT', 'ymd', day + hour],
  ] as const)('reads %s as %s', (text, order, seconds) => {
    expect(parseDate(text, order)).toBe(seconds);
  });

  it('refuses other texts and days that do not exist', () => {
    for (const text of ['', 'yesterday', '01/02/1970', '1970-02-30', '1970-13-01', '1970-01-01T', '7'])
      expect(parseDate(text, 'ymd'), text).toBeNaN();
    expect(parseDate('31/02/2019', 'dmy')).toBeNaN();
    expect(parseDate('13/14/2019', 'mdy')).toBeNaN();
  });
});

describe('dateOrderOf', () => {
  const orderOf = (...texts: string[]) => dateOrderOf(texts, 0.5);

  it('goes by a day past 12', () => {
    expect(orderOf('01/02/2019', '13/02/2019')).toEqual({ order: 'dmy', isSure: true, share: 1 });
    expect(orderOf('01/02/2019', '02/13/2019')).toEqual({ order: 'mdy', isSure: true, share: 1 });
    expect(orderOf('2019-01-02')).toMatchObject({ order: 'ymd', isSure: true });
  });

  it('is not sure where every day may be a month, but for points, which stand behind days', () => {
    expect(orderOf('01/02/2019', '03/04/2019')).toEqual({ order: 'mdy', isSure: false, share: 1 });
    expect(orderOf('01-02-2019')).toMatchObject({ order: 'dmy', isSure: false });
    expect(orderOf('01.02.2019')).toMatchObject({ order: 'dmy', isSure: true });
  });

  it('needs enough dates', () => {
    expect(orderOf('a', 'b', '2019-01-02')).toBeNull();
    expect(orderOf()).toBeNull();
  });
});
