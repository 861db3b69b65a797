import { describe, expect, it } from 'vitest';
import { looseFiles, zipFile, type Contents } from '../../testing/sourceFiles';
import { openFiles } from '../archive';
import { canonicalize } from '../canonical';
import { RowReport } from '../rowReport';
import { quietWork } from '../work';
import { chooseFormat } from './chooseFormat';
import { isQuestion } from './format';

async function read(contents: Contents, zip = false) {
  const files = zip ? [zipFile('clicks.zip', contents)] : looseFiles(contents);
  const set = await openFiles(files);
  const format = await chooseFormat(set);
  const report = new RowReport();
  const raw = await format.read(set, { mapping: null, report, work: quietWork() });
  if (isQuestion(raw)) return { format: format.id };
  const { dataset, duplicates } = await canonicalize(raw, quietWork());
  const rows = Array.from(
    dataset.users,
    (user, row) =>
      `${dataset.userIds[user]}/${dataset.itemIds[dataset.items[row]!]}@${dataset.timestamps[row]}`,
  );
  return { format: format.id, dataset, duplicates, rows, report };
}

const header = 'SessionId\tItemId\tTime\n';
const published: Contents = {
  'x/shop_train_full.txt': `${header}2\t7\t1396860669.25\n1\t5\t1396860600.5\n2\t7\t1396860700\n2\t7\t1396860700\n3\t6\t1396860800\n`,
  'x/shop_test.txt': `${header}9\t5\t1396950000\n9\t6\t1396950001\n`,
  'x/shop_train_tr.txt': `${header}2\t7\t1396860700\n2\t7\t1396860669.25\n2\t7\t1396860700\n`,
  'x/shop_train_valid.txt': `${header}3\t6\t1396860800\n3\t8\t1396860801\n`,
};

describe('click files', () => {
  it('make one data set of all parts, every click of which counts, with its partitions', async () => {
    const { format, dataset, duplicates, rows, report } = await read(published, true);
    expect(format).toBe('clicks');
    expect(dataset).toMatchObject({
      name: 'shop',
      time: 'seconds',
      repeats: true,
      userIds: ['1', '2', '3', '9'],
      itemIds: ['5', '6', '7'],
      ratingScale: { min: 1, max: 1, step: 1 },
    });
    expect(duplicates).toBe(0);
    expect(rows).toEqual([
      '1/5@1396860600.5',
      '2/7@1396860669.25',
      '2/7@1396860700',
      '2/7@1396860700',
      '3/6@1396860800',
      '9/5@1396950000',
      '9/6@1396950001',
    ]);
    expect(dataset!.predefinedSplits).toEqual([
      { name: 'full', group: 'full', parts: Uint8Array.of(0, 0, 0, 0, 0, 1, 1), candidates: null },
      { name: 'tuning', group: 'tuning', parts: Uint8Array.of(2, 0, 0, 0, 1, 2, 2), candidates: null },
    ]);
    expect(report!.rowsRead).toBe(7);
    expect(report!.notes).toEqual(['Not among the clicks, so left out of the partition tuning: 1 row.']);
  });

  it('give the same data set with their rows in another order', async () => {
    const turned = Object.fromEntries(
      Object.entries(published).map(([path, text]) => {
        const [first, ...lines] = (text as string).trim().split('\n');
        return [path, [first, ...lines.reverse()].join('\r\n')];
      }),
    );
    expect((await read(turned)).dataset).toEqual((await read(published)).dataset);
  });

  it('need no more than a train and a test part, or a single file', async () => {
    const two = await read({
      'train.csv': 'session,item,time\na,x,1400000001\nb,y,1400000002\n',
      'test.csv': 'time,session,item\n1400000009,c,x\n',
    });
    expect(two.rows).toEqual(['a/x@1400000001', 'b/y@1400000002', 'c/x@1400000009']);
    expect(two.dataset!.predefinedSplits.map(({ name, parts }) => [name, ...parts])).toEqual([
      ['full', 0, 0, 1],
    ]);
    const one = await read({
      'visits.csv': 'session_id;timestamp;product_id\n8;2014-04-07T10:51:09.277Z;12\n',
    });
    expect(one).toMatchObject({ format: 'clicks', rows: ['8/12@1396867869.277'] });
    expect(one.dataset).toMatchObject({ name: 'visits', predefinedSplits: [] });
  });

  it('are recognised as the RecSys Challenge published them, without a header', async () => {
    const { format, rows } = await read({
      'yoochoose-clicks.dat':
        '1,2014-04-07T10:51:09.277Z,214536502,0\n1,2014-04-07T10:54:09.868Z,214536500,S\n',
    });
    expect(format).toBe('clicks');
    expect(rows).toEqual(['1/214536502@1396867869.277', '1/214536500@1396868049.868']);
  });

  it('tell which rows could not be read', async () => {
    const { report, rows } = await read({
      'big.txt': `${header}1\t2\t1400000000\n1\t3\tyesterday\n\t3\t1400000000\n1\t\t1400000000\n1\t2\n1\t3\t1400000001\n`,
    });
    expect(rows).toEqual(['1/2@1400000000', '1/3@1400000001']);
    expect(report!.examples.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'the time is neither a number nor a date such as 2014-04-07 10:51:09'],
      [4, 'the session id is empty'],
      [5, 'the item id is empty'],
      [6, 'has 2 columns, at least 3 are needed'],
    ]);
  });

  it('are no tables of ratings, and none without sessions', async () => {
    expect((await read({ 'a.csv': 'session,item,rating,time\n1,2,5,1400000000\n' })).format).toBe(
      'delimited',
    );
    expect((await read({ 'a.csv': 'user,item,time\n1,2,1400000000\n' })).format).toBe('delimited');
  });

  it('are of sessions, a log of what users did is of users', async () => {
    const clicks = await read({ 'a.csv': 'session,item,time\n1,2,1400000000\n1,3,1400000060\n' });
    expect(clicks.dataset).toMatchObject({ ofSessions: true, repeats: true });
  });

  it('have an order alone where the times are none', async () => {
    const { dataset } = await read({ 'a.csv': 'session,item,time\n1,2,1\n1,3,2\n' });
    expect(dataset!.time).toBe('order');
  });
});
