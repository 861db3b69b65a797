import 'fake-indexeddb/auto';
import { existsSync, openAsBlob } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ImportOptions, ImportOutcome, MappingQuestion, SourceFile } from '../../protocol/dataService';
import { looseFiles, zipFile, type Contents } from '../../testing/sourceFiles';
import { openFiles } from '../archive';
import { BrowserDataService } from '../service';
import { sortTables } from './sortTables';

const header = 'who,what,stars,when\n';
/** Rows of some users with three items each, from a time on. */
const rows = (users: number[], from: number): string =>
  users.flatMap((user) => [1, 2, 3].map((item) => `${user},${item * from},4,${from + 978300000}\n`)).join('');
const train = header + rows([1, 2, 3], 1);
const valid = header + rows([1], 2);
const test = header + rows([1, 2], 3);

/** What each file is taken for, as "file: use". */
async function uses(contents: Contents): Promise<string[]> {
  const { choices } = await sortTables(await openFiles(looseFiles(contents)));
  return choices.map(({ file, use }) => `${file}: ${use}`);
}

const service = () =>
  new BrowserDataService(
    (value) => value,
    () => 1,
  );

async function ask(files: SourceFile[], options: ImportOptions = {}): Promise<MappingQuestion> {
  const outcome = await service().importFiles(files, options, () => {});
  if (outcome.status !== 'mapping-needed') throw new Error(`the outcome is ${outcome.status}`);
  return outcome.question;
}

/** Takes the guess as it is, with another use of some tables where it is said. */
async function take(files: SourceFile[], tables?: MappingQuestion['tables']) {
  const question = await ask(files, tables && { tables });
  const data = service();
  const outcome: ImportOutcome = await data.importFiles(
    files,
    { mapping: question.guess, tables: tables ?? question.tables },
    () => {},
  );
  if (outcome.status !== 'imported') throw new Error(`the outcome is ${outcome.status}`);
  return { ...outcome, dataset: await data.open(outcome.summary.fingerprint) };
}

describe('several tables', () => {
  it('of the same columns are a partition by their names', async () => {
    expect(await uses({ 'test.csv': test, 'train.csv': train })).toEqual([
      'train.csv: train',
      'test.csv: test',
    ]);
  });

  it.each([
    ['without a header', { 'a_train.txt': '1 2 5\n1 3 4\n', 'a_test.txt': '2 2 5\n2 4 1\n' }],
    ['of lists', { 'train.txt': '0 1 2 3\n1 2\n2 5 6 7 8\n', 'test.txt': '0 4\n1 3 9\n2 1 2 3 4 5\n' }],
    ['of JSON', { 'train.jsonl': '{"user":1,"item":2}\n', 'test.jsonl': '{"user":1,"item":3}\n' }],
    [
      'as RecBole writes them',
      {
        'x.train.inter': 'user_id:token\titem_id:token\n1\t2\n',
        'x.test.inter': 'user_id:token\titem_id:token\n1\t3\n',
      },
    ],
    [
      'of the NCF paper without negatives',
      { 'm.train.rating': '0\t1\t5\t978824268\n', 'm.test.rating': '0\t2\t5\t978824268\n' },
    ],
  ])('%s are a partition, too', async (_, contents: Contents) => {
    expect((await uses(contents)).map((line) => line.split(': ')[1])).toEqual(['train', 'test']);
  });

  it('of parts alone, without a test table, are tested on the validation table', async () => {
    expect(await uses({ 'train.csv': train, 'valid.csv': valid })).toEqual([
      'train.csv: train',
      'valid.csv: test',
    ]);
  });

  it('leave the whole aside that the parts are of', async () => {
    const all = header + rows([1, 2, 3], 1) + rows([1, 2], 3);
    expect(await uses({ 'train.csv': train, 'test.csv': test, 'ratings-all.csv': all })).toEqual([
      'train.csv: train',
      'test.csv: test',
      'ratings-all.csv: aside',
    ]);
  });

  it('with numbers are pieces of one, and all are read', async () => {
    expect(await uses({ 'part-2.csv': test, 'part-1.csv': train })).toEqual([
      'part-1.csv: interactions',
      'part-2.csv: interactions',
    ]);
  });

  it('of other columns are told apart by what they hold', async () => {
    expect(
      await uses({
        'a.csv': 'user,item,rating\n1,10,5\n1,20,3\n2,10,4\n',
        'b.csv': 'item,title\n10,Fargo\n20,Heat\n',
        'c.csv': 'user,age\n1,24\n2,53\n',
        'd.csv': 'user,item,tag\n1,10,cold\n1,20,warm\n1,30,warm\n1,40,cold\n1,50,cold\n',
      }),
    ).toEqual(['a.csv: interactions', 'b.csv: items', 'c.csv: users', 'd.csv: aside']);
  });

  it('by names of their own are told apart, a list of titles from ratings', async () => {
    expect(
      await uses({
        'x.csv': 'who,what,stars\n1,10,5\n1,20,3\n2,10,4\n',
        'y.csv': 'nr,label\n10,The Big Lebowski\n20,Blood Simple\n',
      }),
    ).toEqual(['x.csv: interactions', 'y.csv: items']);
  });

  it('that could each be the interactions are asked about, the largest one first', async () => {
    const files = looseFiles({ 'books.csv': train, 'toys.csv': test });
    const question = await ask(files);
    expect(question.file).toBe('books.csv');
    expect(question.asks).toContain('tables');
    expect(question.tables).toEqual([
      { file: 'books.csv', use: 'interactions' },
      { file: 'toys.csv', use: 'aside' },
    ]);
    const chosen = await take(files, [
      { file: 'books.csv', use: 'aside' },
      { file: 'toys.csv', use: 'interactions' },
    ]);
    expect(chosen.summary).toMatchObject({ name: 'toys', numInteractions: 6 });
    expect(chosen.report.notes).toContain('Left aside: books.csv (as chosen).');
  });
});

