import { expect, it } from 'vitest';
import { formatBytes, formatCount, sizeWords } from './modelSize';

it('counts are told to three digits', () => {
  expect([0, 830, 1250, 999_499, 999_500, 1_200_000, 614_400_000, 7_380_000_000].map(formatCount)).toEqual([
    '0',
    '830',
    '1.25 k',
    '999 k',
    '1 M',
    '1.2 M',
    '614 M',
    '7.38 G',
  ]);
});

it('sizes are told in words: parameters, and memory with what the optimizer keeps', () => {
  expect(formatBytes(12)).toBe('12 bytes');
  expect(sizeWords({ numParameters: 1_200_000, bytes: 14_400_000 })).toBe(
    '1.2 M parameters, 14.4 MB with optimizer',
  );
});
