import { describe, expect, it } from 'vitest';
import type { ColumnMapping, SourceFile } from '../../protocol/dataService';
import type { Dataset } from '../../protocol/dataset';
import { gzipFile, latin1, looseFiles, zipFile, type Contents } from '../../testing/sourceFiles';
import { openFiles } from '../archive';
import { canonicalize } from '../canonical';
import { RowReport } from '../rowReport';
import { quietWork } from '../work';
import { chooseFormat } from './chooseFormat';
import { delimited } from './delimited';
import { isQuestion } from './format';
import { parseTitle } from './movielens';
import { plainMapping } from './plainMapping';

interface Imported {
  dataset: Dataset;
  report: RowReport;
  format: string;
}

async function importFiles(files: SourceFile[], mapping: ColumnMapping | null = null): Promise<Imported> {
  const set = await openFiles(files);
  const format = mapping ? delimited : await chooseFormat(set);
  const report = new RowReport();
  const raw = await format.read(set, { mapping, report, work: quietWork() });
  if (isQuestion(raw)) throw new Error(`asked for a mapping of ${raw.file}`);
  const { dataset } = await canonicalize(raw, quietWork());
  return { dataset, report, format: format.id };
}

const importLoose = (contents: Contents, mapping?: ColumnMapping): Promise<Imported> =>
  importFiles(looseFiles(contents), mapping);

/** Rows as "user/item=rating@time". */
const rowsOf = (d: Dataset): string[] =>
  Array.from(
    d.ratings,
    (rating, row) => `${d.userIds[d.users[row]!]}/${d.itemIds[d.items[row]!]}=${rating}@${d.timestamps[row]}`,
  );

const genreFlags = (...set: number[]): string =>
  Array.from({ length: 3 }, (_, genre) => (set.includes(genre) ? 1 : 0)).join('|');

const small100k: Contents = {
  'ml-100k/u.data': '1\t10\t5\t880000003\n2\t10\t3\t880000001\n1\t20\t4\t880000002\n',
  'ml-100k/u.genre': 'unknown|0\nAction|1\nComedy|2\n\n',
  'ml-100k/u.item': latin1(
    `10|Cité des enfants perdus, La (1995)|01-Jan-1995||http://x|${genreFlags(1, 2)}\n` +
      `20|unknown||||${genreFlags(0)}\n`,
  ),
  'ml-100k/u1.base': '1\t10\t5\t880000003\n2\t10\t3\t880000001\n',
  'ml-100k/u1.test': '1\t20\t4\t880000002\n',
  'ml-100k/ua.base': '1\t20\t4\t880000002\n',
  'ml-100k/ua.test': '2\t10\t3\t880000001\n',
};

