/** Layouts of files that people have, made up small, each read by the guess alone. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../protocol/dataset';
import { importByGuess } from '../../testing/importByGuess';
import { gzipFile, latin1, looseFiles, zipFile } from '../../testing/sourceFiles';

/** Rows as "user/item=rating@time", in the order of users and times. */
const rowsOf = (d: Dataset): string[] =>
  Array.from(
    d.ratings,
    (rating, row) =>
      `${d.userIds[d.users[row]!]}/${d.itemIds[d.items[row]!]}=${rating}` +
      (d.time === 'none' ? '' : `@${d.timestamps[row]}`),
  );

const read = (content: string | Uint8Array, name = 'data.csv') =>
  importByGuess(looseFiles({ [name]: content }));

/** Three ratings of two users at 2019-03-04, 2019-03-14 and 2019-04-05, all at midnight. */
const [first, second, third] = ['2019-03-04', '2019-03-14', '2019-04-05'].map(
  (day) => Date.parse(day) / 1000,
) as [number, number, number];
const expected = [`a/7=4@${first}`, `a/8=3.5@${second}`, `b/7=5@${third}`];

const utf16 = (text: string, isBigEndian: boolean, withMark = true): Uint8Array =>
  Uint8Array.from(
    `${withMark ? '\ufeff' : ''}${text}`.split('').flatMap((letter) => {
      const code = letter.charCodeAt(0);
      return isBigEndian ? [code >> 8, code & 255] : [code & 255, code >> 8];
    }),
  );

const csv = 'user,item,rating,date\na,7,4,2019-03-04\na,8,3.5,2019-03-14\nb,7,5,2019-04-05\n';
const semicolons = 'user;item;rating;date\na;7;4,0;04.03.2019\na;8;3,5;14.03.2019\nb;7;5,0;05.04.2019\n';

