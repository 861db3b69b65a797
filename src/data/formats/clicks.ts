/**
 * Logs of clicks: tables of session, item and time, as those of the RecSys Challenge 2015 (YOOCHOOSE). A session stands
 * as a user, and every click counts. NAME_train_full and NAME_test become one data set with the partition "full";
 * NAME_train_tr and NAME_train_valid, which are parts of the former, its partition "tuning".
 */
import { counted } from '../counted';
import { RowReport } from '../rowReport';
import type { RawSplit } from '../rawDataset';
import { findClickFiles, type ClickFiles } from './clickFiles';
import { placesAmong, readClickRows, type ClickRows } from './clickRows';
import type { DataFormat, ReadContext } from './format';
import { orderNote } from './movielens';
import { toSeconds } from './timeColumn';

const train = 0;
const test = 1;
const neither = 2;

export const clicks: DataFormat = {
  id: 'clicks',
  label: 'Clicks in sessions',
  help: 'A table with columns SessionId, ItemId and Time, or NAME_train_full and NAME_test of such.',
  detect: async (set) => ((await findClickFiles(set)) ? { fit: 'known', missing: [] } : null),
  read: async (set, { report, work }) => {
    const files = (await findClickFiles(set))!;
    const tables = files.test ? [files.train, files.test] : [files.train];
    const rows = await readClickRows(tables, report, work);
    const numRows = rows.times.length;
    const numTrain = rows.ends[0]!;
    const predefinedSplits: RawSplit[] = [];
    if (files.test) {
      const parts = new Uint8Array(numRows).fill(test, numTrain);
      predefinedSplits.push({ name: 'full', group: 'full', parts, candidates: null });
    }
    if (files.tuning) predefinedSplits.push(await readTuning(files.tuning, rows, { report, work }));
    const time = toSeconds(rows.times);
    if (time === 'order') report.notes.push(orderNote);
    return {
      name: files.name,
      source: 'imported',
      time,
      repeats: true,
      users: rows.sessions,
      items: rows.items,
      ratings: new Float32Array(numRows).fill(1),
      timestamps: rows.times,
      ratingScale: { min: 1, max: 1, step: 1 },
      itemInfo: null,
      genreNames: null,
      predefinedSplits,
      oracle: null,
    };
  },
};

async function readTuning(
  tuning: NonNullable<ClickFiles['tuning']>,
  rows: ClickRows,
  { report, work }: Pick<ReadContext, 'report' | 'work'>,
): Promise<RawSplit> {
  const side = new RowReport();
  const members = await readClickRows([tuning.train, tuning.validation], side, work);
  report.noteBadRowsOf(side);
  const parts = new Uint8Array(rows.times.length).fill(neither);
  let unknown = 0;
  placesAmong(rows, members).forEach((place, row) => {
    if (place < 0) unknown++;
    else parts[place] = row < members.ends[0]! ? train : test;
  });
  if (unknown > 0)
    report.notes.push(
      `Not among the clicks, so left out of the partition tuning: ${counted(unknown, 'row')}.`,
    );
  return { name: 'tuning', group: 'tuning', parts, candidates: null };
}
