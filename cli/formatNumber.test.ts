import { describe, expect, it } from 'vitest';
import { formatGain, formatNumber } from './formatNumber';

describe('formatNumber', () => {
  it('keeps four significant digits', () => {
    expect([0.123456, 12.3456, 1234.56, NaN, undefined].map(formatNumber)).toEqual([
      '0.1235',
      '12.35',
      '1235',
      '–',
      '–',
    ]);
  });
});

describe('formatGain', () => {
  it('is signed and in percent', () => {
    expect([0.1978, -0.0321, 0, 1.5, undefined].map(formatGain)).toEqual([
      '(+19.8 %)',
      '(−3.2 %)',
      '(+0.0 %)',
      '(+150.0 %)',
      '',
    ]);
  });
});
