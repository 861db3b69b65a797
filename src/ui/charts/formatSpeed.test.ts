import { describe, expect, it } from 'vitest';
import { formatMs, formatSpeed, formatStepTime } from './formatSpeed';

describe('formatSpeed', () => {
  it('groups thousands and keeps three digits of large numbers', () => {
    expect(formatSpeed(1_234_567)).toBe('1,230,000 samples/s');
    expect(formatSpeed(45_678)).toBe('45,700 samples/s');
    expect(formatSpeed(987.4)).toBe('987 samples/s');
  });
});

describe('formatStepTime', () => {
  it('keeps three digits, without exponents', () => {
    expect(formatStepTime(0.8324)).toBe('0.832 ms/step');
    expect(formatMs(12)).toBe('12.0');
    expect(formatMs(999.4)).toBe('999');
    expect(formatMs(2314.5)).toBe('2,310');
    expect(formatMs(0.00005)).toBe('0.0001');
    expect(formatMs(0.0012)).toBe('0.00120');
  });
});
