import { describe, expect, it } from 'vitest';
import { contextRows, formatAttention, itemWord } from './contextRows';

const seen = (attention: number | null) => ({
  item: 0,
  itemId: '7',
  title: 'Item 7',
  year: 0,
  genres: [],
  rating: 1,
  timestamp: 0,
  attention,
});

describe('contextRows', () => {
  it('counts back from the prediction, and sets each share against the largest', () => {
    const rows = contextRows([seen(0.25), seen(0.5), seen(0.25)]);
    expect(rows.map(({ back }) => back)).toEqual([1, 2, 3]);
    expect(rows.map(({ ofLargest }) => ofLargest)).toEqual([0.5, 1, 0.5]);
  });

  it('has no shares for a model without attention, and none of nothing', () => {
    expect(contextRows([seen(null)])[0]!.ofLargest).toBeNull();
    expect(contextRows([seen(0)])[0]!.ofLargest).toBe(0);
    expect(contextRows([])).toEqual([]);
  });
});

describe('formatAttention', () => {
  it('keeps one decimal, and tells little from nothing', () => {
    expect([0.1234, 1, 0.0006, 0.0004, 0].map(formatAttention)).toEqual([
      '12.3 %',
      '100.0 %',
      '0.1 %',
      '<0.1 %',
      '0.0 %',
    ]);
  });
});

describe('itemWord', () => {
  it('calls films what has a year or a genre', () => {
    expect(itemWord([{ year: 0, genres: [] }])).toBe('item');
    expect(itemWord([{ year: 0, genres: ['Drama'] }])).toBe('film');
    expect(itemWord([{ year: 1999, genres: [] }])).toBe('film');
  });
});