describe('the same three ratings', () => {
  it.each<[string, string | Uint8Array]>([
    ['with commas', csv],
    ['with CRLF', csv.replaceAll('\n', '\r\n')],
    ['with CR alone', csv.replaceAll('\n', '\r')],
    ['with all three line ends', csv.replace('\n', '\r\n').replace('04\n', '04\r')],
    ['without an end of the last line', csv.trimEnd()],
    ['with blank lines and hollow rows below', `\n${csv}\n,,,\n  \n,,,\n`],
    ['with a byte order mark', `\ufeff${csv}`],
    ['in UTF-16, little end first', utf16(csv, false)],
    ['in UTF-16, big end first', utf16(csv, true)],
    ['in UTF-16 without a mark', utf16(csv, false, false)],
    ['with tabs', csv.replaceAll(',', '\t')],
    ['with tabs in UTF-16, as a spreadsheet saves "Unicode text"', utf16(csv.replaceAll(',', '\t'), false)],
    ['with bars', csv.replaceAll(',', '|')],
    ['with two colons', csv.replaceAll(',', '::')],
    ['with spaces', csv.replaceAll(',', ' ')],
    ['with columns set out by spaces', csv.replaceAll(',', '   ').replaceAll('\na', '\n  a')],
    ['with semicolons, decimal commas and days first', semicolons],
    ['with sep=', `sep=;\r\n${semicolons.replaceAll('\n', '\r\n')}`],
    ['with sep= of a comma, in quotes', `"sep=,"\n${csv}`],
    ['with sep= of a tab', `sep=\t\n${csv.replaceAll(',', '\t')}`],
    ['with comments above', `# made by hand\n# 2019\n${csv}`],
    ['with every cell in quotes', csv.replaceAll(/[^,\n]+/g, '"$&"')],
    ['with spaces before quotes', csv.replaceAll(/,([^,\n]+)/g, ', "$1"')],
    ['with trailing separators', csv.replaceAll('\n', ',\n')],
    [
      'with a column of row numbers',
      csv
        .split('\n')
        .map((line, row) => line && `${row || ''},${line}`)
        .join('\n'),
    ],
    [
      'with columns in another order',
      'date,rating,item,user\n2019-03-04,4,7,a\n2019-03-14,3.5,8,a\n2019-04-05,5,7,b\n',
    ],
    [
      'with typed headers',
      csv
        .replace('user,item,rating,date', 'user_id:token,item_id:token,rating:float,date:token')
        .replaceAll(',', '\t'),
    ],
    ['with month first', csv.replaceAll(/2019-0(\d)-(\d\d)/g, '$1/$2/2019')],
    ['with day first and short years', csv.replaceAll(/2019-(\d\d)-(\d\d)/g, '$2/$1/19')],
    [
      'with names of months',
      csv
        .replaceAll('2019-03-', 'March ')
        .replace('2019-04-', 'Apr ')
        .replaceAll(/((?:March|Apr) \d\d)/g, '"$1, 2019"'),
    ],
    ['with offsets', csv.replaceAll(/2019-0\d-\d\d/g, '$&T02:00:00+02:00')],
    ['with days of eight digits', csv.replaceAll(/2019-(\d\d)-(\d\d)/g, '2019$1$2')],
    ['with seconds', csv.replaceAll(/2019-0\d-\d\d/g, (day) => String(Date.parse(day) / 1000))],
    ['with milliseconds', csv.replaceAll(/2019-0\d-\d\d/g, (day) => String(Date.parse(day)))],
    ['with microseconds', csv.replaceAll(/2019-0\d-\d\d/g, (day) => `${Date.parse(day)}000`)],
    ['with nanoseconds', csv.replaceAll(/2019-0\d-\d\d/g, (day) => `${Date.parse(day)}000000`)],
    [
      'with seconds and decimal commas',
      semicolons.replaceAll(
        /(\d\d)\.(\d\d)\.(\d{4})/g,
        (_, day: string, month: string, year: string) => `${Date.parse(`${year}-${month}-${day}`) / 1e3},0`,
      ),
    ],
    ['with seconds as floats', csv.replaceAll(/2019-0\d-\d\d/g, (day) => `${Date.parse(day) / 1e3}.0`)],
    ['in German', csv.replace('user,item,rating,date', 'Nutzer,Artikel,Bewertung,Datum')],
    ['in Spanish', csv.replace('user,item,rating,date', 'usuario,película,puntuación,fecha')],
    ['in Russian', csv.replace('user,item,rating,date', 'пользователь,фильм,оценка,дата')],
    ['in Chinese', csv.replace('user,item,rating,date', '用户,电影,评分,时间')],
    [
      'as JSON lines',
      '{"user":"a","item":7,"stars":4,"date":"2019-03-04 00:00:00"}\n{"user":"a","item":8,"stars":3.5,"date":"2019-03-14 00:00:00"}\n{"user":"b","item":7,"stars":5,"date":"2019-04-05 00:00:00"}\n',
    ],
    [
      'as an array over many lines',
      JSON.stringify(
        [
          { user: { id: 'a' }, item: 7, rating: 4, date: '2019-03-04', tags: ['x', 'y'] },
          { user: { id: 'a' }, item: 8, rating: 3.5, date: '2019-03-14', tags: [] },
          { user: { id: 'b' }, item: 7, rating: 5, date: '2019-04-05', tags: null },
        ],
        null,
        2,
      ).replaceAll('"id"', '"userId"'),
    ],
    [
      'as an array in one line',
      '[{"user":"a","item":7,"rating":4,"date":"2019-03-04"},{"user":"a","item":8,"rating":3.5,"date":"2019-03-14"},{"user":"b","item":7,"rating":5,"date":"2019-04-05"}]',
    ],
    [
      'as an array under a name',
      '{"source":"x","reviews":[{"user":"a","item":7,"rating":4,"date":"2019-03-04"},\n{"user":"a","item":8,"rating":3.5,"date":"2019-03-14"},{"user":"b","item":7,"rating":5,"date":"2019-04-05"}]}',
    ],
    [
      'as Python prints them',
      "{u'user': u'a', u'item': 7, u'rating': 4, u'date': '2019-03-04', 'ok': True}\n{'user': 'a', 'item': 8, 'rating': 3.5, 'date': '2019-03-14', 'ok': None}\n{'user': 'b', 'item': 7, 'rating': 5, 'date': '2019-04-05', 'text': \"it's\"}\n",
    ],
  ])('are read %s', async (_, content) => {
    const { dataset, report } = await read(content, /^[[{]/.test(String(content)) ? 'data.json' : 'data.csv');
    expect(rowsOf(dataset)).toEqual(expected);
    expect(report.malformed).toBe(0);
    expect(report.rowsRead).toBe(3);
  });

  it.each(['data', 'data.log', 'data.txt', 'x.inter'])('are read from a file called %s', async (name) => {
    expect(rowsOf((await read(csv, name)).dataset)).toEqual(expected);
  });

  it('are read from a gzip and from a zip', async () => {
    expect(rowsOf((await importByGuess([gzipFile('d.csv.gz', csv)])).dataset)).toEqual(expected);
    expect(rowsOf((await importByGuess([zipFile('d.zip', { 'd/d.csv': csv })])).dataset)).toEqual(expected);
  });
});

describe('ids', () => {
  it('are never merged', async () => {
    const ids = ['1', '01', '001', '1.0', '1 0', ' 1', '9007199254740992', '9007199254740993', 'A', 'a', 'ä'];
    const { dataset } = await read(
      `user,item,rating\n${ids.map((id) => `${id},x${id.trim()},3`).join('\n')}\n`,
    );
    // " 1" is 1 with a space in front.
    expect(new Set(dataset.userIds)).toEqual(new Set(ids.map((id) => id.trim())));
    expect(dataset.numItems).toBe(ids.length - 1);
  });

  it('past 2^53 are never merged in JSON either, nor changed where text holds digits', async () => {
    const lines = ['9007199254740992', '9007199254740993', '"a: 9007199254740993,"'].map(
      (id) => `{"user":${id},"item":1,"rating":0.1234567890123456789}`,
    );
    const { dataset } = await read(lines.join('\n'), 'x.json');
    expect(dataset.userIds).toEqual(['9007199254740992', '9007199254740993', 'a: 9007199254740993,']);
  });

  it('that say there is none are those of nobody, not of one user with the rows of all', async () => {
    const { dataset, report } = await read(
      'user,item,rating\n1,7,3\nNULL,7,4\nNULL,8,5\n\\N,7,1\n2,nan,2\n2,8,5\n',
    );
    expect(rowsOf(dataset)).toEqual(['1/7=3', '2/8=5']);
    expect(report.examples.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'the user id is NULL'],
      [4, 'the user id is NULL'],
      [5, 'the user id is \\N'],
      [6, 'the item id is nan'],
    ]);
  });

  it('in Latin-1 keep their letters', async () => {
    const { dataset } = await read(latin1('user;item;rating\nZoë;Amélie;3\nBjörn;Amélie;4\n'));
    expect(dataset.userIds).toEqual(['Björn', 'Zoë']);
    expect(dataset.itemIds).toEqual(['Amélie']);
  });
});

