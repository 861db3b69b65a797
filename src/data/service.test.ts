import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImportOutcome, Progress, SourceFile } from '../protocol/dataService';
import type { Dataset } from '../protocol/dataset';
import { defaultSpec, type ExperimentSpec } from '../protocol/spec';
import { gzipFile, looseFiles } from '../testing/sourceFiles';
import { dataDatabase } from './database';
import { plainMapping } from './formats/plainMapping';
import { BrowserDataService } from './service';

const quiet = (): void => {};
let clock = 0;

/** A service as a fresh worker has it; what was stored before is still there. */
function visit(): BrowserDataService {
  return new BrowserDataService(
    (value) => value,
    () => ++clock,
  );
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  clock = 1000;
});

const line = (user: number, item: number, rating: number | string, time: number): string =>
  `${user}::${item}::${rating}::${978300000 + time}`;
const ratings = [
  line(1, 10, 5, 1),
  line(1, 20, 4, 2),
  line(1, 30, 3, 3),
  line(2, 10, 4, 1),
  line(2, 20, 2, 2),
];
const dropped = looseFiles({ 'ratings.dat': ratings.join('\n'), 'movies.dat': '10::Fargo (1996)::Crime\n' });

function imported(outcome: ImportOutcome): Extract<ImportOutcome, { status: 'imported' }> {
  if (outcome.status !== 'imported') throw new Error(`the outcome is ${outcome.status}`);
  return outcome;
}

