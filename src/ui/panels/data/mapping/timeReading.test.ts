import { expect, it } from 'vitest';
import { byContent, exampleOf, readingOf } from './timeReading';

it('gives an example of a date as each order reads it', () => {
  expect(exampleOf(['03/04/2019 10:00'], 'dmy')).toBe('03/04/2019 is 3 April 2019');
  expect(exampleOf(['03/04/2019 10:00'], 'mdy')).toBe('03/04/2019 is 4 March 2019');
  expect(exampleOf(['2019-04-03'], 'ymd')).toBe('2019-04-03 is 3 April 2019');
});

it('gives none where an order cannot read a date', () => {
  expect(exampleOf(['03/24/2019'], 'dmy')).toBe('');
  expect(exampleOf(['03/04/2019'], 'ymd')).toBe('');
  expect(exampleOf(['yesterday'], 'ymd')).toBe('');
});

it('knows units, orders of dates, and neither', () => {
  expect(readingOf('ms')).toEqual({ timeUnit: 'ms', dateOrder: null });
  expect(readingOf('dmy')).toEqual({ timeUnit: null, dateOrder: 'dmy' });
  expect(readingOf('')).toEqual(byContent);
});
