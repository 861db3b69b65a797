import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LabelScorer } from '../../evaluate/labels/labelScorer';
import { readSpec } from '../../protocol/completeSpec';
import type { SpecOverrides } from '../../protocol/spec';
import { startWasmInNode } from '../../testing/nodeBackend';
import { plotDataset } from '../../testing/plotDataset';
import { runSession } from '../../testing/runSession';
import { buildCatalog } from '../catalog';
import { findItems, inspectGenres, inspectItem } from './inspect';
import { prepareGenres } from './task';

beforeAll(startWasmInNode);

const dataset = plotDataset();
const nothingTold = 60;
const oddOneOut = 61;

const spec = (overrides: SpecOverrides = {}): SpecOverrides => ({
  model: { id: 'bag-of-words' },
  text: { minCount: 1 },
  split: { id: 'random-items', params: { ratio: 0.2 } },
  validation: { id: 'random-items', params: { ratio: 0.25 } },
  earlyStopping: { metric: 'f1/micro' },
  ...overrides,
});

/** Gives the true genres of a movie this probability, and others a tenth. */
const knows = (probability: number): LabelScorer => ({
  numGenres: 3,
  scoreItems: (items) =>
    Promise.resolve(
      Float32Array.from(
        [...items].flatMap((item) =>
          [0, 1, 2].map((genre) => ((dataset.itemInfo!.genres[item]! >>> genre) & 1 ? probability : 0.1)),
        ),
      ),
    ),
});

function sessionOf({
  overrides = {},
  scorer = knows(0.4),
  epoch = 3,
  finished = false,
}: {
  overrides?: SpecOverrides;
  scorer?: LabelScorer | null;
  epoch?: number;
  finished?: boolean;
} = {}) {
  const read = readSpec(spec(overrides), buildCatalog());
  expect(read.problems).toEqual([]);
  return { task: prepareGenres(read.spec, dataset), scorer, epoch, finished };
}

const zeros = [
  [0, 0, 0],
  [0, 0, 0],
  [0, 0, 0],
];

describe('a look at the genres', () => {
  it('is at the validation part while the model trains, and at the test part after', async () => {
    const session = sessionOf();
    expect(await inspectGenres(session)).toMatchObject({ part: 'validation', items: 12, epoch: 3 });
    expect(await inspectGenres({ ...session, finished: true })).toMatchObject({ part: 'test', items: 12 });
  });

  it('tells what is true, and what is predicted at both thresholds', async () => {
    const session = sessionOf({ finished: true });
    const looked = await inspectGenres(session);
    const test = [...session.task.movies.split.test];
    const has = (genre: number) => (item: number) => (dataset.itemInfo!.genres[item]! >>> genre) & 1;
    const together = [0, 1, 2].map((genre) =>
      [0, 1, 2].map((other) => test.filter(has(genre)).filter(has(other)).length),
    );
    expect(looked.together).toEqual(together);
    // True genres have probability .4: none is predicted from .5 on, and all are from halfway to .1.
    expect(looked.threshold).toBeCloseTo(0.25, 6);
    expect(looked.predicted).toEqual({ half: zeros, tuned: together });
    expect(looked.genres).toEqual(
      ['Comedy', 'Drama', 'Horror'].map((name, genre) => ({
        name,
        support: together[genre]![genre],
        half: { precision: 0, recall: 0, f1: 0 },
        tuned: { precision: 1, recall: 1, f1: 1 },
      })),
    );
  });

  it('has no tuned threshold where there is no validation part, and looks at the test part at once', async () => {
    const session = sessionOf({ overrides: { validation: { id: 'none' } } });
    const looked = await inspectGenres(session);
    expect(looked).toMatchObject({ part: 'test', items: 12, threshold: null, predicted: { tuned: null } });
    expect(looked.genres.map(({ tuned }) => tuned)).toEqual([null, null, null]);
  });

  it('has to wait until the model is built', async () => {
    const fault = { code: 'data-missing', what: expect.stringContaining('not built') as string };
    await expect(inspectGenres(sessionOf({ scorer: null }))).rejects.toMatchObject(fault);
    await expect(inspectItem(sessionOf({ scorer: null }), 0)).rejects.toMatchObject(fault);
  });
});

