import { expect, it } from 'vitest';
import { decades, logScale } from './logScale';

it('places 1 at the start, the largest value at the end and its root in the middle', () => {
  const scale = logScale(100, 0, 10);
  expect([scale(1), scale(10), scale(100)]).toEqual([0, 5, 10]);
});

it('marks the powers of ten in range', () => {
  expect(decades(1000)).toEqual([1, 10, 100, 1000]);
  expect(decades(999)).toEqual([1, 10, 100]);
});