describe('MovieLens 100K', () => {
  it('reads ratings, Latin-1 titles, genres in their own order, and the published partitions', async () => {
    const { dataset, report, format } = await importFiles([zipFile('ml-100k.zip', small100k)]);
    expect(format).toBe('movielens-100k');
    expect(dataset.name).toBe('ml-100k');
    expect(rowsOf(dataset)).toEqual(['1/20=4@880000002', '1/10=5@880000003', '2/10=3@880000001']);
    expect(dataset.time).toBe('seconds');
    expect(dataset.itemInfo).toEqual({
      titles: ['Cité des enfants perdus, La', 'unknown'],
      years: Int16Array.of(1995, 0),
      genreNames: ['unknown', 'Action', 'Comedy'],
      genres: Uint32Array.of(0b110, 0b001),
      descriptions: null,
    });
    expect(dataset.predefinedSplits).toEqual([
      { name: 'u1', group: 'u1-u5', parts: Uint8Array.of(1, 0, 0), candidates: null },
      { name: 'ua', group: 'ua-ub', parts: Uint8Array.of(0, 2, 1), candidates: null },
    ]);
    expect(report.rowsRead).toBe(3);
    expect(report.notes).toEqual([]);
  });

  it('knows age, gender, occupation and zip code of its users, where u.user is there', async () => {
    const users = '1|24|M|technician|85711\n2|53|F|other|94043\n3|23|M|writer|32067\n';
    const { dataset, report } = await importLoose({ ...small100k, 'ml-100k/u.user': users });
    expect(dataset.userAttributes).toEqual([
      { kind: 'number', name: 'age', values: Float32Array.of(24, 53) },
      { kind: 'category', name: 'gender', categories: ['', 'F', 'M'], codes: Int32Array.of(2, 1) },
      {
        kind: 'category',
        name: 'occupation',
        categories: ['', 'other', 'technician'],
        codes: Int32Array.of(2, 1),
      },
      { kind: 'category', name: 'zip code', categories: ['', '85711', '94043'], codes: Int32Array.of(1, 2) },
    ]);
    expect(report.notes).toEqual([]);
    expect(dataset.fingerprint).toBe((await importLoose(small100k)).dataset.fingerprint);
  });

  it('has the same fingerprint from a zip, a folder and loose files, and with lines in another order', async () => {
    const loose = Object.fromEntries(
      Object.entries(small100k).map(([path, content]) => [path.replace('ml-100k/', ''), content]),
    );
    const turned = {
      ...loose,
      'u.data': '1\t20\t4\t880000002\r\n1\t10\t5\t880000003\r\n2\t10\t3\t880000001',
    };
    const fingerprints = await Promise.all(
      [
        [zipFile('ml-100k.zip', small100k)],
        [zipFile('renamed.zip', loose)],
        looseFiles(small100k),
        looseFiles(loose),
        looseFiles(turned),
      ].map(async (files) => (await importFiles(files)).dataset.fingerprint),
    );
    expect(new Set(fingerprints).size).toBe(1);
  });

  it('says which file is missing and what was found', async () => {
    const { 'ml-100k/u.data': _ratings, ...rest } = small100k;
    await expect(importFiles([zipFile('ml-100k.zip', rest)])).rejects.toThrow(
      /ml-100k looks like MovieLens 100K, but u\.data is missing\. Found: ml-100k\/u\.genre, ml-100k\/u\.item/,
    );
  });

  it('shows items by id and says so when there are no titles', async () => {
    const { dataset, report } = await importLoose({ 'u.data': '1\t10\t5\t880000003\n' });
    expect(dataset.itemInfo).toBeNull();
    expect(report.notes).toEqual(['There is no u.item among the files: items are shown by their id.']);
  });

  it('leaves out a partition with half of its files, and rows that are not in u.data, and says so', async () => {
    const { dataset, report } = await importLoose({
      'u.data': '1\t10\t5\t880000003\n',
      'u.item': '10|A (1990)|||x|1|0|0\nrubbish\n',
      'u1.base': '1\t10\t5\t880000003\n1\t99\t5\t880000003\n',
      'u1.test': '1\tx\t5\t880000003\n1\t10\t5\t880000003\n',
      'u2.base': '1\t10\t5\t880000003\n',
    });
    expect(dataset.predefinedSplits.map((split) => split.name)).toEqual(['u1']);
    expect(report.notes).toEqual([
      '1 line of u.item could not be read, the first is line 2.',
      '1 row of the partition u1 not found in u.data and left out.',
      'The partition u2 was left out: u2.test is not there.',
      '1 row beside the ratings could not be read; the first is u1.test, line 1: the item id is not a whole number below 2,147,483,648.',
    ]);
  });
});