describe('lists, blocks and logs', () => {
  it('read a user and any number of items in each line, with spaces, tabs or commas', async () => {
    const rows = ['1/10=1', '1/11=1', '2/10=1', '3/10=1', '3/11=1', '3/12=1', '3/13=1'];
    const lists = '1 10 11\n2 10\n3 10 11 12 13\n4\n';
    for (const text of [
      lists,
      lists.replaceAll(' ', ','),
      lists.replaceAll(' ', '\t'),
      lists.replaceAll(/(\n|^)(\d)/g, '$1$2:'),
      lists.replaceAll('\n', ' \r\n'),
    ]) {
      const { dataset, question } = await read(text, 'train.txt');
      expect(question!.guess.layout).toBe('lists');
      expect(rowsOf(dataset).sort()).toEqual(rows);
    }
  });

  it('read the blocks of the Netflix prize, also with CRLF and without ratings', async () => {
    const blocks = '7:\n1,4,2005-09-06\n2,3,2005-09-07\n8:\n1,5,2005-09-08\n';
    const day = Date.UTC(2005, 8, 6) / 1000;
    const expectedRows = [`1/7=4@${day}`, `1/8=5@${day + 2 * 86_400}`, `2/7=3@${day + 86_400}`];
    for (const text of [blocks, blocks.replaceAll('\n', '\r\n')])
      expect(rowsOf((await read(text, 'combined.txt')).dataset)).toEqual(expectedRows);
    const bare = await read('7:\n1\n2\n8:\n1\n', 'qualifying.txt');
    expect(rowsOf(bare.dataset).sort()).toEqual(['1/7=1', '1/8=1', '2/7=1']);
  });

  const events =
    'timestamp,visitorid,event,itemid,transactionid\n' +
    '1433221332117,1,view,7,\n1433221332118,1,view,7,\n1433221332119,1,transaction,7,5\n1433221332120,2,addtocart,8,\n';

  it('keep each event of a log, and those chosen alone where some are', async () => {
    const all = await read(events);
    expect(all.question!.asks).toEqual(['events']);
    expect(all.question!.events[0]).toEqual({ value: 'view', count: 2 });
    expect(all.dataset.ratings).toHaveLength(4);
    const { dataset, report } = await importByGuess(looseFiles({ 'events.csv': events }), {
      events: ['view'],
    });
    expect(dataset.ratings).toHaveLength(2);
    expect(report.rowsRead).toBe(4);
    expect(report.notes).toContain('Left out by their event: transaction (1 row), addtocart (1 row).');
  });

  it('order the views of a session by the time within the day', async () => {
    const { dataset } = await read(
      'sessionId;userId;itemId;timeframe;eventdate\n1;NA;7;2000;2016-05-09\n1;NA;8;500;2016-05-09\n1;NA;7;9000;2016-05-09\n',
      'train-item-views.csv',
    );
    const day = Date.UTC(2016, 4, 9) / 1000;
    expect(rowsOf(dataset)).toEqual([`1/8=1@${day + 0.5}`, `1/7=1@${day + 2}`, `1/7=1@${day + 9}`]);
  });

  it('find what is what in logs of places and of songs without a header', async () => {
    const time = (row: number): string => `2010-10-${10 + (row % 15)}T19:55:${10 + (row % 40)}Z`;
    const visits = Array.from(
      { length: 60 },
      (_, row) =>
        `${row % 7}\t${time(row)}\t${30 + (row % 9) / 7}\t${-97 - (row % 9) / 3}\t${22_847 + (row % 9)}`,
    );
    expect((await read(visits.join('\n'), 'checkins.txt')).question!.guess).toMatchObject({
      user: 0,
      item: 4,
      rating: null,
      timestamp: 1,
    });
    const songs = Array.from(
      { length: 60 },
      (_, row) => `user_${row % 7}\t${time(row)}\tartist-${row % 9}\tName ${row % 9}`,
    );
    expect((await read(songs.join('\n'), 'plays.tsv')).question!.guess).toMatchObject({
      user: 0,
      item: 2,
      rating: null,
      timestamp: 1,
    });
  });

  it('find behaviours without a header', async () => {
    const kinds = ['pv', 'buy', 'cart', 'fav'];
    const rows = Array.from(
      { length: 40 },
      (_, i) =>
        `${1000 + (i % 5)},${20_000 + (i % 9)},${300_000 + (i % 3)},${kinds[i % 4]},${1_511_544_070 + i}`,
    );
    const { question } = await read(rows.join('\n'), 'UserBehavior.csv');
    expect(question!.guess).toMatchObject({
      user: 0,
      item: 1,
      rating: null,
      event: 3,
      timestamp: 4,
      repeats: true,
    });
  });
});

