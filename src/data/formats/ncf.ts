/**
 * The files of the NCF paper (He et al., WWW 2017): NAME.train.rating, NAME.test.rating, NAME.test.negative. They
 * become one data set with the partition "ncf", whose frozen candidates are the negatives of each user; the
 * held-out item itself is not among them.
 */
import type { DataFile, FileSet } from '../archive';
import { findFile } from '../archive';
import { readId } from '../fields';
import { growingInts } from '../growingColumn';
import { scanLines } from '../lines';
import { explainUnreadable, plainLayout, readRatingRows, type RatingRows } from '../ratingRows';
import { RowReport } from '../rowReport';
import type { Work } from '../work';
import type { DataFormat } from './format';
import { nameRelease, timeKindOf } from './movielens';

const suffixes = ['.train.rating', '.test.rating', '.test.negative'];

export const ncf: DataFormat = {
  id: 'ncf',
  label: 'NCF leave-one-out files',
  help: 'NAME.train.rating, NAME.test.rating and NAME.test.negative of the NCF paper.',
  detect: (set) => {
    const prefix = prefixOf(set);
    if (prefix === null) return null;
    const missing = suffixes
      .filter((suffix) => !findFile(set, prefix + suffix))
      .map((suffix) => prefix + suffix);
    // Without negatives they are the parts of any partition.
    if (missing.length === 1 && missing[0]!.endsWith('.negative')) return null;
    return { fit: 'known', missing };
  },
  read: async (set, { report, work }) => {
    const prefix = prefixOf(set)!;
    const [trainFile, testFile, negativeFile] = suffixes.map((suffix) => findFile(set, prefix + suffix)!);
    const train = await readRatingRows(trainFile!, plainLayout('\t'), report, work);
    const test = await readRatingRows(testFile!, plainLayout('\t'), report, work);
    const side = new RowReport();
    const negatives = await readNegatives(negativeFile!, side, work);
    report.noteBadRowsOf(side);
    const time = timeKindOf(train, report);
    if (time === 'order') placeLast(train, test);
    const numRows = train.users.length + test.users.length;
    const parts = new Uint8Array(numRows);
    parts.fill(1, train.users.length);
    const release = nameRelease(numRows, prefix);
    return {
      name: `${release}, NCF split`,
      source: 'imported',
      time,
      repeats: false,
      users: join(new Int32Array(numRows), train.users, test.users),
      items: join(new Int32Array(numRows), train.items, test.items),
      ratings: join(new Float32Array(numRows), train.ratings, test.ratings),
      timestamps: join(new Float64Array(numRows), train.timestamps, test.timestamps),
      ratingScale: null,
      itemInfo: null,
      genreNames: null,
      predefinedSplits: [{ name: 'ncf', group: 'ncf', parts, candidates: negatives }],
      oracle: null,
    };
  },
};

/** The NAME of the most complete set of files, in alphabetical order among equals. */
function prefixOf(set: FileSet): string | null {
  const counts = new Map<string, number>();
  for (const { name } of set.files) {
    const suffix = suffixes.find((end) => name.endsWith(end));
    if (suffix) {
      const prefix = name.slice(0, -suffix.length);
      counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    }
  }
  const best = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0];
  return best ? best[0] : null;
}

function join<T extends Int32Array | Float32Array | Float64Array>(whole: T, a: T, b: T): T {
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}

/** Gives test rows the place after the user's last one in train, where train has places and test has seconds. */
function placeLast(train: RatingRows, test: RatingRows): void {
  const last = new Map<number, number>();
  train.users.forEach((user, row) => last.set(user, Math.max(last.get(user) ?? 0, train.timestamps[row]!)));
  test.users.forEach((user, row) => (test.timestamps[row] = (last.get(user) ?? 0) + 1));
}

/** Lines of `(user,item)<tab>negative<tab>negative ...` as (user, negative) pairs. */
async function readNegatives(
  file: DataFile,
  report: RowReport,
  work: Work,
): Promise<{ users: Int32Array; items: Int32Array }> {
  const users = growingInts();
  const items = growingInts();
  const rows = report.forFile(file, (bad) => explainUnreadable(file, '\t', bad));
  const comma = 44;
  const tab = 9;
  await scanLines(file, work, (bytes, start, end, line) => {
    const separator = bytes.indexOf(comma, start);
    const user = bytes[start] === 40 && separator < end ? readId(bytes, start + 1, separator) : -1;
    if (user < 0) {
      rows.bad(bytes, start, end, line, 'does not begin with (user,item)');
      return;
    }
    const before = items.length;
    let faulty = 0;
    for (let at = bytes.indexOf(tab, start); at >= 0 && at + 1 < end;) {
      const next = bytes.indexOf(tab, at + 1);
      const item = readId(bytes, at + 1, next < 0 || next > end ? end : next);
      if (item < 0) faulty++;
      else {
        users.push(user);
        items.push(item);
      }
      at = next;
    }
    if (faulty > 0) rows.bad(bytes, start, end, line, `lists ${faulty} negatives that are not whole numbers`);
    else if (items.length === before) rows.bad(bytes, start, end, line, 'lists no item');
    else rows.good();
  });
  rows.finish();
  return { users: users.join(), items: items.join() };
}