describe('movies to look at', () => {
  it('are found by any part of their title, whatever its case', () => {
    const names = (query: string) => findItems(sessionOf(), query, 100).map(({ title }) => title);
    expect(names('fILM 5').sort()).toEqual(
      ['Film 5', ...Array.from({ length: 10 }, (_, i) => `Film ${50 + i}`)].sort(),
    );
    expect(names(' film 17 ')).toEqual(['Film 17']);
    expect(names('no such film')).toEqual([]);
  });

  it('have a plot, and say which part they are in', () => {
    const found = findItems(sessionOf(), '', 100);
    expect(found.map(({ item }) => item)).not.toContain(nothingTold);
    expect(found.find(({ item }) => item === oddOneOut)).toEqual({
      item: oddOneOut,
      title: 'Odd one out',
      year: 1950 + oddOneOut,
      part: 'none',
    });
    const count = (wanted: string) => found.filter(({ part }) => part === wanted).length;
    expect([count('train'), count('validation'), count('test'), count('none')]).toEqual([36, 12, 12, 1]);
  });

  it('begin with those of the part that is looked at', () => {
    const parts = (finished: boolean) => findItems(sessionOf({ finished }), '', 13).map(({ part }) => part);
    expect(parts(false).slice(0, 12)).toEqual(new Array(12).fill('validation'));
    expect(parts(true).slice(0, 12)).toEqual(new Array(12).fill('test'));
    expect(parts(true)).toHaveLength(13);
  });
});

describe('a look at one movie', () => {
  it('tells its plot, its genres, and how likely the model finds each', async () => {
    // Film 18 is a comedy and a drama.
    const looked = await inspectItem(sessionOf(), 18);
    expect(looked).toMatchObject({ item: 18, title: 'Film 18', year: 1968, epoch: 3, cut: 0 });
    expect(looked.plot.map(({ text }) => text).join('')).toBe(dataset.itemInfo!.descriptions![18]);
    expect(looked.genres.map(({ name, has }) => [name, has])).toEqual([
      ['Comedy', true],
      ['Drama', true],
      ['Horror', false],
    ]);
    expect(looked.genres.map(({ probability }) => Math.round(10 * probability))).toEqual([4, 4, 1]);
  });

  it('marks the words that a network reads up to the longest text, and all for a bag of words', async () => {
    const read = async (overrides: SpecOverrides) => {
      const { plot, cut } = await inspectItem(sessionOf({ overrides }), 18);
      return { words: plot.flatMap(({ word }) => word ?? []), cut };
    };
    const text = { minCount: 1, maxTokens: 5 };
    expect(await read({ text, model: { id: 'text-cnn' }, loss: { id: 'genre-bce' } })).toEqual({
      words: ['joke', 'clown', 'laugh', 'tears', 'family'],
      cut: 1,
    });
    expect(await read({ text })).toEqual({
      words: ['joke', 'clown', 'laugh', 'tears', 'family', 'letter'],
      cut: 0,
    });
  });
});

describe('the vectors of a finished run', () => {
  it('are the features of every movie with a plot, and the same for movies of the same plot', async () => {
    const { session } = await runSession(
      dataset,
      spec({
        model: { id: 'text-cnn', params: { filters: 4, widths: [2, 3], dimension: 8 } },
        loss: { id: 'genre-bce' },
        text: { minCount: 1, maxTokens: 10 },
        train: { epochs: 1, batchSize: 16, l2: 0 },
      }),
    );
    const vectors = (await session.itemVectors())!;
    expect(vectors.itemIds).toEqual(dataset.itemIds.filter((_, item) => item !== nothingTold));
    expect(vectors.dimension).toBe(8);
    expect(vectors.values).toHaveLength(61 * 8);
    expect(vectors.values.some((value) => value > 0)).toBe(true);
    const row = (at: number) => [...vectors.values.subarray(at * 8, (at + 1) * 8)];
    // Films 1 and 4 are dramas, 2 is a horror film; the last row is the movie after the one left out.
    expect(row(4)).toEqual(row(1));
    expect(row(2)).not.toEqual(row(1));
    expect(row(60).every(Number.isFinite)).toBe(true);
  });

  it('are none for a bag of words', async () => {
    const { session } = await runSession(dataset, spec());
    expect(await session.itemVectors()).toBeNull();
  });
});