describe('importFiles', () => {
  it('reports what it read and counts the figures of the data set', async () => {
    const again = looseFiles({ 'ratings.dat': [...ratings, line(1, 10, 1, 9)].join('\n') });
    const { summary, report } = imported(await visit().importFiles(again, {}, quiet));
    expect(report).toEqual({
      format: 'MovieLens 1M or 10M',
      rowsRead: 6,
      malformed: 0,
      examples: [],
      duplicates: 1,
      notes: ['There is no movies.dat among the files: items are shown by their id.'],
    });
    expect(summary).toMatchObject({ numUsers: 2, numItems: 3, numInteractions: 5, source: 'imported' });
  });

  it('keeps what is known of users over a reload, and counts it in the figures', async () => {
    const withUsers = [...dropped, ...looseFiles({ 'users.dat': '1::F::25::15::55117\n' })];
    const { summary } = imported(await visit().importFiles(withUsers, {}, quiet));
    const later = visit();
    const [gender] = (await later.open(summary.fingerprint)).userAttributes;
    expect(gender).toEqual({
      kind: 'category',
      name: 'gender',
      categories: ['', 'F'],
      codes: Int32Array.of(1, 0),
    });
    expect((await later.summary(summary.fingerprint)).userAttributes).toMatchObject([
      { name: 'gender', known: 1, examples: ['F'] },
      { name: 'age', known: 1, examples: ['25-34'] },
      { name: 'occupation', known: 1, examples: ['scientist'] },
      { name: 'zip code', known: 1, examples: ['55117'] },
    ]);
  });

  it('knows nothing of the users of a data set that an earlier version stored', async () => {
    const { summary } = imported(await visit().importFiles(dropped, {}, quiet));
    const database = dataDatabase();
    await database.use(async (connection) => {
      const {
        userAttributes: _,
        itemAttributes: __,
        ...old
      } = (await connection.get('datasets', summary.fingerprint))!;
      await connection.put('datasets', old as Dataset, summary.fingerprint);
    });
    expect(await visit().open(summary.fingerprint)).toMatchObject({ userAttributes: [], itemAttributes: [] });
  });

  it('keeps the account of what was read, left out and assumed over a reload', async () => {
    const again = looseFiles({ 'ratings.dat': [...ratings, line(1, 10, 1, 9)].join('\n') });
    const { summary, report } = imported(await visit().importFiles(again, {}, quiet));
    expect(report).toMatchObject({ rowsRead: 6, duplicates: 1 });
    expect(report.notes).not.toEqual([]);
    expect(await visit().accounts(summary.fingerprint)).toEqual([{ report, join: null }]);
  });

  it('keeps the data set over a reload, lists it, and hands out its columns', async () => {
    const { summary } = imported(await visit().importFiles(dropped, {}, quiet));
    const later = visit();
    expect(await later.list()).toEqual([
      {
        fingerprint: summary.fingerprint,
        name: 'ratings.dat',
        numUsers: 2,
        numItems: 3,
        numInteractions: 5,
        repeats: false,
        ofSessions: false,
        // Per interaction two ids and a rating of 4 bytes and a time of 8; per item a year and its genres.
        bytes: 5 * (4 + 4 + 4 + 8) + 3 * (2 + 4),
        importedAt: 1001,
      },
    ]);
    expect(await later.summary(summary.fingerprint)).toEqual(summary);
    const dataset = await later.open(summary.fingerprint);
    expect(dataset.itemInfo!.titles).toEqual(['Fargo', '20', '30']);
    expect([...dataset.ratings]).toEqual([5, 4, 3, 4, 2]);
  });

  it('takes a data set that was kept before there were logs of clicks for one in which no item repeats', async () => {
    const { summary } = imported(await visit().importFiles(dropped, {}, quiet));
    await dataDatabase().use(async (connection) => {
      const stored: Partial<Dataset> = (await connection.get('datasets', summary.fingerprint))!;
      delete stored.repeats;
      await connection.put('datasets', stored as Dataset, summary.fingerprint);
    });
    expect((await visit().open(summary.fingerprint)).repeats).toBe(false);
  });

  it('stores the same data once, however often it is imported', async () => {
    const service = visit();
    await service.importFiles(dropped, {}, quiet);
    await service.importFiles(dropped, {}, quiet);
    expect(await service.list()).toHaveLength(1);
  });

  it('forgets a data set that is removed', async () => {
    const service = visit();
    const { fingerprint } = imported(await service.importFiles(dropped, {}, quiet)).summary;
    await service.remove(fingerprint);
    expect(await service.list()).toEqual([]);
    await expect(service.open(fingerprint)).rejects.toMatchObject({ name: 'AppError/data-missing' });
    await expect(service.summary(fingerprint)).rejects.toThrow('Import it again');
  });

  it('asks for the columns of a table and reads it by the answer', async () => {
    const table = looseFiles({ 'scores.csv': 'who,what,score\nann,tea,3\nbob,tea,4\n' });
    const service = visit();
    const asked = await service.importFiles(table, {}, quiet);
    expect(asked).toMatchObject({ status: 'mapping-needed', question: { file: 'scores.csv' } });
    const mapping = {
      ...plainMapping,
      delimiter: ',',
      hasHeader: true,
      user: 0,
      item: 1,
      rating: 2,
      timestamp: null,
    };
    const { summary } = imported(await service.importFiles(table, { mapping }, quiet));
    expect(summary).toMatchObject({ name: 'scores', time: 'none', numUsers: 2, numItems: 1, timeSpan: null });
  });

  it('stops at more than 1 % malformed rows, and goes on when told to', async () => {
    const rows = Array.from({ length: 98 }, (_, i) => line(1, i + 1, 4, i));
    const service = visit();
    const files = looseFiles({ 'ratings.dat': [...rows, line(1, 500, 'four', 1), 'x'].join('\n') });
    const stopped = await service.importFiles(files, {}, quiet);
    expect(stopped).toMatchObject({
      status: 'too-many-malformed',
      report: { rowsRead: 100, malformed: 2, examples: [{ line: 99 }, { line: 100 }] },
    });
    expect(await service.list()).toEqual([]);
    const { summary } = imported(await service.importFiles(files, { acceptMalformed: true }, quiet));
    expect(summary.numInteractions).toBe(98);
  });

  it('goes on by itself at 1 % malformed rows', async () => {
    const rows = Array.from({ length: 99 }, (_, i) => line(1, i + 1, 4, i));
    const files = looseFiles({ 'ratings.dat': [...rows, 'x'].join('\n') });
    expect(imported(await visit().importFiles(files, {}, quiet)).report.malformed).toBe(1);
  });

  it('says in words that a file was moved, or that memory is short', async () => {
    const unreadable = (error: Error): SourceFile => {
      const blob = new Blob(['1::2::3::4']);
      blob.slice = () => {
        throw error;
      };
      return { path: 'ratings.dat', blob };
    };
    const moved = new DOMException('gone', 'NotReadableError');
    await expect(visit().importFiles([unreadable(moved)], {}, quiet)).rejects.toThrow(
      'it was moved, changed',
    );
    const full = new RangeError('Array buffer allocation failed');
    await expect(visit().importFiles([unreadable(full)], {}, quiet)).rejects.toThrow('does not fit into');
  });

  it('ends with `cancelled`, and nothing is kept', async () => {
    const service = visit();
    const work = service.importFiles(dropped, {}, () => {
      void service.cancel();
    });
    await expect(work).rejects.toMatchObject({ name: 'AppError/cancelled' });
    expect(await service.list()).toEqual([]);
  });

  it('reports progress with fractions between 0 and 1, of gzipped files too', async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => line(i % 500, i, 4, i));
    const seen: Progress[] = [];
    const file = gzipFile('ratings.dat.gz', rows.join('\n'));
    await visit().importFiles([file], {}, (progress) => seen.push(progress));
    expect(seen[0]).toEqual({ label: 'Opening files', fraction: null });
    for (const { fraction } of seen) expect(fraction ?? 0).toBeLessThanOrEqual(1);
  });
});