describe('what is no rating', () => {
  const table = (values: (string | number)[], name = 'rating'): string =>
    `user,item,${name}\n${values.map((value, row) => `u${row % 4},i${Math.floor(row / 4)},${value}`).join('\n')}\n`;

  it('is a column that never varies', async () => {
    const { dataset, question } = await read(
      table(
        Array.from({ length: 12 }, () => 5),
        'click',
      ),
    );
    expect(question!.guess.rating).toBeNull();
    expect(new Set(dataset.ratings)).toEqual(new Set([1]));
    expect((await read(table(Array.from({ length: 12 }, () => 5)))).question!.guess.rating).toBeNull();
  });

  it('is a count of plays', async () => {
    const { dataset, question, report } = await read(table([3, 1200, 17, 1], 'plays'));
    expect(question!.guess).toMatchObject({ rating: 2, ratingIs: 'count' });
    expect(dataset.ratingScale).toEqual({ min: 1, max: 1, step: 1 });
    expect(report.notes.join()).toContain('counts, not ratings');
  });

  it.each([
    [[0, 0, 7, 8, 10, 5], [0]],
    [[-1, 7, 8, 10, 5, 6], [-1]],
    [
      [-1, 0, 0, 3, 4, 5, 0],
      [-1, 0],
    ],
    [[99, 3, -4, 7, 8, 2], [99]],
    [[0, 1, 0, 1], []],
    [[-3, -1, 2, 4], []],
    [[1, 2, 3, 4, 5], []],
  ])('is, of %j, %j', async (values, codes) => {
    const { question, dataset } = await read(table(values));
    expect(question!.guess.unrated).toEqual(codes);
    expect(question!.asks.includes('unrated')).toBe(codes.length > 0);
    for (const code of codes) expect([...dataset.ratings]).not.toContain(code);
    expect(dataset.ratings).toHaveLength(values.filter((value) => !codes.includes(value)).length);
  });

  it('may still be an interaction, when no rating is used', async () => {
    const { dataset, report } = await importByGuess(looseFiles({ 'a.csv': table([0, 0, 7, 8]) }), {
      unratedAs: 'interactions',
    });
    expect([...dataset.ratings]).toEqual([1, 1, 1, 1]);
    expect(report.notes).toContain('Not rated: 0 (2 rows). So all 4 rows count as interactions of rating 1.');
  });

  it('is an empty cell and the words for it, but no other word', async () => {
    const { dataset, report, question } = await read(
      table([4, '', 'NA', 'null', '4.0', '4e0', 'good', 5, 3, 2, 1, 4, 5, 5]),
    );
    expect(question!.asks).toContain('unrated');
    expect(dataset.ratings).toHaveLength(10);
    expect(report.notes).toContain('Left out as not rated: empty (1 row), NA (1 row), null (1 row).');
    expect(report.examples.map(({ line, reason }) => [line, reason])).toEqual([
      [8, 'the rating is not a number'],
    ]);
  });
});

