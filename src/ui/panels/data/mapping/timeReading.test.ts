import { expect, it } from 'vitest';
import { exampleOf, guessReading } from './timeReading';

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

it('guesses how another column of times is written', () => {
  expect(guessReading(['1400000000'])).toEqual({ timeUnit: 's', dateOrder: null });
  expect(guessReading(['', '1400000000000'])).toEqual({ timeUnit: 'ms', dateOrder: null });
  expect(guessReading(['17'])).toEqual({ timeUnit: 'order', dateOrder: null });
  expect(guessReading(['2019-04-03'])).toEqual({ timeUnit: null, dateOrder: 'ymd' });
  expect(guessReading(['03/04/2019', '03/24/2019'])).toEqual({ timeUnit: null, dateOrder: 'mdy' });
});
