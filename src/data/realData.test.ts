/** The published data sets, where this machine has them beside the repository; they may not be part of it. */
import { existsSync, openAsBlob } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ColumnMapping } from '../protocol/dataService';
import type { Dataset } from '../protocol/dataset';
import { defaultSpec } from '../protocol/spec';
import { openFiles } from './archive';
import { summarizeAttribute } from './attributes';
import { canonicalize } from './canonical';
import { chooseFormat } from './formats/chooseFormat';
import { isQuestion } from './formats/format';
import { RowReport } from './rowReport';
import { makeSessions } from './sessions/makeSessions';
import type { Sessions } from './sessions/sessions';
import { makeSplit } from './split/makeSplit';
import { summarize } from './summary';
import { quietWork } from './work';

const folder = new URL('../../../shared/data/', import.meta.url);
const seconds = 1000;

async function read(file: string, mapping: ColumnMapping | null = null) {
  const set = await openFiles([{ path: file, blob: await openAsBlob(new URL(file, folder)) }]);
  const format = await chooseFormat(set);
  const report = new RowReport();
  const raw = await format.read(set, { mapping, report, work: quietWork() });
  if (isQuestion(raw)) return raw;
  return { ...(await canonicalize(raw, quietWork())), report };
}

async function readDataset(file: string, mapping: ColumnMapping | null = null): Promise<Dataset> {
  const result = await read(file, mapping);
  if (!('dataset' in result)) throw new Error(`${file} asks for a mapping`);
  expect(result.report.malformed).toBe(0);
  expect(result.duplicates).toBe(0);
  return result.dataset;
}

/** A test of one file; without the file it shows as skipped, and why. */
function itWith(file: string, name: string, check: () => Promise<void>): void {
  const isThere = existsSync(new URL(file, folder));
  it.skipIf(!isThere)(
    isThere ? name : `${name} (skipped: ${file} is not in ../shared/data)`,
    check,
    30 * seconds,
  );
}

const countOf = (values: Uint8Array, wanted: number): number =>
  values.reduce((count, value) => count + Number(value === wanted), 0);

const partsAt = (parts: Uint8Array, rows: Int32Array): Uint8Array =>
  Uint8Array.from(rows, (row) => parts[row]!);

const meanLength = ({ sessionOf, numSessions }: Sessions): number => sessionOf.length / numSessions;

