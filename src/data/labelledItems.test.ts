import { expect, it } from 'vitest';
import { defaultSpec } from '../protocol/spec';
import { mergeSpec } from '../protocol/completeSpec';
import { datasetOf } from '../testing/interactions';
import { labelledItems } from './labelledItems';
import { planSplit } from './split/planSplit';

/** Films with their genres, as bits of Drama, War and Western, and their texts. */
const dataset = (films: [genres: number, text: string][]) => ({
  ...datasetOf(films.map((_, film) => [0, film, 3, film])),
  itemInfo: {
    titles: films.map((_, film) => `Film ${film}`),
    years: new Int16Array(films.length),
    genreNames: ['Drama', 'War', 'Western'],
    genres: Uint32Array.from(films, ([genres]) => genres),
    descriptions: films.map(([, text]) => text),
  },
});

const films: [number, string][] = [
  [0b001, 'a tale'],
  [0b011, 'a battle'],
  [0b010, 'a siege'],
  [0b100, 'a duel'],
  [0b000, 'nothing known'],
  [0b001, ''],
];

it('keeps genres of enough films with a text, films that have one, and counts what it leaves out', () => {
  const { genreNames, labels, items, notes } = labelledItems(dataset(films), 2);
  expect(genreNames).toEqual(['Drama', 'War']);
  expect([...items]).toEqual([0, 1, 2]);
  expect([...labels]).toEqual([1, 0, /**/ 1, 1, /**/ 0, 1, /**/ 0, 0, /**/ 0, 0, /**/ 1, 0]);
  expect(notes).toEqual([
    'Left out: 1 genre with fewer than 2 movies (Western).',
    'Left out: 1 movie without a plot.',
    'Left out: 2 movies with none of the genres.',
  ]);
});

it('says what is missing: texts, genres, a second genre', () => {
  const textless = dataset(films.map(([genres]) => [genres, '']));
  expect(() => labelledItems(textless, 1)).toThrow(/has no plots/);
  expect(() => labelledItems({ ...textless, itemInfo: null }, 1)).toThrow(/has no plots/);
  expect(() => labelledItems(dataset(films.map(([, text]) => [0, text])), 1)).toThrow(
    'No genre has 1 movies with a plot.',
  );
  expect(() => labelledItems(dataset(films.map(([, text]) => [0b100, text])), 1)).toThrow(
    /Only one genre \(Western\)/,
  );
});

it('plans a split of items without looking at interactions', () => {
  const spec = mergeSpec(defaultSpec(), {
    text: { minMovies: 2 },
    data: { minUserInteractions: 1000 },
    split: { id: 'random-items', params: { ratio: 0.34 } },
    validation: { id: 'none' },
  });
  expect(planSplit(dataset(films), spec)).toMatchObject({
    unit: 'items',
    numTrain: 2,
    numTest: 1,
    numValidation: 0,
  });
});
