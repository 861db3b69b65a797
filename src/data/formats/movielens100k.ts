/** MovieLens 100K: u.data (tabs), u.item, u.user and u.genre (bars, Latin-1), and the published partitions u1-u5, ua, ub. */
import { findFile, readText, type DataFile, type FileSet } from '../archive';
import { counted } from '../counted';
import { PairIndex } from '../pairIndex';
import type { RawItem, RawSplit } from '../rawDataset';
import { plainLayout, readRatingRows, type RatingRows } from '../ratingRows';
import { RowReport } from '../rowReport';
import { firstRows, glance } from '../rows/firstRows';
import type { DataFormat, ReadContext } from './format';
import { nameRelease, parseTitle, starsOf, timeKindOf } from './movielens';
import { readUsers, userLayouts } from './movielensUsers';

const partitions = [
  ...['u1', 'u2', 'u3', 'u4', 'u5'].map((name) => ({ name, group: 'u1-u5' })),
  ...['ua', 'ub'].map((name) => ({ name, group: 'ua-ub' })),
];
const train = 0;
const test = 1;
const neither = 2;
/** Fields of u.item before the genre flags: id, title, release date, video date, address. */
const fieldsBeforeGenres = 5;

export const movielens100k: DataFormat = {
  id: 'movielens-100k',
  label: 'MovieLens 100K',
  help: 'ml-100k.zip, or u.data with u.item, u.user, u.genre and the u1-u5, ua and ub files.',
  detect: async (set) => {
    const ratings = findFile(set, 'u.data');
    if (ratings) return (await isOfMovieLens(ratings)) ? { fit: 'known', missing: [] } : null;
    const hasOthers = findFile(set, 'u.item') ?? findFile(set, 'u1.base');
    return hasOthers ? { fit: 'known', missing: ['u.data'] } : null;
  },
  read: async (set, { report, work }) => {
    const rows = await readRatingRows(findFile(set, 'u.data')!, plainLayout('\t'), report, work);
    const genreFile = findFile(set, 'u.genre');
    const genreNames = genreFile ? await readGenres(genreFile) : null;
    const itemFile = findFile(set, 'u.item');
    if (!itemFile) report.notes.push('There is no u.item among the files: items are shown by their id.');
    return {
      name: nameRelease(rows.ratings.length, set.label),
      source: 'imported',
      time: timeKindOf(rows, report),
      repeats: false,
      ...rows,
      ratingScale: starsOf(rows.ratings),
      itemInfo: itemFile ? await readItems(itemFile, genreNames, report) : null,
      genreNames,
      userAttributes: await readUsers(findFile(set, 'u.user'), userLayouts.bars, report),
      predefinedSplits: await readPartitions(set, rows, { report, work }),
      oracle: null,
    };
  },
};

/** By its first row, which may be a header; a u.data of another making is left to the table import. */
async function isOfMovieLens(file: DataFile): Promise<boolean> {
  const rows = await firstRows(
    file,
    { layout: 'table', delimiter: '\t', hasHeader: false, fields: null },
    glance,
  );
  const areWhole = (row: string[] | undefined): boolean =>
    row?.length === 4 && row.slice(0, 2).every((id) => /^\d{1,10}$/.test(id));
  return areWhole(rows[0]) || areWhole(rows[1]);
}

async function readGenres(file: DataFile): Promise<string[]> {
  const lines = (await readText(file)).split(/\r?\n/);
  return lines.flatMap((line) => line.split('|')[0] || []);
}

async function readItems(file: DataFile, genreNames: string[] | null, report: RowReport): Promise<RawItem[]> {
  report.used.add(file);
  const items: RawItem[] = [];
  const bad: number[] = [];
  (await readText(file)).split(/\r?\n/).forEach((line, index) => {
    if (line === '') return;
    const fields = line.split('|');
    if (fields.length < fieldsBeforeGenres || !/^\d+$/.test(fields[0]!)) {
      bad.push(index + 1);
      return;
    }
    const { title, year } = parseTitle(fields[1]!);
    const flags = fields.slice(fieldsBeforeGenres);
    const genres = (genreNames ?? []).filter((_, genre) => flags[genre] === '1');
    // "01-Jan-1995": the few films whose title has no year.
    const released = Number(/(\d{4})$/.exec(fields[2]!)?.[1] ?? 0);
    items.push({ id: String(Number(fields[0])), title, year: year || released, genres, description: '' });
  });
  if (bad.length > 0)
    report.notes.push(
      `${counted(bad.length, 'line')} of ${file.path} could not be read, the first is line ${bad[0]}.`,
    );
  return items;
}

async function readPartitions(
  set: FileSet,
  rows: RatingRows,
  { report, work }: Pick<ReadContext, 'report' | 'work'>,
): Promise<RawSplit[]> {
  const splits: RawSplit[] = [];
  const side = new RowReport();
  let index: PairIndex | null = null;
  for (const { name, group } of partitions) {
    const base = findFile(set, `${name}.base`);
    const held = findFile(set, `${name}.test`);
    if (!base || !held) {
      if (base ?? held)
        report.notes.push(
          `The partition ${name} was left out: ${name}.${base ? 'test' : 'base'} is not there.`,
        );
      continue;
    }
    index ??= new PairIndex(rows.users, rows.items);
    const parts = new Uint8Array(rows.users.length).fill(neither);
    let unknown = 0;
    for (const [file, part] of [
      [base, train],
      [held, test],
    ] as const) {
      const members = await readRatingRows(file, plainLayout('\t'), side, work);
      for (let i = 0; i < members.users.length; i++) {
        const row = index.find(members.users[i]!, members.items[i]!);
        if (row < 0) unknown++;
        else parts[row] = part;
      }
    }
    if (unknown > 0)
      report.notes.push(
        `${counted(unknown, 'row')} of the partition ${name} not found in u.data and left out.`,
      );
    splits.push({ name, group, parts, candidates: null });
  }
  report.noteBadRowsOf(side);
  return splits;
}
