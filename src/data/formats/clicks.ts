/**
 * Logs of clicks: tables of session, item and time, as those of the RecSys Challenge 2015 (YOOCHOOSE). A session stands
 * as a user, and every click counts. NAME_train_full and NAME_test become one data set with the partition "full";
 * NAME_train_tr and NAME_train_valid, which are parts of the former, its partition "tuning".
 */
import { counted } from '../counted';
import type { RawDataset, RawSplit } from '../rawDataset';
import { RowReport } from '../rowReport';
import { readTable } from '../rows/readTable';
import { joinTables, type UsedTable } from '../tables/joinTables';
import { findClickFiles, type ClickFiles, type ClickTable } from './clickFiles';
import { placesAmong } from './clickRows';
import type { DataFormat, ReadContext } from './format';

const train = 0;
const test = 1;
const neither = 2;

export const clicks: DataFormat = {
  id: 'clicks',
  label: 'Clicks in sessions',
  help: 'A table with columns SessionId, ItemId and Time, or NAME_train_full and NAME_test of such.',
  detect: async (set) => ((await findClickFiles(set)) ? { fit: 'known', missing: [] } : null),
  read: async (set, context) => {
    const files = (await findClickFiles(set))!;
    const { rows, numFirst } = await readClicks(
      files.test ? [files.train, files.test] : [files.train],
      context,
    );
    const predefinedSplits: RawSplit[] = [];
    if (files.test) {
      const parts = new Uint8Array(rows.ratings.length).fill(test, numFirst);
      predefinedSplits.push({ name: 'full', group: 'full', parts, candidates: null });
    }
    if (files.tuning) predefinedSplits.push(await readTuning(files.tuning, rows, context));
    return { ...rows, name: files.name, predefinedSplits };
  },
};

type Context = Pick<ReadContext, 'report' | 'work'>;

/** The rows of some files, one file after another, and how many of them are of the first. */
async function readClicks(
  tables: readonly ClickTable[],
  context: Context,
): Promise<{ rows: RawDataset; numFirst: number }> {
  const used: UsedTable[] = [];
  for (const { file, mapping } of tables)
    used.push({ raw: await readTable(file, mapping, context), use: 'interactions' });
  return { rows: joinTables(used, ''), numFirst: used[0]!.raw.ratings.length };
}

async function readTuning(
  tuning: NonNullable<ClickFiles['tuning']>,
  rows: RawDataset,
  { report, work }: Context,
): Promise<RawSplit> {
  const side = new RowReport();
  const members = await readClicks([tuning.train, tuning.validation], { report: side, work });
  report.noteBadRowsOf(side);
  const parts = new Uint8Array(rows.ratings.length).fill(neither);
  let unknown = 0;
  placesAmong(rows, members.rows).forEach((place, row) => {
    if (place < 0) unknown++;
    else parts[place] = row < members.numFirst ? train : test;
  });
  if (unknown > 0)
    report.notes.push(
      `Not among the clicks, so left out of the partition tuning: ${counted(unknown, 'row')}.`,
    );
  return { name: 'tuning', group: 'tuning', parts, candidates: null };
}