describe('MovieLens 1M and 10M', () => {
  const movies =
    '10::Fargo (1996)::Crime|Drama\n20::Amélie (Fabuleux destin d’Amélie Poulain, Le) (2001)::Comedy\n';
  const ratings = '1::10::5::978300760\n1::20::3::978302109\n';

  it('reads "::" files with Latin-1 titles', async () => {
    const titles = latin1(movies.replace('’', "'"));
    const { dataset, format } = await importLoose({ 'ratings.dat': ratings, 'movies.dat': titles });
    expect(format).toBe('movielens-dat');
    expect(rowsOf(dataset)).toEqual(['1/10=5@978300760', '1/20=3@978302109']);
    expect(dataset.itemInfo!.titles).toEqual(['Fargo', "Amélie (Fabuleux destin d'Amélie Poulain, Le)"]);
    expect([...dataset.itemInfo!.years]).toEqual([1996, 2001]);
    expect(dataset.itemInfo!.genreNames).toEqual(['Comedy', 'Crime', 'Drama']);
    expect(dataset.ratingScale).toEqual({ min: 1, max: 5, step: 1 });
  });

  it('spells out the codes of users.dat', async () => {
    const users = '1::F::1::10::48067\n2::M::56::16::70072\n';
    const files = { 'ratings.dat': ratings, 'movies.dat': movies };
    const { dataset, report } = await importLoose({ ...files, 'users.dat': users });
    const known = dataset.userAttributes.map((attribute) =>
      attribute.kind === 'category' ? [attribute.name, attribute.categories[attribute.codes[0]!]] : [],
    );
    expect(known).toEqual([
      ['gender', 'F'],
      ['age', 'under 18'],
      ['occupation', 'K-12 student'],
      ['zip code', '48067'],
    ]);
    expect(report.notes).toEqual([]);
    expect(dataset.fingerprint).toBe((await importLoose(files)).dataset.fingerprint);
  });

  it('leaves a users.dat of other columns aside, and says so', async () => {
    const { dataset, report } = await importLoose({
      'ratings.dat': ratings,
      'movies.dat': movies,
      'users.dat': '1::397291295\n',
    });
    expect(dataset.userAttributes).toEqual([]);
    expect(report.notes).toEqual([
      'Left aside: users.dat, whose columns are not gender, age, occupation, zip code.',
    ]);
  });

  it('reads UTF-8 titles and half stars', async () => {
    const { dataset } = await importLoose({
      'ratings.dat': '1::10::0.5::978300760\n1::20::3::978302109\n',
      'movies.dat': movies,
    });
    expect(dataset.itemInfo!.titles[1]).toBe('Amélie (Fabuleux destin d’Amélie Poulain, Le)');
    expect(dataset.ratingScale).toEqual({ min: 0.5, max: 5, step: 0.5 });
  });

  it('takes small numbers in the time column for places in an order', async () => {
    const { dataset, report } = await importLoose({
      'ratings.dat': '1::10::5::2\n1::20::3::1\n',
      'movies.dat': movies,
    });
    expect(dataset.time).toBe('order');
    expect(rowsOf(dataset)).toEqual(['1/20=3@1', '1/10=5@2']);
    expect(report.notes[0]).toMatch(/places in an order, not dates/);
  });

  it('leaves a ratings.dat with other separators to the table import', async () => {
    const files = looseFiles({ 'ratings.dat': ratings.replaceAll('::', '\t'), 'movies.dat': movies });
    expect((await chooseFormat(await openFiles(files))).id).toBe('delimited');
  });

  it('names the missing ratings.dat', async () => {
    await expect(importFiles([zipFile('ml-1m.zip', { 'ml-1m/movies.dat': movies })])).rejects.toThrow(
      /ratings\.dat is missing\. Found: ml-1m\/movies\.dat\./,
    );
  });
});

describe('MovieLens as CSV', () => {
  const files: Contents = {
    'ml-25m/ratings.csv': 'userId,movieId,rating,timestamp\n1,20,3.5,1147880044\n1,10,4.0,1147868817\n',
    'ml-25m/movies.csv':
      'movieId,title,genres\n10,"American President, The (1995)",Comedy|Drama\n20,Cosmos,(no genres listed)\n',
  };

  it('reads quoted titles, genres and half stars, from CRLF files too', async () => {
    for (const contents of [
      files,
      Object.fromEntries(
        Object.entries(files).map(([path, text]) => [path, (text as string).replaceAll('\n', '\r\n')]),
      ),
    ]) {
      const { dataset, format } = await importFiles([zipFile('ml-25m.zip', contents)]);
      expect(format).toBe('movielens-csv');
      expect(rowsOf(dataset)).toEqual(['1/10=4@1147868817', '1/20=3.5@1147880044']);
      expect(dataset.itemInfo).toMatchObject({
        titles: ['American President, The', 'Cosmos'],
        genreNames: ['Comedy', 'Drama'],
        genres: Uint32Array.of(0b11, 0),
      });
      expect(dataset.ratingScale.step).toBe(0.5);
    }
  });

  it('has the fingerprint of the same ratings in another format', async () => {
    const csv = await importLoose({ 'ratings.csv': files['ml-25m/ratings.csv']! });
    const dat = await importLoose({ 'ratings.dat': '1::10::4::1147868817\n1::20::3.5::1147880044\n' });
    const zipped = await importFiles([gzipFile('ratings.csv.gz', files['ml-25m/ratings.csv'] as string)]);
    expect(dat.dataset.fingerprint).toBe(csv.dataset.fingerprint);
    expect(zipped.dataset.fingerprint).toBe(csv.dataset.fingerprint);
  });

  it('finds its columns by the header', async () => {
    const { dataset } = await importLoose({
      'ratings.csv': 'timestamp,rating,movieId,userId\n1147868817,4,10,1\n',
    });
    expect(rowsOf(dataset)).toEqual(['1/10=4@1147868817']);
  });

  it('leaves a ratings.csv with other columns to the table import', async () => {
    const set = await openFiles(looseFiles({ 'ratings.csv': 'book,reader,score\n1,2,3\n' }));
    expect((await chooseFormat(set)).id).toBe('delimited');
  });
});

