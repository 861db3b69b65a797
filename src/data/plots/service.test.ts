import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ImportOptions, ImportOutcome, PlotsQuestion, SourceFile } from '../../protocol/dataService';
import { defaultSpec } from '../../protocol/spec';
import { gzipFile, looseFiles, zipFile } from '../../testing/sourceFiles';
import { applyFilters } from '../filter';
import { BrowserDataService } from '../service';

const visit = (): BrowserDataService =>
  new BrowserDataService(
    (value) => value,
    () => 1,
  );

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const movies = [
  {
    movieId: 1,
    title: 'Fargo (1996)',
    genres: ['Crime'],
    plot: 'Snow falls on a plan that goes wrong, and then on all who made it.',
  },
  {
    movieId: 2,
    title: 'Heat (1995)',
    genres: ['Crime', 'Action'],
    plot: 'A thief and the man who hunts him drink coffee, and part as enemies.',
  },
  { movieId: 9, title: 'Nine (2009)', genres: ['Musical'], plot: '' },
];
const json = JSON.stringify(movies);
const table = [
  'movieId,title,genres,plot',
  ...movies.map((m) => `${m.movieId},${m.title},${m.genres.join('|')},"${m.plot}"`),
].join('\n');
const ratingFiles = looseFiles({
  'ratings.dat': ['1::1::5::978300001', '1::2::4::978300002', '2::3::3::978300003'].join('\n'),
  'movies.dat': ['1::Fargo (1996)::Crime', '2::Heat (1995)::Action', '3::Alien (1979)::Horror'].join('\n'),
});

function imported(outcome: ImportOutcome): Extract<ImportOutcome, { status: 'imported' }> {
  if (outcome.status !== 'imported') throw new Error(`the outcome is ${outcome.status}`);
  return outcome;
}

async function asked(
  service: BrowserDataService,
  files: SourceFile[],
  options: ImportOptions = {},
): Promise<PlotsQuestion> {
  const outcome = await service.importFiles(files, options, () => {});
  if (outcome.status !== 'plots-mapping-needed') throw new Error(`the outcome is ${outcome.status}`);
  return outcome.question;
}

/** Takes the guess. */
async function take(service: BrowserDataService, files: SourceFile[], joinTo: string | null) {
  const { guess: mapping } = await asked(service, files);
  const plots = { mapping, joinTo, genresFrom: 'plots' as const };
  return imported(await service.importFiles(files, { kind: 'plots', plots }, () => {}));
}

