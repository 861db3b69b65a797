import { describe, expect, it } from 'vitest';
import type { ItemInfo } from '../protocol/dataset';
import { histogramOf, textFigures } from './figures';
import { buildVocabulary } from './vocabulary';

const items: ItemInfo = {
  titles: ['A', 'B', 'C', 'D'],
  years: Int16Array.of(1990, 0, 2000, 2001),
  genreNames: ['Drama', 'War'],
  genres: Uint32Array.of(1, 2, 0, 3),
  descriptions: ['ghost love', 'ghost ghost alien ghost', 'love', ' '],
};

describe('figures', () => {
  it('count movies, words and what is left out', () => {
    const tokenized = items.descriptions!.map((text) => text.split(' ').filter(Boolean));
    const figures = textFigures(items, tokenized, buildVocabulary(tokenized, 2), 2);
    expect(figures).toEqual({
      movies: 4,
      withText: 3,
      withGenres: 3,
      withBoth: 2,
      vocabulary: 2,
      frequent: [
        { word: 'ghost', count: 4 },
        { word: 'love', count: 2 },
      ],
      occurrences: 7,
      unknown: 1,
      medianTokens: 2,
      mostTokens: 3,
      cut: 1,
      histogram: [
        { from: 0, to: 1, movies: 0 },
        { from: 1, to: 2, movies: 1 },
        { from: 2, to: 3, movies: 1 },
        { from: 3, to: 4, movies: 1 },
      ],
      vectorEpochs: 20,
    });
  });

  it('are all zero for data without items or without texts', () => {
    const none = buildVocabulary([], 1);
    expect(textFigures(null, [], none, 100)).toMatchObject({ movies: 0, withText: 0, histogram: [] });
    const bare = textFigures({ ...items, descriptions: null }, [], none, 100);
    expect(bare).toMatchObject({ movies: 4, withText: 0, withGenres: 3, withBoth: 0, medianTokens: 0 });
  });
});

it('vectors of many words need fewer epochs, but at least five', () => {
  const epochsOf = (words: number): number => {
    const texts = [Array<string>(words).fill('ghost')];
    const one = { ...items, descriptions: ['ghost'] };
    return textFigures(one, texts, buildVocabulary(texts, 1), 100).vectorEpochs;
  };
  expect([12_000, 25_000, 1_000_000].map(epochsOf)).toEqual([20, 10, 5]);
});

describe('the histogram', () => {
  it('holds every text once, in at most 25 bars', () => {
    const lengths = Array.from({ length: 500 }, (_, i) => i);
    const bars = histogramOf(lengths);
    expect(bars.length).toBeLessThanOrEqual(25);
    expect(bars.reduce((sum, { movies }) => sum + movies, 0)).toBe(500);
  });

  it('gathers the few very long texts in its last bar', () => {
    const lengths = [...Array.from({ length: 999 }, (_, i) => i % 40).sort((a, b) => a - b), 10_000];
    const bars = histogramOf(lengths);
    expect(bars.at(-1)).toEqual({ from: 38, to: null, movies: expect.any(Number) as number });
    expect(bars[0]).toMatchObject({ from: 0, to: 2 });
  });
});