describe('without storage', () => {
  it('holds the data set for this visit and says why', async () => {
    const full = new DOMException('full', 'QuotaExceededError');
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw full;
    });
    const service = visit();
    const { summary, report } = imported(await service.importFiles(dropped, {}, quiet));
    vi.restoreAllMocks();
    expect(report.notes.join()).toMatch(/no room left to keep data sets/);
    expect((await service.list()).map((entry) => entry.fingerprint)).toEqual([summary.fingerprint]);
    expect(await service.summary(summary.fingerprint)).toEqual(summary);
    const first = await service.open(summary.fingerprint);
    first.ratings.fill(0);
    expect([...(await service.open(summary.fingerprint)).ratings]).toEqual([5, 4, 3, 4, 2]);
    expect(await visit().list()).toEqual([]);
  });

  it('works when the browser has none at all', async () => {
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    const service = visit();
    const { report } = imported(await service.importFiles(dropped, {}, quiet));
    expect(report.notes.join()).toMatch(/storage does not keep data sets \(denied\)/);
    expect(await service.list()).toHaveLength(1);
    vi.restoreAllMocks();
  });
});

describe('open', () => {
  it('hands every buffer to the transfer, so that none is copied', async () => {
    const moved: ArrayBuffer[] = [];
    const service = new BrowserDataService(
      (value, buffers) => {
        moved.push(...buffers);
        return value;
      },
      () => 0,
    );
    const { fingerprint } = imported(await service.importFiles(dropped, {}, quiet)).summary;
    const dataset = await service.open(fingerprint);
    expect(moved).toContain(dataset.users.buffer);
    expect(moved).toContain(dataset.itemInfo!.genres.buffer);
    expect(moved).toHaveLength(6);
  });
});

describe('planSplit', () => {
  const specOf = (split: string): ExperimentSpec => ({
    ...defaultSpec(),
    split: { ...defaultSpec().split, id: split },
    validation: { id: 'none', params: {} },
  });

  it('counts the parts of a split', async () => {
    const service = visit();
    const { fingerprint } = imported(await service.importFiles(dropped, {}, quiet)).summary;
    const spec = specOf('leave-last-out');
    expect(await service.planSplit(fingerprint, spec)).toMatchObject({
      numUsers: 2,
      numItems: 3,
      // User 1 holds out item 30, which nobody else has rated, so that it is dropped from the test part.
      numTrain: 3,
      numValidation: 0,
      numTest: 1,
      usersWithTest: 1,
    });
  });

  it('counts sessions for models of sequences, which need not know the users', async () => {
    const service = visit();
    const clicks = looseFiles({
      'train.csv': 'session,item,time\n1,a,1400000001\n1,b,1400000002\n2,a,1400000003\n2,a,1400000004\n',
      'test.csv': 'session,item,time\n3,a,1400090000\n3,b,1400090001\n4,c,1400090002\n',
    });
    const { fingerprint } = imported(await service.importFiles(clicks, {}, quiet)).summary;
    const spec = specOf('predefined');
    const sequences = await service.planSplit(fingerprint, spec, 'sequence');
    expect(sequences).toMatchObject({
      numTrain: 4,
      numTest: 2,
      numSessions: { train: 2, validation: 0, test: 1 },
    });
    expect(sequences.notes).toContain('Sessions of a single interaction, which predict nothing: 1 session.');
    expect(await service.planSplit(fingerprint, spec, 'ranking')).toMatchObject({
      numTest: 0,
      numSessions: null,
    });
    // A split of sessions is of sequences, whether it is said or not.
    const days = await service.planSplit(fingerprint, specOf('last-days'));
    expect(days).toMatchObject({
      numTrain: 4,
      numTest: 2,
      numSessions: { train: 2, validation: 0, test: 1 },
    });
  });

  it('says that a data set is missing', async () => {
    await expect(visit().planSplit('f'.repeat(64), defaultSpec())).rejects.toMatchObject({
      name: 'AppError/data-missing',
    });
  });
});

describe('generate', () => {
  it('makes the built-in data once, the same at every visit', async () => {
    const service = visit();
    const [first, second] = await Promise.all([service.generate(quiet), service.generate(quiet)]);
    expect(second).toBe(first);
    expect(first.source).toBe('generated');
    expect(first.hasOracle).toBe(true);
    const next = visit();
    expect((await next.generate(quiet)).fingerprint).toBe(first.fingerprint);
    expect(await next.list()).toHaveLength(1);
  }, 20_000);
});
