import { describe, expect, it } from 'vitest';
import type { MappingQuestion } from '../src/protocol/dataService';
import { plainMapping } from '../src/data/formats/plainMapping';
import { answerOf, readingLines, saysNothing, type AskedColumns } from './columns';

const question: MappingQuestion = {
  file: 'a.csv',
  tables: [{ file: 'a.csv', use: 'interactions' }],
  guess: { ...plainMapping, rating: 2, timestamp: 3, dateOrder: 'mdy', unrated: [0], event: 4 },
  columns: ['who', 'what', 'stars', 'when', 'kind', 'plays'],
  rows: [],
  asks: ['date-order', 'unrated', 'events'],
  rowsSeen: 1500,
  events: [
    { value: 'view', count: 1400 },
    { value: 'buy', count: 100 },
  ],
  ratings: [
    { value: 0, count: 505 },
    { value: 5, count: 995 },
  ],
};
const asked = (said: Partial<AskedColumns>, columns: AskedColumns['columns'] = new Map()): AskedColumns => ({
  columns,
  unrated: null,
  unratedAs: null,
  events: null,
  dates: null,
  ...said,
});

describe('answerOf', () => {
  it('is the guess where nothing is said', () => {
    expect(saysNothing(asked({}))).toBe(true);
    expect(answerOf(question, asked({}))).toEqual(question.guess);
  });

  it('takes columns by name, in any case, or by place from 1', () => {
    const columns = new Map([
      ['user', 'WHAT'],
      ['item', '1'],
      ['count', 'plays'],
      ['event', 'none'],
    ] as const);
    expect(answerOf(question, asked({}, columns))).toMatchObject({
      user: 1,
      item: 0,
      rating: 5,
      ratingIs: 'count',
      unrated: [],
      event: null,
    });
  });

  it('finds out anew how another column of times is read, and gives no column two roles', () => {
    const answer = answerOf(question, asked({}, new Map([['time', 'stars']])));
    expect(answer).toMatchObject({ timestamp: 2, dateOrder: null, timeUnit: null, rating: null });
  });

  it('takes codes, events and the order of dates', () => {
    const said = asked({ unrated: [], unratedAs: 'interactions', events: ['buy'], dates: 'dmy' });
    expect(answerOf(question, said)).toMatchObject({
      unrated: [],
      unratedAs: 'interactions',
      events: ['buy'],
      dateOrder: 'dmy',
    });
  });

  it('names the columns that there are', () => {
    expect(() => answerOf(question, asked({}, new Map([['user', 'nobody']])))).toThrow(
      /user=nobody: a\.csv has no such column\.[^]*who, what, stars, when, kind, plays/,
    );
    expect(() => answerOf(question, asked({}, new Map([['user', '7']])))).toThrow('no such column');
  });
});

describe('readingLines', () => {
  it('print the guess as the option that would say it, and what it is not sure of', () => {
    expect(readingLines(question, question.guess)).toEqual([
      'a.csv, a table by commas, is read as: --columns user=who,item=what,rating=stars,time=when,event=kind',
      'Its dates may start with the day or the month; read as mdy: --dates says otherwise.',
      'Not ratings: 0, of 0 (505 rows). --unrated CODES or none, and --unrated-as interactions to use all rows without their ratings, say otherwise.',
      'Events: view (1,400), buy (100). All count: --events says which.',
    ]);
  });

  it('call columns without names by their place, and quote what a shell would part', () => {
    const bare = { ...plainMapping, hasHeader: false };
    expect(readingLines({ ...question, asks: ['columns'] }, bare)).toEqual([
      'a.csv, a table by commas, is read as: --columns user=1,item=2',
      'No header says so; --columns says otherwise, by names or places from 1.',
    ]);
    const spaced = { ...question, asks: [], columns: ['the user', 'what'] };
    expect(readingLines(spaced, plainMapping)[0]).toMatch("--columns 'user=the user,item=what'");
  });

  it('call counts by their own role', () => {
    const mapping = { ...plainMapping, rating: 5, ratingIs: 'count' as const };
    expect(readingLines({ ...question, asks: [] }, mapping)).toEqual([
      'a.csv, a table by commas, is read as: --columns user=who,item=what,count=plays',
    ]);
  });
});