describe('ratings that are no plain numbers', () => {
  const graded = (grades: string[], name = 'rating'): string =>
    `user,item,${name}\n${grades.map((grade, row) => `u${row % 3},i${row},${grade}`).join('\n')}\n`;

  it.each([
    [['4/5', '2/5', '4/5']],
    [['★★★', '★', '★★★']],
    [['5 stars', '1 star', '5 stars']],
    [['80%', '20%', '80%']],
    [['it was amazing', 'did not like it', 'it was amazing']],
  ])('%j are refused with the way out, not counted as if all were liked', async (grades) => {
    await expect(read(graded(grades))).rejects.toMatchObject({
      what: expect.stringContaining('data.csv, line 2: the rating is not a number') as string,
      hint: expect.stringContaining('rating=none') as string,
    });
    const without = await importByGuess(looseFiles({ 'a.csv': graded(grades) }), { rating: null });
    expect([...without.dataset.ratings]).toEqual([1, 1, 1]);
  });

  it.each(['vote', 'label', 'liked'])('are votes: a %s of -1 is no 1', async (name) => {
    const { dataset } = await read(graded(['1', '-1', '1', '-1'], name));
    expect(rowsOf(dataset)).toEqual(['u0/i0=1', 'u0/i3=-1', 'u1/i1=-1', 'u2/i2=1']);
  });

  it('are not looked for in a column of comments', async () => {
    const { question } = await read(graded(['fine', 'dull', 'loud'], 'note'));
    expect(question!.guess.rating).toBeNull();
  });
});

