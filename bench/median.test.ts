import { describe, expect, it } from 'vitest';
import { median } from './median';

describe('median', () => {
  it('is the middle value, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('is halfway between the middle two of an even number', () => {
    expect(median([10, 2, 4, 100])).toBe(7);
  });

  it('does not sort its argument', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('is refused for no values', () => {
    expect(() => median([])).toThrow('no median');
  });
});