describe('a file of plots', () => {
  it.each([
    ['JSON', looseFiles({ 'plots.json': json })],
    ['gzipped JSON', [gzipFile('plots.json.gz', json)]],
    ['a gzipped table', [gzipFile('plots.csv.gz', table)]],
    ['a table in a zip', [zipFile('plots.zip', { 'README.txt': 'Plots.', 'plots/plots.csv': table })]],
    ['a table with the name of a MovieLens file', looseFiles({ 'movies.csv': table })],
  ])('is recognised as %s, and asked about with a guess', async (_, files) => {
    const question = await asked(visit(), files);
    expect(question.columns).toEqual(['movieId', 'title', 'genres', 'plot']);
    expect(question.guess).toMatchObject({
      id: 0,
      title: 1,
      year: null,
      genres: 2,
      text: 3,
      hasHeader: true,
    });
    expect(question.rows).toHaveLength(3);
    expect(question.rows[0]!.slice(0, 2)).toEqual(['1', 'Fargo (1996)']);
  });

  it('is not seen in ratings, nor in reviews of users', async () => {
    const status = async (files: SourceFile[]): Promise<string> =>
      (await visit().importFiles(files, {}, () => {})).status;
    expect(await status(ratingFiles)).toBe('imported');
    expect(await status(looseFiles({ 'r.csv': 'user,item,rating\n1,2,3\n1,3,4\n' }))).toBe('mapping-needed');
    const review = 'a long review of a film that one of its viewers wrote down after seeing it';
    const reviews = `userId,movieId,review\n1,2,"${review}"\n2,2,"${review}"\n`;
    expect(await status(looseFiles({ 'reviews.csv': reviews }))).toBe('mapping-needed');
  });

  it('can be told to be ratings, and ratings to be plots', async () => {
    const service = visit();
    const files = looseFiles({ 'plots.csv': table });
    expect((await service.importFiles(files, { kind: 'ratings' }, () => {})).status).toBe('mapping-needed');
    const short = looseFiles({ 'x.csv': 'user,name,plot\n1,Fargo,cold\n2,Heat,warm\n' });
    expect((await asked(service, short, { kind: 'plots' })).guess).toMatchObject({ title: 1, text: 2 });
  });

  it('is joined to ratings, listed beside them, and opened with its texts in a later visit', async () => {
    const service = visit();
    const ratings = imported(await service.importFiles(ratingFiles, {}, () => {})).summary;
    const { summary, join, report } = await take(
      service,
      looseFiles({ 'plots.json': json }),
      ratings.fingerprint,
    );
    expect(join).toMatchObject({
      by: 'id',
      matched: 2,
      numItems: 3,
      unmatchedItems: { first: ['Alien (1979)'] },
      unmatchedPlots: { first: ['Nine (2009)'] },
    });
    expect(report).toMatchObject({
      format: 'Plots (JSON)',
      rowsRead: 3,
      malformed: 0,
      notes: ['1 movie without a text.'],
    });
    expect(summary).toMatchObject({
      name: 'ratings.dat with plots',
      numInteractions: 3,
      genreNames: ['Action', 'Crime'],
      plots: {
        numTexts: 2,
        numWithGenres: 2,
        sample: { title: 'Fargo', year: 1996, genres: ['Crime'], text: movies[0]!.plot },
      },
    });
    const later = visit();
    expect((await later.list()).map(({ fingerprint }) => fingerprint).sort()).toEqual(
      [ratings.fingerprint, summary.fingerprint].sort(),
    );
    const { itemInfo, ratings: stars } = await later.open(summary.fingerprint);
    expect(itemInfo!.descriptions).toEqual([movies[0]!.plot, movies[1]!.plot, '']);
    expect([...stars]).toEqual([5, 4, 3]);
    expect((await later.open(ratings.fingerprint)).itemInfo!.descriptions).toBeNull();
  });

  it('is a data set of its own without ratings, whose figures are all numbers', async () => {
    const service = visit();
    const { summary, join } = await take(service, looseFiles({ 'plots.json': json }), null);
    expect(join).toBeNull();
    expect(summary).toMatchObject({
      name: 'plots',
      numUsers: 0,
      numItems: 3,
      numInteractions: 0,
      sparsity: 1,
      meanRating: 0,
      ratingCounts: [],
      userActivity: [],
      sampleRows: [],
      timeSpan: null,
    });
    expect(summary.plots).toMatchObject({ numTexts: 2, numWithGenres: 3 });
    const dataset = await service.open(summary.fingerprint);
    expect(dataset.itemIds).toEqual(['1', '2', '9']);
    const { data } = defaultSpec();
    expect(applyFilters(dataset, { ...data, positiveFrom: 4, minItemInteractions: 5 }).dataset).toBe(dataset);
    await expect(service.planSplit(summary.fingerprint, defaultSpec())).rejects.toThrow(
      '“plots” has no ratings',
    );
  });

  it('stops at more than 1 % of rows that cannot be used, and goes on when told to', async () => {
    const service = visit();
    const files = looseFiles({
      'plots.json': JSON.stringify([...movies, { movieId: 10, title: '', plot: 'x' }]).replace(
        '"movieId":10',
        '"movieId":""',
      ),
    });
    const { guess: mapping } = await asked(service, files);
    const plots = { mapping, joinTo: null, genresFrom: 'plots' as const };
    const stopped = await service.importFiles(files, { kind: 'plots', plots }, () => {});
    expect(stopped).toMatchObject({
      status: 'too-many-malformed',
      report: { malformed: 1, examples: [{ line: 1, reason: 'the id is empty' }] },
    });
    expect(await service.list()).toEqual([]);
    const done = await service.importFiles(files, { kind: 'plots', plots, acceptMalformed: true }, () => {});
    expect(imported(done).summary.numItems).toBe(3);
  });

  it('notes that there are no genres, or only one', async () => {
    const notes = async (rows: object[]): Promise<string[]> =>
      (await take(visit(), looseFiles({ 'plots.json': JSON.stringify(rows) }), null)).report.notes;
    expect(await notes([{ title: 'A', plot: 'x y' }])).toEqual([
      'No movie has a genre: models that predict genres cannot be trained on this data.',
    ]);
    expect(
      await notes([
        { title: 'A', genre: 'Drama', plot: 'x y' },
        { title: 'B', plot: 'z' },
      ]),
    ).toEqual(['Every genre is “Drama”: models that predict genres have nothing to tell apart.']);
  });

  it('loses nothing when it cannot be read or joined', async () => {
    const service = visit();
    const { fingerprint } = imported(await service.importFiles(ratingFiles, {}, () => {})).summary;
    const cut = looseFiles({ 'plots.json': json.slice(0, -30) });
    await expect(service.importFiles(cut, {}, () => {})).rejects.toThrow(
      'plots.json breaks off within what starts in line 1',
    );
    const foreign = looseFiles({ 'plots.json': JSON.stringify([{ title: 'Nine', year: 2009, plot: 'x' }]) });
    await expect(take(service, foreign, fingerprint)).rejects.toThrow('No item of “ratings.dat”');
    await expect(take(service, foreign, 'f'.repeat(64))).rejects.toMatchObject({ code: 'data-missing' });
    expect(await service.list()).toHaveLength(1);
  });

  it('is asked for where JSON holds no texts', async () => {
    const files = looseFiles({ 'list.json': '[{"a": 1}]' });
    await expect(visit().importFiles(files, {}, () => {})).rejects.toThrow('Plots as JSON or as a table');
  });
});
