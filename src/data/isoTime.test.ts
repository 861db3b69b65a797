import { expect, it } from 'vitest';
import { parseIsoSeconds } from './isoTime';

it('reads days, minutes, seconds and fractions as UTC', () => {
  expect(parseIsoSeconds('1970-01-02')).toBe(86_400);
  expect(parseIsoSeconds('1970-01-01 01:01')).toBe(3660);
  expect(parseIsoSeconds('1970-01-01T00:00:05.25Z')).toBe(5.25);
});

it('reads offsets from UTC', () => {
  expect(parseIsoSeconds('1970-01-01T02:00:00+02:00')).toBe(0);
  expect(parseIsoSeconds('1970-01-01T00:00:00-0130')).toBe(5400);
});

it('refuses other texts and days that do not exist', () => {
  for (const text of ['', 'yesterday', '01/02/1970', '1970-02-30', '1970-13-01', '1970-01-01T']) {
    expect(parseIsoSeconds(text), text).toBeNaN();
  }
});
