/** Which of the files hold clicks, where their columns are, and which parts of a published partition they are. */
import { readHead, type DataFile, type FileSet } from '../archive';
import { parseIsoSeconds } from '../isoTime';
import { headerNames, plainName } from './mappingGuess';
import { tablesOf } from './tableFiles';

/** Columns from 0. */
export interface ClickLayout {
  separator: string;
  hasHeader: boolean;
  session: number;
  item: number;
  time: number;
}

export interface ClickTable {
  file: DataFile;
  layout: ClickLayout;
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

const headBytes = 1 << 12;
/** Files looked into; a set of clicks has four. */
const mostTables = 64;
const separators = ['\t', ',', ';', '|', '::', ' '];
const sessionNames = ['sessionid', 'session'];

/** The files of clicks of the most complete partition, else the largest one alone; null where there is none. */
export async function findClickFiles(set: FileSet): Promise<ClickFiles | null> {
  const tables: ClickTable[] = [];
  for (const file of tablesOf(set).slice(0, mostTables)) {
    const layout = layoutOf(file.name, new TextDecoder('latin1').decode(await readHead(file, headBytes)));
    if (layout) tables.push({ file, layout });
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

/** By the names in the header; null where sessions, items and times are not all there, or ratings are. */
function layoutOf(fileName: string, head: string): ClickLayout | null {
  const line = head.replace(/^ï»¿/, '').split(/\r?\n/, 1)[0]!;
  for (const separator of separators) {
    const cells = line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    if (cells.length < 3) continue;
    // RecBole writes the type behind the name: "session_id:token".
    const names = cells.map((cell) => plainName(cell.split(':')[0]!));
    const find = (known: readonly string[]): number => names.findIndex((name) => known.includes(name));
    const [session, item, time] = [sessionNames, headerNames.item, headerNames.timestamp].map(find) as [
      number,
      number,
      number,
    ];
    const isHeader = session >= 0 && item >= 0 && time >= 0 && find(headerNames.rating) < 0;
    if (isHeader) return { separator, hasHeader: true, session, item, time };
    if (isYoochooseRow(fileName, cells)) return { separator, hasHeader: false, session: 0, item: 2, time: 1 };
  }
  return null;
}

/** The clicks of the RecSys Challenge 2015 as published, without a header: session, time, item, category. */
const isYoochooseRow = (fileName: string, [session, time, item]: string[]): boolean =>
  /click/i.test(fileName) &&
  /^\d+$/.test(session!) &&
  Number.isFinite(parseIsoSeconds(time!)) &&
  /^\d+$/.test(item!);