describe('NCF files', () => {
  const files: Contents = {
    'ml-1m.train.rating': '0\t1\t5\t2\n0\t2\t4\t1\n1\t2\t3\t1\n1\t0\t3\t2\n',
    'ml-1m.test.rating': '0\t3\t5\t978824351\n1\t3\t2\t978300174\n',
    'ml-1m.test.negative': '(0,3)\t0\t2\n(1,3)\t1\t3\n',
  };

  it('makes one data set with the frozen negatives as candidates, and the test item last', async () => {
    const { dataset, report, format } = await importLoose(files);
    expect(format).toBe('ncf');
    expect(dataset.time).toBe('order');
    expect(rowsOf(dataset)).toEqual(['0/2=4@1', '0/1=5@2', '0/3=5@3', '1/2=3@1', '1/0=3@2', '1/3=2@3']);
    expect(dataset.predefinedSplits).toEqual([
      {
        name: 'ncf',
        group: 'ncf',
        parts: Uint8Array.of(0, 0, 1, 0, 0, 1),
        candidates: { offsets: Int32Array.of(0, 2, 4), items: Int32Array.of(0, 2, 1, 3) },
      },
    ]);
    expect(report.rowsRead).toBe(6);
  });

  it('keeps real times where train has them', async () => {
    const { dataset } = await importLoose({
      ...files,
      'ml-1m.train.rating':
        '0\t1\t5\t978824268\n0\t0\t5\t978824300\n0\t2\t5\t978824301\n1\t1\t5\t978300100\n',
    });
    expect(dataset.time).toBe('seconds');
    expect(rowsOf(dataset)[3]).toBe('0/3=5@978824351');
  });

  it('names the missing file of the three', async () => {
    const { 'ml-1m.train.rating': _train, ...rest } = files;
    await expect(importLoose(rest)).rejects.toThrow('ml-1m.train.rating is missing');
  });

  it('notes negatives that cannot be read', async () => {
    const { report } = await importLoose({ ...files, 'ml-1m.test.negative': '(0,3)\t0\tx\n(1,3)\t1\n' });
    expect(report.notes.join()).toMatch(/ml-1m\.test\.negative, line 1: lists 1 negatives that are not/);
  });
});

describe('bad rows', () => {
  const good = Array.from({ length: 30 }, (_, i) => `1\t${i + 1}\t4\t${880000000 + i}`);

  it('are listed with file, line, text and reason, and left out', async () => {
    const { dataset, report } = await importLoose({
      'u.data': [...good, '1\t50\tNaN\t880000000', 'abc\t50\t4\t880000000', '1\t50\t4', '1\t50\t4\tnow'].join(
        '\n',
      ),
    });
    expect(dataset.ratings).toHaveLength(30);
    expect(report.rowsRead).toBe(34);
    expect(report.malformed).toBe(4);
    expect(report.examples).toEqual([
      { file: 'u.data', line: 31, text: '1\t50\tNaN\t880000000', reason: 'the rating is not a number' },
      {
        file: 'u.data',
        line: 32,
        text: 'abc\t50\t4\t880000000',
        reason: 'the user id is not a whole number below 2,147,483,648',
      },
      { file: 'u.data', line: 33, text: '1\t50\t4', reason: 'has 3 columns, not 4' },
      { file: 'u.data', line: 34, text: '1\t50\t4\tnow', reason: 'the time is not a number' },
    ]);
  });

  it('are cut to 200 characters, and at most 100 are kept', async () => {
    const bad = Array.from({ length: 150 }, () => 'x'.repeat(1000));
    const { report } = await importLoose({ 'u.data': [...good, ...bad].join('\n') });
    expect(report.malformed).toBe(150);
    expect(report.examples).toHaveLength(100);
    expect(report.examples[0]!.text).toHaveLength(200);
  });

  it('end the import when none of the first rows can be read', async () => {
    const ncfFiles = { 'n.test.rating': '0\t1\t5\t1\n', 'n.test.negative': '(0,1)\t2\n' };
    await expect(importLoose({ 'n.train.rating': 'a b c\n'.repeat(50), ...ncfFiles })).rejects.toThrow(
      /n\.train\.rating, line 1: the columns are separated by spaces, expected tabs/,
    );
    await expect(importLoose({ 'u.data': '1\t2\tx\t4\n' })).rejects.toThrow(
      /u\.data, line 1: the rating is not a number, and so in every row looked at/,
    );
  });

  it('do not include a header line of words', async () => {
    const { report } = await importLoose({ 'u.data': ['user\titem\trating\ttime', ...good].join('\n') });
    expect(report.malformed).toBe(0);
    expect(report.rowsRead).toBe(30);
  });

  it('are told from an empty file and from a web page', async () => {
    await expect(importLoose({ 'u.data': '', 'u.item': 'x' })).rejects.toThrow('u.data is empty.');
    await expect(importLoose({ 'u.data': '<!doctype html><p>Not found' })).rejects.toThrow(
      /u\.data, line 1 is HTML[^]*download link probably expired/,
    );
  });
});

