import { describe, expect, it } from 'vitest';
import { formatMetric, formatSeconds } from './formatMetric';

describe('formatMetric', () => {
  it.each([
    [0.19362, '0.1936'],
    [0.5, '0.5000'],
    [0.04531, '0.0453'],
    [12.344, '12.34'],
    [1234.5, '1,235'],
    [999.96, '1,000'],
    [0.000012, '1.20e-5'],
    [0, '0'],
    [-0.25, '−0.2500'],
  ])('writes %d as %s', (value, text) => {
    expect(formatMetric(value)).toBe(text);
  });

  it('writes a dash where there is no number', () => {
    for (const nothing of [null, undefined, NaN, Infinity]) expect(formatMetric(nothing)).toBe('–');
  });
});

describe('formatSeconds', () => {
  it.each([
    [0.421, '0.42 s'],
    [8.31, '8.3 s'],
    [59.6, '1 min 00 s'],
    [42.2, '42 s'],
    [185, '3 min 05 s'],
    [3725, '1 h 02 min'],
  ])('writes %d as %s', (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text);
  });
});