describe('a table of items with texts', () => {
  it('is joined to the ratings that it was dropped with, in place of being taken for plots alone', async () => {
    const plot = 'Snow falls on a plan that goes wrong, and then on all of those who made it.';
    const { dataset, report } = await take(
      looseFiles({
        'a.csv': 'user,item,stars\n1,10,5\n1,20,3\n2,10,4\n',
        'films.csv': `item,title,plot\n10,Fargo,"${plot}"\n20,Heat,"${plot}"\n`,
      }),
    );
    expect(dataset.itemInfo).toMatchObject({ titles: ['Fargo', 'Heat'], descriptions: [plot, plot] });
    expect(report.notes).toContain('films.csv says something of 2 items of 2.');
  });
});

describe('the parts of a partition', () => {
  it('are read one after another, each as the part that it is', async () => {
    const { summary, report, dataset } = await take(
      looseFiles({ 'train.csv': train, 'valid.csv': valid, 'test.csv': test }),
    );
    expect(summary).toMatchObject({ name: 'train + valid + test', numUsers: 3, numInteractions: 14 });
    expect(report).toMatchObject({ rowsRead: 18, malformed: 0, duplicates: 4 });
    expect(report.notes).toContain(
      'Read as the parts of the split “Predefined”: train.csv (train), valid.csv (validation), test.csv (test).',
    );
    expect(summary.predefinedGroups).toEqual([
      { group: 'tables', folds: ['tables'], hasCandidates: false, hasValidation: true },
    ]);
    const [split] = dataset.predefinedSplits;
    const ofUser = (user: number): string =>
      Array.from(split!.parts, (part, row) =>
        dataset.users[row] === user ? `${dataset.itemIds[dataset.items[row]!]}:${part}` : [],
      )
        .flat()
        .sort()
        .join(' ');
    // Items 2, 3 and 6 of user 1 stand in two tables each: the later row counts.
    expect(ofUser(0)).toBe('1:0 2:3 3:1 4:3 6:1 9:1');
    expect(ofUser(2)).toBe('1:0 2:0 3:0');
  });

  it('are read with a movies.csv beside them, which is no MovieLens that lacks its ratings', async () => {
    const { summary, dataset } = await take(
      looseFiles({
        'train.csv': 'userId,movieId,rating\n1,10,4\n1,20,3\n2,10,3\n',
        'test.csv': 'userId,movieId,rating\n1,30,4\n2,20,5\n',
        'movies.csv':
          'movieId,title,genres\n10,Fargo (1996),Crime\n20,Heat (1995),Crime\n30,Ran (1985),Drama\n',
      }),
    );
    expect(summary).toMatchObject({ numInteractions: 5, predefinedGroups: [{ group: 'tables' }] });
    expect(dataset.itemInfo!.titles).toEqual(['Fargo', 'Heat', 'Ran']);
  });

  it('may have ids that are texts in one table and numbers in the other', async () => {
    const { dataset } = await take(
      looseFiles({ 'train.csv': 'user,item\n1,a\n2,a\n', 'test.csv': 'user,item\n1,b\nx,a\n' }),
    );
    expect(dataset.userIds).toEqual(['1', '2', 'x']);
    expect(dataset.itemIds).toEqual(['a', 'b']);
    expect(dataset.ratings).toHaveLength(4);
  });

  it('in a zip are read with the items beside them', async () => {
    const zip = zipFile('set.zip', {
      'set/train.csv': train,
      'set/test.csv': test,
      'set/list.csv':
        'nr,label\n1,The Big Lebowski\n2,Blood Simple\n3,Raising Arizona\n6,Fargo\n9,True Grit\n',
      'set/notes.csv': 'a,b\nx,y\n',
    });
    const { summary, report, dataset } = await take([zip]);
    expect(summary.name).toBe('set');
    expect(dataset.itemInfo!.titles).toEqual([
      'The Big Lebowski',
      'Blood Simple',
      'Raising Arizona',
      'Fargo',
      'True Grit',
    ]);
    expect(report.notes.join(' ')).toMatch(/Left aside: set\/notes\.csv \(/);
  });

  const folder = new URL('../../../../shared/cases/train-and-test-tables/', import.meta.url);
  const isThere = existsSync(folder);
  it.skipIf(!isThere)(
    `of the case train-and-test-tables are all 240 rows${isThere ? '' : ' (skipped: ../shared/cases is not there)'}`,
    async () => {
      const files = await Promise.all(
        ['train.csv', 'test.csv'].map(async (path) => ({
          path,
          blob: await openAsBlob(new URL(path, folder)),
        })),
      );
      const { summary, report, dataset } = await take(files);
      expect(report.rowsRead).toBe(240);
      expect(summary.numInteractions).toBe(240);
      expect(dataset.predefinedSplits.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0))).toEqual(
        [60],
      );
    },
  );
});
