/** Any table with a column of users and one of items; which columns they are is asked unless it was told. */
import type { ColumnMapping, MappingQuestion, TableChoice, TableUse } from '../../protocol/dataService';
import { AppError } from '../../protocol/errors';
import { readHead, type DataFile, type FileSet } from '../archive';
import { Fields, readNumber } from '../fields';
import { growingDoubles, growingFloats } from '../growingColumn';
import { IdColumn } from '../idColumn';
import { checkIsText, scanLines } from '../lines';
import type { RawDataset } from '../rawDataset';
import { explainUnreadable } from '../ratingRows';
import { joinTables, type UsedTable } from '../tables/joinTables';
import { isOfInteractions, sortTables } from '../tables/sortTables';
import type { DataFormat, ReadContext } from './format';
import { askForMapping } from './mappingGuess';
import { orderNote } from './movielens';
import { tablesOf } from './tableFiles';
import { readTime, toSeconds } from './timeColumn';

const headBytes = 1 << 16;

export const delimited: DataFormat = {
  id: 'delimited',
  label: 'Table',
  help: 'Any CSV or TSV file with a row per rating or click; you choose the columns.',
  detect: (set) => (tablesOf(set).length > 0 ? { fit: 'fallback', missing: [] } : null),
  read: async (set, context) => {
    const { choices, isUnclear } = context.tables
      ? { choices: context.tables, isUnclear: false }
      : await sortTables(set);
    const tables = usedTables(set, choices);
    if (!context.mapping) {
      const question = await askAbout(tables[0]!.file);
      return { ...question, tables: choices, asks: isUnclear ? ['tables', ...question.asks] : question.asks };
    }
    const used: UsedTable[] = [];
    for (const { file, use } of tables)
      used.push({ raw: await readTable(file, context.mapping, context), use });
    context.report.notes.push(...tablesNotes(tables));
    return joinTables(used, set.label);
  },
};

/** How several tables were taken together. */
function tablesNotes(tables: { file: DataFile; use: TableUse }[]): string[] {
  if (tables.length < 2) return [];
  const list = tables.map(({ file, use }) => (use === 'interactions' ? file.path : `${file.path} (${use})`));
  return tables.some(({ use }) => use === 'test')
    ? [`Read as the parts of a split: ${list.join(', ')}. Choose the split “Predefined” to use it.`]
    : [`Read as one table: ${list.join(', ')}.`];
}

async function askAbout(file: DataFile): Promise<MappingQuestion> {
  const head = await readHead(file, headBytes);
  checkIsText(file, head);
  return askForMapping(file.path, new TextDecoder().decode(head));
}

/** @throws AppError `bad-file` when none of the files is chosen for interactions. */
function usedTables(set: FileSet, choices: TableChoice[]): { file: DataFile; use: TableUse }[] {
  const tables = choices
    .filter(({ use }) => isOfInteractions(use))
    .flatMap(({ file: path, use }) => {
      const file = set.files.find((candidate) => candidate.path === path);
      return file ? [{ file, use }] : [];
    });
  if (tables.length > 0) return tables;
  throw new AppError(
    'bad-file',
    'None of the tables is chosen for interactions.',
    'Say which table has the ratings or clicks.',
  );
}

async function readTable(
  file: DataFile,
  mapping: ColumnMapping,
  { report, work }: ReadContext,
): Promise<RawDataset> {
  const { item, rating, timestamp } = mapping;
  const user = mapping.session ?? mapping.user;
  if (user === null)
    throw new AppError(
      'bad-file',
      `No column of ${file.path} is chosen for users or for sessions.`,
      'Choose the column that says who had the item.',
    );
  if (user === item)
    throw new AppError(
      'bad-file',
      `The same column of ${file.path} is chosen for users and for items.`,
      'Choose two different columns.',
    );
  const users = new IdColumn();
  const items = new IdColumn();
  const ratings = growingFloats();
  const timestamps = growingDoubles();
  const fields = new Fields(mapping.delimiter);
  const { starts, ends } = fields;
  const needed = 1 + Math.max(user, item, rating ?? 0, timestamp ?? 0);
  const rows = report.forFile(file, (bad) => explainUnreadable(file, mapping.delimiter, bad));
  /** Adds a row; returns what is wrong with it, '' when nothing is. */
  const addRow = (bytes: Uint8Array, start: number, end: number): string => {
    const width = fields.split(bytes, start, end);
    if (width < needed) return `has ${width} columns, at least ${needed} are needed`;
    const stars = rating === null ? 1 : readNumber(bytes, starts[rating]!, ends[rating]!);
    if (!Number.isFinite(stars)) return 'the rating is not a number';
    const time = timestamp === null ? 0 : readTime(bytes, starts[timestamp]!, ends[timestamp]!);
    if (!Number.isFinite(time)) return 'the time is neither a number nor a date such as 2014-04-07 10:51:09';
    if (!users.push(bytes, starts[user]!, ends[user]!)) return 'the user id is empty';
    if (!items.push(bytes, starts[item]!, ends[item]!)) {
      users.pop();
      return 'the item id is empty';
    }
    ratings.push(stars);
    timestamps.push(time);
    return '';
  };
  let headerAhead = mapping.hasHeader;
  await scanLines(file, work, (bytes, start, end, line) => {
    if (headerAhead) {
      headerAhead = false;
      return;
    }
    const fault = addRow(bytes, start, end);
    if (fault === '') rows.good();
    else rows.bad(bytes, start, end, line, fault);
  });
  rows.finish();
  const times = timestamps.join();
  const time = timestamp === null ? 'none' : toSeconds(times);
  if (time === 'order') report.notes.push(orderNote);
  if (rating === null) report.notes.push('There is no rating column: every row counts as a rating of 1.');
  return {
    name: file.name.replace(/\.[a-z]+$/i, ''),
    source: 'imported',
    time,
    repeats: false,
    users: users.join(),
    items: items.join(),
    ratings: ratings.join(),
    timestamps: times,
    ratingScale: null,
    itemInfo: null,
    genreNames: null,
    predefinedSplits: [],
    oracle: null,
  };
}
