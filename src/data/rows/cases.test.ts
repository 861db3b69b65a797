/** The files that people have, read as the terminal reads them: by the guess alone. */
import { existsSync, openAsBlob, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SourceFile } from '../../protocol/dataService';
import { importByGuess } from '../../testing/importByGuess';

const folder = new URL('../../../../shared/cases/', import.meta.url);
const isThere = existsSync(new URL('expected.json', folder));
interface Expected {
  u: number;
  i: number;
  n: number | number[];
}
const expected = isThere
  ? (JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as Record<string, Expected>)
  : {};

const blobOf = async (name: string): Promise<SourceFile> => ({
  path: name.split('/').at(-1)!,
  blob: await openAsBlob(new URL(name, folder)),
});
const read = async (...names: string[]) => importByGuess(await Promise.all(names.map(blobOf)));

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const years = (times: Float64Array): Set<number> =>
  new Set(Array.from(times, (time) => new Date(time * 1000).getUTCFullYear()));

describe.skipIf(!isThere)(
  isThere ? 'the layouts of the field' : 'the layouts of the field (skipped: ../shared/cases is not there)',
  () => {
    it.each(Object.entries(expected))('are read by the guess: %s', async (name, { u, i, n }) => {
      const { dataset, report } = await read(name);
      expect({ u: dataset.numUsers, i: dataset.numItems }).toEqual({ u, i });
      expect([n].flat()).toContain(dataset.ratings.length);
      expect(report.malformed).toBe(0);
    });

    it('keep decimal commas, titles with line breaks, and rated rows alone', async () => {
      expect(mean((await read('excel.csv')).dataset.ratings)).toBeCloseTo(3.425, 3);
      const { itemIds, itemInfo } = (await read('titles.csv')).dataset;
      expect(itemInfo!.titles[itemIds.indexOf('42')]).toBe('Film 42\nPart "two"');
      expect(mean((await read('anime_rating.csv')).dataset.ratings)).toBeCloseTo(8.55, 2);
      const { ratingScale } = (await read('BX-Book-Ratings.csv')).dataset;
      expect(ratingScale.min).toBeGreaterThan(0);
    });

    it('have their times in the years that they are of', async () => {
      for (const name of ['iso.csv', 'usdate.csv'])
        expect(years((await read(name)).dataset.timestamps)).toEqual(new Set([2019]));
      expect(years((await read('micro.csv')).dataset.timestamps)).toEqual(new Set([2004, 2005]));
    });

    it('put the views of a session in the order of day and time within', async () => {
      const { dataset } = await read('item-views.csv');
      expect(dataset).toMatchObject({ time: 'seconds', repeats: true });
      expect(dataset.timestamps[0]).toBe(Date.UTC(2016, 4, 2) / 1000 + 75.37);
    });

    it('read nanoseconds as the milliseconds beside them', async () => {
      const inMs = (await read('time-nanoseconds/time_ms.csv')).dataset;
      const inNs = (await read('time-nanoseconds/time_ns.csv')).dataset;
      expect(inNs.fingerprint).toBe(inMs.fingerprint);
      expect(years(inNs.timestamps)).toEqual(new Set([2014]));
    });

    it('read ratings.csv by what it holds: ids of text, and past 2^31', async () => {
      const counts = { numUsers: 30, numItems: 24 };
      const text = await read('ratings-csv-text-ids/ratings.csv');
      expect(text.dataset).toMatchObject({ ...counts, userIds: expect.arrayContaining(['u1']) as string[] });
      const blob = (await blobOf('ratings-csv-text-ids/ratings_64bit_rename_to_ratings.csv')).blob;
      const large = await importByGuess([{ path: 'ratings.csv', blob }]);
      expect(large.dataset).toMatchObject(counts);
      expect([text, large].map(({ dataset, report }) => [dataset.ratings.length, report.malformed])).toEqual([
        [240, 0],
        [240, 0],
      ]);
    });

    it('take the scale from the ratings, whatever the file is called', async () => {
      const tweets = await read('scale-0-10-dat/ratings.dat', 'scale-0-10-dat/movies.dat');
      const table = await read('scale-0-10-dat/table.csv');
      expect(tweets.dataset.ratingScale).toEqual({ min: 6, max: 10, step: 1 });
      expect(tweets.dataset.ratingScale).toEqual(table.dataset.ratingScale);
      expect(tweets.dataset.itemInfo!.titles[0]).toBe('Title 1');
    });

    it('believe the names of RecBole before the places of columns', async () => {
      const swapped = await read('recbole-typed-header/recbole_swapped.inter');
      expect(swapped.question!.guess).toMatchObject({ user: 1, item: 0, rating: 2, timestamp: 3 });
      const order = await read('recbole-typed-header/order.inter');
      expect(order.question!.guess).toMatchObject({ user: 0, item: 1, rating: null, timestamp: 2 });
      expect(order.dataset.time).toBe('order');
    });

    it.each(['reviews_5.jsonl', 'yelp_academic_dataset_review.json'])('read reviews: %s', async (name) => {
      const { dataset, report, question } = await read(`jsonl-reviews/${name}`);
      expect(question!.asks).toEqual([]);
      expect(dataset).toMatchObject({ time: 'seconds', ratingScale: { min: 1, max: 5, step: 1 } });
      expect(report.malformed).toBe(0);
    });

    it('read both tables of a partition', async () => {
      const { dataset } = await read('train-and-test-tables/train.csv', 'train-and-test-tables/test.csv');
      expect(dataset.ratings).toHaveLength(240);
      expect(dataset.predefinedSplits).toHaveLength(1);
    });
  },
);
