import { describe, expect, it } from 'vitest';
import type { PlotsMapping } from '../../protocol/dataService';
import { gzipFile, latin1, looseFiles } from '../../testing/sourceFiles';
import { openFiles } from '../archive';
import { RowReport } from '../rowReport';
import { quietWork } from '../work';
import { readPlots } from './readPlots';

const json: PlotsMapping = {
  delimiter: null,
  hasHeader: true,
  id: null,
  title: 0,
  year: 1,
  genres: 2,
  text: 3,
};
const csv: PlotsMapping = { ...json, delimiter: ',' };

async function read(name: string, content: string | Uint8Array, mapping: PlotsMapping) {
  const [file] = (await openFiles(looseFiles({ [name]: content }))).files;
  const report = new RowReport();
  return { ...(await readPlots(file!, mapping, { report, work: quietWork() })), report };
}

const movie = (title: string, year: unknown, genres: unknown, plot: unknown) => ({
  title,
  year,
  genres,
  plot,
});
const asJson = (...movies: unknown[]): string => JSON.stringify(movies);

describe('readPlots', () => {
  it('reads an array, one object per line, and a table alike', async () => {
    const expected = [
      { id: '', title: 'Fargo', year: 1996, genres: ['Crime', 'Drama'], description: 'Snow, and a "plan".' },
      { id: '', title: 'Heat', year: 1995, genres: [], description: 'A heist.\nAnd after.' },
    ];
    const fargo = movie('Fargo', 1996, ['Crime', 'Drama'], 'Snow, and a "plan".');
    const heat = movie('Heat (1995)', null, null, 'A heist.\nAnd after.');
    expect((await read('a.json', asJson(fargo, heat), json)).movies).toEqual(expected);
    const lines = `${JSON.stringify(fargo)}\n${JSON.stringify(heat)}\n`;
    expect((await read('a.jsonl', lines, json)).movies).toEqual(expected);
    const table =
      'title,year,genres,plot\nFargo,1996,Crime|Drama,"Snow, and a ""plan""."\nHeat (1995),,,"A heist.\nAnd after."\n';
    expect((await read('a.csv', table, csv)).movies).toEqual(expected);
  });

  it('reads gz directly', async () => {
    const [file] = (await openFiles([gzipFile('a.json.gz', asJson(movie('Fargo', 1996, [], 'Snow.')))]))
      .files;
    const report = new RowReport();
    expect((await readPlots(file!, json, { report, work: quietWork() })).movies).toHaveLength(1);
  });

  it('reads tables of tabs and semicolons, without a header, with blank lines', async () => {
    const rows = '\n\nFargo;1996;Crime;Snow.\n\nHeat;1995;Crime;A heist.\n';
    const { movies } = await read('a.csv', rows, { ...csv, delimiter: ';', hasHeader: false });
    expect(movies.map(({ title }) => title)).toEqual(['Fargo', 'Heat']);
    const tabs = 'title\tyear\tgenres\tplot\nFargo\t1996\tCrime\tSnow, "real" snow.\n';
    const read2 = await read('a.tsv', tabs, { ...csv, delimiter: '\t' });
    expect(read2.movies[0]!.description).toBe('Snow, "real" snow.');
  });

  it('takes a year from dates and from the title, and counts what is no year', async () => {
    const years = ['1996-04-05', '5 April 1996', '1994-1998', 96, 'soon', '', '99999'];
    const { movies, report } = await read(
      'a.json',
      asJson(...years.map((y, i) => movie(`M${i}`, y, [], 'x'))),
      json,
    );
    expect(movies.map(({ year }) => year)).toEqual([1996, 1996, 1994, 0, 0, 0, 0]);
    expect(report.notes).toContain('3 years could not be read as such and left out, the first is "96".');
  });

  it('keeps the first of several rows with one title and year, or with one id, and counts the others', async () => {
    const twice = [
      movie('The Thing', 1982, [], 'first'),
      movie('Thing, The', 1982, [], 'x'),
      movie('The Thing', 2011, [], 'y'),
    ];
    const byTitle = await read('a.json', asJson(...twice), json);
    expect(byTitle.movies.map(({ description }) => description)).toEqual(['first', 'y']);
    expect(byTitle.duplicates).toBe(1);
    const ids = asJson({ id: 7, plot: 'first' }, { id: '7', plot: 'second' }, { id: 8, plot: 'x' });
    const byId = await read('a.json', ids, {
      ...json,
      id: 0,
      title: null,
      year: null,
      genres: null,
      text: 1,
    });
    expect(byId.movies.map(({ id, title }) => [id, title])).toEqual([
      ['7', '7'],
      ['8', '8'],
    ]);
    expect(byId.duplicates).toBe(1);
  });

  it('keeps movies without a text and counts them; a file without any text is refused', async () => {
    const some = asJson(movie('Fargo', 1996, [], ''), movie('Heat', 1995, [], 'A heist.'));
    const { movies, report } = await read('a.json', some, json);
    expect(movies).toHaveLength(2);
    expect(report.notes).toEqual(['1 movie without a text.']);
    await expect(read('a.json', asJson(movie('Fargo', 1996, [], ' ')), json)).rejects.toThrow(
      'No row of a.json has a text in "plot"',
    );
  });

  it('keeps a movie of 10,000 words whole, and reports a text of more than a million characters with its line', async () => {
    const long = 'word '.repeat(10_000).trim();
    const rows = [
      movie('A', 1990, [], long),
      movie('B', 1991, [], 'x'.repeat(1_000_001)),
      movie('C', 1992, [], 'y'),
    ];
    const { movies, report } = await read('a.json', rows.map((row) => JSON.stringify(row)).join('\n'), json);
    expect(movies.map(({ title }) => title)).toEqual(['A', 'C']);
    expect(movies[0]!.description).toBe(long);
    expect(report.examples).toEqual([
      {
        file: 'a.json',
        line: 2,
        text: 'B',
        reason: 'the text has 1,000,001 characters; at most 1,000,000 are read',
      },
    ]);
  });

  it('reports a broken object by its line, and reads the others', async () => {
    const lines = [
      ...Array.from({ length: 3 }, (_, i) => JSON.stringify(movie(`M${i}`, 1990, [], 'x'))),
      '{"title": x}',
    ];
    const { movies, report } = await read('a.json', `[\n${lines.join(',\n')}\n]`, json);
    expect(movies).toHaveLength(3);
    expect(report.examples).toHaveLength(1);
    expect(report.examples[0]).toMatchObject({ line: 5, text: '{"title": x}' });
    expect(report.examples[0]!.reason).toMatch(/^is no valid JSON: /);
  });

  it('reports rows of another width, and says why', async () => {
    const table =
      'title,year,genres,plot\nFargo,1996,Crime,Snow, and more snow.\nHeat,1995,Crime\nAlien,1979,Horror,A ship.\n';
    const { movies, report } = await read('a.csv', table, csv);
    expect(movies.map(({ title }) => title)).toEqual(['Alien']);
    expect(report.examples.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'has 5 columns, not 4: a text that holds the separator must stand in double quotes'],
      [3, 'has 3 columns, not 4'],
    ]);
  });

  it('says where a quote is never closed', async () => {
    const table =
      'title,year,genres,plot\nFargo,1996,Crime,Snow.\n\nHeat,1995,Crime,"A heist.\nAlien,1979,Horror,A ship.\n';
    await expect(read('a.csv', table, csv)).rejects.toThrow('a.csv, line 4: a text in quotes is opened here');
  });

  it('reads Latin-1 and says so, and UTF-16', async () => {
    const table = latin1('title,year,genres,plot\nAmélie,2001,Comedy,A café in Montmartre.\n');
    const { movies, report } = await read('a.csv', table, csv);
    expect(movies[0]!.title).toBe('Amélie');
    expect(report.notes[0]).toMatch(/^a.csv is not UTF-8 and was read as Latin-1/);
    const written = `\ufeff${asJson(movie('Amélie', 2001, [], 'A café.'))}`;
    const utf16 = new Uint8Array(Uint16Array.from(written, (letter) => letter.charCodeAt(0)).buffer);
    expect((await read('a.json', utf16, json)).movies[0]!.title).toBe('Amélie');
  });

  it('refuses a web page, an empty list, and a mapping that names no movie', async () => {
    await expect(read('a.json', '<!doctype html><p>Log in', json)).rejects.toThrow('HTML');
    await expect(read('a.json', '[]', json)).rejects.toThrow('holds no rows');
    await expect(read('a.json', '[{"plot":"x"}]', { ...json, title: null })).rejects.toThrow(
      'Neither a title nor an id',
    );
  });

  it('takes no text for a title, however long', async () => {
    const rows = asJson(movie('Fargo', 1996, [], 'x'), movie('('.repeat(200_000), 1996, [], 'y'));
    const { movies, report } = await read('a.json', rows, json);
    expect(movies.map(({ title }) => title)).toEqual(['Fargo']);
    expect(report.examples[0]!.reason).toBe('the title has 200,000 characters; at most 500 are read');
  });

  it('gives up on a file whose rows all lack a title, naming the first', async () => {
    await expect(read('a.json', '\n[{"title":"","plot":"x"}]', { ...json, text: 1 })).rejects.toThrow(
      'a.json, line 2: the title is empty',
    );
  });
});