describe('names over the columns', () => {
  it('stand one column to the left where R writes the names of rows, and are still found', async () => {
    const commas = 'user,item,rating\n1,10,20,3\n2,11,21,4\n3,10,22,5\n';
    const rows = ['10/20=3', '10/22=5', '11/21=4'];
    expect(rowsOf((await read(commas)).dataset)).toEqual(rows);
    expect(rowsOf((await read(commas.replaceAll(',', ' '), 'r.txt')).dataset)).toEqual(rows);
    const trailing = commas.replaceAll(/,(\d+),(\d+),\d\n/g, ',$1,$2,\n');
    expect(rowsOf((await read(trailing)).dataset)).toEqual(['1/10=20', '2/11=21', '3/10=22']);
  });

  it('take the author of a review for a user, and never that of a book', async () => {
    const books = 'Book Id,Title,Author,Reader,My Rating\n1,A,X,r1,5\n2,B,Y,r1,4\n1,A,X,r2,3\n2,B,Y,r2,2\n';
    expect(rowsOf((await read(books)).dataset)).toEqual(['r1/1=5', 'r1/2=4', 'r2/1=3', 'r2/2=2']);
    const mine = (await read(books.replaceAll(/,r\d|,Reader/g, ''))).question!;
    expect(mine.asks).toContain('columns');
    const reviews = 'app_id,author,score\n7,a,5\n7,b,4\n8,a,3\n';
    expect(rowsOf((await read(reviews)).dataset).sort()).toEqual(['a/7=5', 'a/8=3', 'b/7=4']);
  });

  it('are asked about where JSON says nothing of users and items', async () => {
    const { question } = await read('{"alice":{"Heat":5,"Fargo":3},"bob":{"Heat":4}}', 'likes.json');
    expect(question!.asks).toContain('columns');
  });
});

describe('files with the names of MovieLens', () => {
  const header = 'userId,movieId,rating,timestamp\n';

  it('are asked about where codes stand among the stars', async () => {
    const rows = [4, -1, 3, 5, -1].map((rating, row) => [row, 7, rating, 1_400_000_000]);
    const asCsv = await read(header + rows.map((row) => row.join(',')).join('\n'), 'ratings.csv');
    const asDat = await read(rows.map((row) => row.join('::')).join('\n'), 'ratings.dat');
    for (const { question, dataset } of [asCsv, asDat]) {
      expect(question!.guess.unrated).toEqual([-1]);
      expect([...dataset.ratings]).toEqual([4, 3, 5]);
    }
  });

  it('are read by what they hold: separators, ids, dates', async () => {
    const table = `${header.replaceAll(',', ';')}u1;tt01;3,5;04.03.2019\nu1;tt1;4,0;14.03.2019\n`;
    const { dataset } = await read(table, 'ratings.csv');
    expect(rowsOf(dataset)).toEqual([`u1/tt01=3.5@${first}`, `u1/tt1=4@${second}`]);
    const ids = await read('ann\tx1\t4\t1400000000\nbob\tx1\t5\t1400000001\n', 'u.data');
    expect(ids.dataset).toMatchObject({ userIds: ['ann', 'bob'], numItems: 1 });
  });
});

describe('tables of shops', () => {
  it('have stock codes for items, and a column of zeros is no time', async () => {
    const retail = 'InvoiceNo,StockCode,Quantity,CustomerID\n1,85A,6,u1\n1,85B,2,u1\n2,85A,1,u2\n';
    expect(rowsOf((await read(retail)).dataset).sort()).toEqual(['u1/85A=1', 'u1/85B=1', 'u2/85A=1']);
    const played = Array.from({ length: 30 }, (_, row) => `u${row % 4},Game ${row % 9},${1 + (row % 5)}.5,0`);
    const { dataset, question } = await read(`${played.join('\n')}\n`);
    expect(question!.guess).toMatchObject({ rating: 2, timestamp: null });
    expect(dataset.time).toBe('none');
  });
});

