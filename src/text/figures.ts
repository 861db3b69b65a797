/** The texts of a data set in figures. */
import type { ItemInfo } from '../protocol/dataset';
import type { TextFigures } from '../protocol/textService';
import { idOf, type Vocabulary } from './vocabulary';

const mostBars = 24;
const mostFrequent = 12;
/** Word vectors stay close to their first values until some hundred thousand words were read. */
const wordsToRead = 250_000;
const vectorEpochs = { least: 5, most: 20 };

/** @param tokenized By item; an item without a text has no words. */
export function textFigures(
  items: ItemInfo | null,
  tokenized: readonly (readonly string[])[],
  vocabulary: Vocabulary,
  maxTokens: number,
): TextFigures {
  const movies = items?.titles.length ?? 0;
  const texts = items?.descriptions ?? [];
  const hasGenres = (item: number): boolean => items!.genres[item] !== 0;
  const withText = texts.flatMap((text, item) => (text.trim() === '' ? [] : [item]));
  const lengths = withText
    .map((item) => tokenized[item]!.filter((word) => idOf(vocabulary, word) > 0).length)
    .sort((a, b) => a - b);
  const occurrences = withText.reduce((sum, item) => sum + tokenized[item]!.length, 0);
  return {
    movies,
    withText: withText.length,
    withGenres: Array.from({ length: movies }, (_, item) => item).filter(hasGenres).length,
    withBoth: withText.filter(hasGenres).length,
    vocabulary: vocabulary.words.length - 1,
    frequent: vocabulary.words
      .slice(1, 1 + mostFrequent)
      .map((word, i) => ({ word, count: vocabulary.counts[i + 1]! })),
    occurrences,
    unknown: occurrences - lengths.reduce((sum, length) => sum + length, 0),
    medianTokens: lengths[Math.floor(lengths.length / 2)] ?? 0,
    mostTokens: lengths.at(-1) ?? 0,
    cut: lengths.filter((length) => length > maxTokens).length,
    histogram: histogramOf(lengths),
    vectorEpochs: Math.min(
      vectorEpochs.most,
      Math.max(vectorEpochs.least, Math.ceil(wordsToRead / Math.max(1, occurrences))),
    ),
  };
}

/**
 * Bars of equal and round width up to where 99 of 100 texts end; the last holds all that are longer.
 * @param lengths rising
 */
export function histogramOf(lengths: readonly number[]): TextFigures['histogram'] {
  if (lengths.length === 0) return [];
  const most = lengths.at(-1)!;
  const usual = lengths[Math.ceil(0.99 * lengths.length) - 1]!;
  const width = roundWidth((usual + 1) / mostBars);
  const bars = Math.floor(usual / width) + 1;
  const counts = new Array<number>(bars).fill(0);
  for (const length of lengths) {
    const bar = Math.min(bars - 1, Math.floor(length / width));
    counts[bar] = counts[bar]! + 1;
  }
  return counts.map((count, bar) => ({
    from: bar * width,
    to: bar === bars - 1 && most >= bars * width ? null : (bar + 1) * width,
    movies: count,
  }));
}

/** 1, 2, 5, 10, 20 ...: the first that is at least `width`. */
function roundWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, width)));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= width)!;
}
