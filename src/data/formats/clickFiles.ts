/** Which of the files hold clicks, where their columns are, and which parts of a published partition they are. */
import type { ColumnMapping, MappingQuestion } from '../../protocol/dataService';
import { AppError } from '../../protocol/errors';
import type { DataFile, FileSet } from '../archive';
import { parseDate } from '../dates';
import { glance } from '../rows/firstRows';
import { headerNames, plainName } from './headerNames';
import { askAboutTable } from './mappingGuess';
import { plainMapping } from './plainMapping';
import { tablesOf } from './tableFiles';

export interface ClickTable {
  file: DataFile;
  mapping: ColumnMapping;
}

export interface ClickFiles {
  /** What the names of the files have in common. */
  name: string;
  /** All clicks, or those to train on where a test part is there. */
  train: ClickTable;
  test: ClickTable | null;
  /** Parts of `train`, to choose parameters by. */
  tuning: { train: ClickTable; validation: ClickTable } | null;
}

/** Files looked into; a set of clicks has four. */
const mostTables = 64;

/** The files of clicks of the most complete partition, else the largest one alone; null where there is none. */
export async function findClickFiles(set: FileSet): Promise<ClickFiles | null> {
  const tables: ClickTable[] = [];
  for (const file of tablesOf(set).slice(0, mostTables)) {
    const mapping = await mappingOf(file);
    if (mapping) tables.push({ file, mapping });
  }
  const largest = tables[0];
  if (!largest) return null;
  const names = [...new Set(tables.map(({ file }) => partOf(file).name))];
  const partitions = names.map((name) => partitionOf(name, tables)).filter((found) => found !== null);
  const best = partitions.sort((a, b) => countFiles(b) - countFiles(a) || (a.name < b.name ? -1 : 1))[0];
  return best ?? { name: stemOf(largest.file), train: largest, test: null, tuning: null };
}

const stemOf = ({ name }: DataFile): string => name.replace(/\.[a-z]+$/i, '');

/** "NAME_train_full" to its name and part; '' for the part where the file is no part of anything. */
function partOf(file: DataFile): { name: string; part: string } {
  const match = /^(.*?)[_.-]?(train_full|train_tr|train_valid|train|test)$/i.exec(stemOf(file));
  return match ? { name: match[1]!, part: match[2]!.toLowerCase() } : { name: stemOf(file), part: '' };
}

/** Null without a part to train on and another one. */
function partitionOf(name: string, tables: ClickTable[]): ClickFiles | null {
  const find = (part: string): ClickTable | null =>
    tables.find(({ file }) => partOf(file).name === name && partOf(file).part === part) ?? null;
  const train = find('train_full') ?? find('train');
  const test = find('test');
  const [tuningTrain, validation] = [find('train_tr'), find('train_valid')];
  const tuning = tuningTrain && validation && { train: tuningTrain, validation };
  return train && (test ?? tuning) ? { name: name || 'Clicks', train, test, tuning } : null;
}

const countFiles = ({ test, tuning }: ClickFiles): number =>
  Number(test !== null) + 2 * Number(tuning !== null);

/** How a file of clicks is read: by names of sessions, items and times; null where they are not all there, or ratings are. */
async function mappingOf(file: DataFile): Promise<ColumnMapping | null> {
  const question = await askedAbout(file);
  if (!question) return null;
  const { guess, columns, rows } = question;
  if (guess.layout !== 'table') return null;
  if (!guess.hasHeader) return /click/i.test(file.name) ? yoochooseMapping(guess, columns, rows) : null;
  const isLog = guess.session !== null && guess.timestamp !== null && guess.event === null;
  const hasItem = headerNames.item.includes(plainName(columns[guess.item]!));
  return isLog && hasItem && guess.rating === null ? { ...guess, user: null } : null;
}

/** Null for what is no table. */
async function askedAbout(file: DataFile): Promise<MappingQuestion | null> {
  try {
    return await askAboutTable(file, undefined, glance);
  } catch (thrown) {
    if (thrown instanceof AppError) return null;
    throw thrown;
  }
}

/** The clicks of the RecSys Challenge 2015 as published, without a header: session, time, item, category. */
function yoochooseMapping(guess: ColumnMapping, columns: string[], rows: string[][]): ColumnMapping | null {
  const areClicks = rows.every(
    ([session = '', time = '', item = '']) =>
      /^\d+$/.test(session) && Number.isFinite(parseDate(time, 'ymd')) && /^\d+$/.test(item),
  );
  if (columns.length < 3 || rows.length === 0 || !areClicks) return null;
  const { delimiter } = guess;
  const columnsOfClicks = { session: 0, user: null, item: 2, timestamp: 1, dateOrder: 'ymd' as const };
  return { ...plainMapping, delimiter, hasHeader: false, ...columnsOfClicks, repeats: true };
}