describe('dates', () => {
  it('are asked about where they can be read in two ways', async () => {
    const ambiguous = 'user,item,rating,date\na,7,4,03/04/2019\na,8,3,05/06/2019\n';
    const { question, dataset } = await read(ambiguous);
    expect(question!.asks).toEqual(['date-order']);
    expect(question!.guess.dateOrder).toBe('mdy');
    expect(dataset.timestamps[0]).toBe(Date.UTC(2019, 2, 4) / 1000);
    const dayFirst = await importByGuess(looseFiles({ 'a.csv': ambiguous }), { dateOrder: 'dmy' });
    expect(dayFirst.dataset.timestamps[0]).toBe(Date.UTC(2019, 3, 3) / 1000);
    expect(dayFirst.report.notes).toContain('The dates are read as day/month/year.');
  });

  it('of a year far off are refused with the cause', async () => {
    const far = 'user,item,rating,date\na,7,4,3019-03-04\na,8,3,3019-03-05\n';
    await expect(read(far)).rejects.toThrow(/the time lies in the year 3019, not between 1970 and 2100/);
    const some = await read(`${csv}c,7,4,9999-12-31\n`);
    expect(some.report.examples.map(({ reason }) => reason.slice(0, 34))).toEqual([
      'the time lies in the year 9999, no',
    ]);
  });

  it('in numbers of no known unit are refused with the cause', async () => {
    // Ticks of a tenth of a microsecond since the year 1.
    const ticks = 'user,item,rating,timestamp\na,7,4,63700000000000000000\na,8,3,63700000000000000001\n';
    await expect(read(ticks)).rejects.toThrow(/the time lies far from any year that there is/);
  });
});

describe('files that hold too little', () => {
  it.each([
    ['user,item,rating\n', 'holds no rows'],
    ['user\n1\n2\n', 'no separator'],
    ['', 'is empty'],
    ['\n\n', 'is empty'],
    ['[]', 'no data of a known format'],
  ])('%j are refused', async (content, message) => {
    await expect(read(content, content === '[]' ? 'a.json' : 'a.csv')).rejects.toThrow(message);
  });

  it('of JSON say which lines are broken', async () => {
    const good = '{"user":"a","item":7,"rating":4}\n';
    const { dataset, report } = await read(
      `${good}{"user":"a","item":8,\n${good.replace('7', '9')}`,
      'a.jsonl',
    );
    expect(dataset.ratings).toHaveLength(2);
    expect(report.examples).toEqual([
      { file: 'a.jsonl', line: 2, text: '{"user":"a","item":8,', reason: 'is no valid JSON' },
    ]);
  });
});

describe('no row is lost', () => {
  it('rows read are good, malformed or told of, whatever the cells hold', async () => {
    const cell = fc.oneof(
      fc.constantFrom('', '7', '07', 'NA', '3.5', '2019-03-04', '"', '""', 'a"b'),
      fc.stringMatching(/^[a-z",; 0-9.]{0,6}$/),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (cells, separator, lineEnd) => {
          const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
          const lines = cells.map((row) => row.map(quoted).join(separator));
          const good = Array.from({ length: 30 }, (_, row) =>
            `u${row},i,${row % 5}`.replaceAll(',', separator),
          );
          const text = ['user,item,rating'.replaceAll(',', separator), ...good, ...lines].join(lineEnd);
          const isHollow = (line: string): boolean =>
            line.replaceAll(separator, '').replaceAll('"', '').trim() === '';
          const hollow = lines.filter(isHollow).length;
          const { dataset, report, duplicates } = await read(text);
          expect(report.rowsRead).toBe(30 + cells.length - hollow);
          const unrated = report.notes.join().match(/Left out as not rated: (.*)\./)?.[1] ?? '';
          const left = [...unrated.matchAll(/\((\d+) rows?\)/g)].reduce(
            (sum, [, count]) => sum + Number(count),
            0,
          );
          expect(dataset.ratings.length + duplicates + report.malformed + left).toBe(report.rowsRead);
        },
      ),
      { numRuns: 60 },
    );
  });
});