describe('published data', () => {
  itWith('ml-100k.zip', 'MovieLens 100K has its published counts and partitions', async () => {
    const dataset = await readDataset('ml-100k.zip');
    expect(dataset).toMatchObject({ name: 'MovieLens 100K', numUsers: 943, numItems: 1682, time: 'seconds' });
    expect(dataset.ratings).toHaveLength(100_000);
    const { titles, years, genreNames } = dataset.itemInfo!;
    expect(genreNames).toHaveLength(19);
    expect(genreNames[0]).toBe('unknown');
    expect(new Set(titles.map((title, item) => `${title} (${years[item]})`)).size).toBe(1664);
    expect(titles[dataset.itemIds.indexOf('543')]).toBe('Misérables, Les');
    expect(years.filter((year) => year === 0)).toHaveLength(1);
    expect(dataset.userAttributes.map(summarizeAttribute)).toMatchObject([
      { name: 'age', known: 943, range: { min: 7, max: 73 } },
      { name: 'gender', known: 943, distinct: 2, examples: ['M', 'F'] },
      { name: 'occupation', known: 943, distinct: 21 },
      { name: 'zip code', known: 943, distinct: 795 },
    ]);
    const tests = dataset.predefinedSplits.map(({ name, parts }) => [
      name,
      countOf(parts, 1),
      countOf(parts, 2),
    ]);
    expect(tests).toEqual([
      ...['u1', 'u2', 'u3', 'u4', 'u5'].map((name) => [name, 20_000, 0]),
      ...['ua', 'ub'].map((name) => [name, 9430, 0]),
    ]);
  });

  itWith('ml-1m-time-order.zip', 'MovieLens 1M has its published counts and rating histogram', async () => {
    const dataset = await readDataset('ml-1m-time-order.zip');
    expect(dataset).toMatchObject({ name: 'MovieLens 1M', numUsers: 6040, numItems: 3706, time: 'order' });
    expect(summarize(dataset).ratingCounts).toEqual([
      { rating: 1, count: 56_174 },
      { rating: 2, count: 107_557 },
      { rating: 3, count: 261_197 },
      { rating: 4, count: 348_971 },
      { rating: 5, count: 226_310 },
    ]);
    expect(dataset.itemInfo!.genreNames).toHaveLength(18);
  });

  itWith('ncf-ml-1m.zip', 'the NCF files have their split and 99 negatives for every user', async () => {
    const dataset = await readDataset('ncf-ml-1m.zip');
    expect(dataset).toMatchObject({ numUsers: 6040, numItems: 3706, time: 'order' });
    const { parts, candidates } = dataset.predefinedSplits[0]!;
    expect([countOf(parts, 0), countOf(parts, 1)]).toEqual([994_169, 6040]);
    expect(candidates!.items).toHaveLength(597_960);
    expect([...candidates!.offsets].every((offset, user) => offset === user * 99)).toBe(true);
    // The held-out interaction of every user is the last one.
    const isLast = Array.from(parts, (_, row) => dataset.users[row + 1] !== dataset.users[row]);
    expect(isLast.every((last, row) => last === (parts[row] === 1))).toBe(true);
  });

  itWith('anime-mal-5k.zip', 'the anime ratings come in through the guessed mapping', async () => {
    const asked = await read('anime-mal-5k.zip');
    if (!('guess' in asked)) throw new Error('did not ask');
    expect(asked.guess).toMatchObject({
      delimiter: '\t',
      hasHeader: true,
      user: 0,
      item: 1,
      rating: 2,
      timestamp: null,
    });
    const dataset = await readDataset('anime-mal-5k.zip', asked.guess);
    expect(dataset).toMatchObject({ numUsers: 4714, numItems: 7157, time: 'none' });
    expect(dataset.ratings).toHaveLength(419_943);
    expect(dataset.ratingScale).toEqual({ min: 1, max: 10, step: 1 });
  });

  itWith('yoochoose-100k.zip', 'the clicks have their published parts, every click of them', async () => {
    const dataset = await readDataset('yoochoose-100k.zip');
    expect(dataset).toMatchObject({
      name: 'yoochoose-clicks-100k',
      numUsers: 17_794 + 3416,
      numItems: 2933,
      time: 'seconds',
      repeats: true,
    });
    const figures = (group: string, part: number): [clicks: number, sessions: number, items: number] => {
      const { parts } = dataset.predefinedSplits.find((split) => split.group === group)!;
      const rows = [...parts.keys()].filter((row) => parts[row] === part);
      const distinct = (ids: Int32Array): number => new Set(rows.map((row) => ids[row])).size;
      return [rows.length, distinct(dataset.users), distinct(dataset.items)];
    };
    expect(figures('full', 0)).toEqual([70_278, 17_794, 2933]);
    expect(figures('full', 1)).toEqual([13_568, 3416, 1771]);
    expect(figures('tuning', 0)).toEqual([53_254, 13_629, 2873]);
    expect(figures('tuning', 1)).toEqual([16_539, 4084, 2029]);
    expect(figures('tuning', 2)[0]).toBe(485 + 13_568);
  });

  itWith('yoochoose-100k.zip', 'the last day of the clicks is their published test part', async () => {
    const dataset = await readDataset('yoochoose-100k.zip');
    const sessions = makeSessions(dataset, { id: 'whole', params: {} });
    const lastDay = { id: 'last-days', params: { days: 1 } };
    const spec = { ...defaultSpec(), split: { ...lastDay, fold: 0, dropUnseen: false }, validation: lastDay };
    const { test, validation } = makeSplit(dataset, spec, { sessions });
    const [full, tuning] = dataset.predefinedSplits.map(({ parts }) => parts) as [Uint8Array, Uint8Array];
    expect([test.length, countOf(partsAt(full, test), 1)]).toEqual([13_568, 13_568]);
    // The publisher left 485 clicks of the day before out of both parts, those of items new that day among them.
    expect([validation.length, countOf(partsAt(tuning, validation), 1)]).toEqual([16_539 + 485, 16_539]);
  });

  itWith(
    'ml-100k.zip',
    'the users of MovieLens 100K have sessions of three months and of a day',
    async () => {
      const dataset = await readDataset('ml-100k.zip');
      // Counted apart from this code, in Python.
      const months = makeSessions(dataset, { id: 'interval', params: { months: 3 } });
      expect(months.numSessions).toBe(1067);
      expect(meanLength(months)).toBeCloseTo(93.72, 2);
      const tied = 'At the same time as the one before in their session: 50,561 interactions';
      expect(months.notes).toEqual([
        'Sessions of a single interaction, which predict nothing: 6 sessions.',
        `${tied}; the order among them is arbitrary but fixed.`,
      ]);
      const days = makeSessions(dataset, { id: 'gap', params: { hours: 24 } });
      expect(days.numSessions).toBe(2280);
      expect(meanLength(days)).toBeCloseTo(43.86, 2);
      expect(days.notes[0]).toMatch('354 sessions');
    },
  );
});