describe('any table', () => {
  const ask = async (contents: Contents) => {
    const set = await openFiles(looseFiles(contents));
    const format = await chooseFormat(set);
    const asked = await format.read(set, { mapping: null, report: new RowReport(), work: quietWork() });
    if (!isQuestion(asked)) throw new Error('did not ask');
    return asked;
  };

  it('asks for the columns, guessing them by name', async () => {
    expect(await ask({ 'anime.tsv': 'User_ID\tAnime_ID\tFeedback\n1\t1\t8\n1\t3\t5\n' })).toMatchObject({
      file: 'anime.tsv',
      guess: { delimiter: '\t', hasHeader: true, user: 0, item: 1, rating: 2, timestamp: null },
      columns: ['User_ID', 'Anime_ID', 'Feedback'],
      rows: [
        ['1', '1', '8'],
        ['1', '3', '5'],
      ],
    });
    const books = await ask({
      'books.csv': '"ts";"isbn";"user_id";"score"\n"2020-01-01";"03453";"ann";"7"\n',
    });
    expect(books.guess).toMatchObject({
      delimiter: ';',
      hasHeader: true,
      user: 2,
      item: 1,
      rating: 3,
      timestamp: 0,
    });
  });

  it('guesses by the shape of the columns where there is no header', async () => {
    const { guess, columns } = await ask({ 'log.txt': '1::a::978300760::4.5\n2::b::978300761::1\n' });
    expect(guess).toMatchObject({
      delimiter: '::',
      hasHeader: false,
      user: 0,
      item: 1,
      rating: 3,
      timestamp: 2,
    });
    expect(columns).toEqual(['Column 1', 'Column 2', 'Column 3', 'Column 4']);
  });

  it('guesses by shape under a header of unknown words too', async () => {
    const { guess, columns } = await ask({ 'likes.csv': 'person,thing,liking\n1,7,5\n2,7,3\n' });
    expect(guess).toMatchObject({ hasHeader: true, user: 0, item: 1, rating: 2, timestamp: null });
    expect(columns).toEqual(['person', 'thing', 'liking']);
  });

  it('asks about the largest table of several', async () => {
    const asked = await ask({
      'notes.txt': 'a,b\n',
      'clicks.csv': 'a,b\n1,2\n3,4\n',
      'big.json': '[1,2,3,4,5,6,7,8,9,0]',
    });
    expect(asked.file).toBe('clicks.csv');
  });

  const mapping: ColumnMapping = {
    ...plainMapping,
    delimiter: ',',
    hasHeader: true,
    user: 1,
    item: 0,
    rating: 2,
    timestamp: 3,
  };

  it('reads text ids, quoted fields and dates', async () => {
    const { dataset } = await importLoose(
      {
        'books.csv':
          'isbn,reader,stars,date\n"Dune, 1",Zoë,4,1970-01-02\nEmma,ann,5,1970-01-01 00:00:10\n007,ann,3.5,1970-01-01T00:00:05Z\n',
      },
      mapping,
    );
    expect(dataset.name).toBe('books');
    expect(dataset.userIds).toEqual(['Zoë', 'ann']);
    expect(rowsOf(dataset)).toEqual(['Zoë/Dune, 1=4@86400', 'ann/007=3.5@5', 'ann/Emma=5@10']);
  });

  it('turns to text ids when a word follows numbers', async () => {
    const { dataset } = await importLoose(
      { 'a.csv': 'i,u,r,t\n7,1,4,1e9\n7,two,4,1e9\n8,1,4,2e9\n' },
      mapping,
    );
    expect(dataset.userIds).toEqual(['1', 'two']);
    expect(rowsOf(dataset)).toEqual(['1/7=4@1000000000', '1/8=4@2000000000', 'two/7=4@1000000000']);
  });

  it('brings milliseconds down to seconds', async () => {
    const { dataset } = await importLoose({ 'a.csv': 'i,u,r,t\n7,1,4,1396437466940\n' }, mapping);
    expect(dataset.time).toBe('seconds');
    expect([...dataset.timestamps]).toEqual([1396437466.94]);
  });

  it('counts every row as 1 without a rating column, and knows no order without times', async () => {
    const { dataset, report } = await importLoose(
      { 'a.csv': 'u,i\n1,7\n1,8\n' },
      { ...mapping, user: 0, item: 1, rating: null, timestamp: null },
    );
    expect([...dataset.ratings]).toEqual([1, 1]);
    expect(dataset.time).toBe('none');
    expect(report.notes).toEqual(['There is no rating column: every row counts as a rating of 1.']);
  });

  it('has the fingerprint of the same rows in a MovieLens file', async () => {
    const table = await importLoose(
      { 'a.csv': 'i,u,r,t\n20,1,3.5,1147880044\n10,1,4,1147868817\n' },
      mapping,
    );
    const dat = await importLoose({ 'ratings.dat': '1::10::4::1147868817\n1::20::3.5::1147880044\n' });
    expect(table.dataset.fingerprint).toBe(dat.dataset.fingerprint);
  });

  it('lists rows without an id, a number or a date', async () => {
    const rows = ['7,1,4,1e9', ',1,4,1e9', '7,,4,1e9', '7,1,bad,1e9', '7,1,4,soon', '7,1'];
    const { report } = await importLoose({ 'a.csv': `i,u,r,t\n${rows.join('\n')}` }, mapping);
    expect(report.examples.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'the item id is empty'],
      [4, 'the user id is empty'],
      [5, 'the rating is not a number'],
      [6, 'the time is neither a number nor a date such as 2014-04-07 10:51:09'],
      [7, 'has 2 columns, at least 4 are needed'],
    ]);
  });

  it('refuses one column for users and items', async () => {
    await expect(importLoose({ 'a.csv': 'u,i\n1,2\n' }, { ...mapping, item: 1 })).rejects.toThrow(
      'The same column of a.csv is chosen for users and for items.',
    );
  });

  it('refuses a table without columns, an empty one, and a web page', async () => {
    await expect(ask({ 'a.csv': 'hello\nworld\n' })).rejects.toThrow(/a\.csv, line 1: no separator/);
    await expect(ask({ 'a.csv': '', 'b.md': 'x' })).rejects.toThrow('a.csv is empty.');
    await expect(ask({ 'a.csv': '<html>' })).rejects.toThrow('a web page');
  });

  it('lists the known formats and what was found for files of no kind', async () => {
    await expect(importFiles([zipFile('pics.zip', { 'a.png': 'x', 'b.json': '{}' })])).rejects.toThrow(
      /pics holds no data of a known format\. Found: a\.png, b\.json\.[^]*u\.data/,
    );
  });
});

describe('parseTitle', () => {
  it('takes the year off the end, also that of a range or before a mark', () => {
    expect(parseTitle('Toy Story (1995)')).toEqual({ title: 'Toy Story', year: 1995 });
    expect(parseTitle('Land Before Time III (1995) (V)')).toEqual({
      title: 'Land Before Time III (V)',
      year: 1995,
    });
    expect(parseTitle('Desu nôto (2006–2007)')).toEqual({ title: 'Desu nôto', year: 2006 });
    expect(parseTitle('1984 (Orwell) (1984)')).toEqual({ title: '1984 (Orwell)', year: 1984 });
    expect(parseTitle('unknown')).toEqual({ title: 'unknown', year: 0 });
    expect(parseTitle('(1995)')).toEqual({ title: '(1995)', year: 0 });
  });
});
