/**
 * What the tables among the files are: interactions, whole or in parts, items, users, or nothing that is read. By their
 * headers, first rows and names; what is read of items and users is found out by their ids, see `sideTables.ts`.
 */
import type { TableChoice, TableUse } from '../../protocol/dataService';
import { AppError } from '../../protocol/errors';
import type { DataFile, FileSet } from '../archive';
import { textHead } from '../encoding';
import { splitTable } from '../formats/guessReading';
import { headerNames, plainName, whoNames } from '../formats/headerNames';
import { tablesOf } from '../formats/tableFiles';
import { isJson } from '../plots/plotTable';
import { noData } from './sideTables';
import { groupByName, type Part, type TableGroup } from './partNames';

const headBytes = 1 << 14;
const mostTables = 64;
/** A partition of so much of the largest table goes before it: that table is the whole that was parted. */
const enoughOfLargest = 0.5;
/** Share of the first rows that must have one width to be those of a table. */
const evenEnough = 0.5;

interface Head {
  file: DataFile;
  delimiter: string;
  rows: string[][];
  /** Names in the first row, as letters in lower case; null where it names nothing known. */
  names: string[] | null;
}

export interface SortedTables {
  choices: TableChoice[];
  /** Whether several tables could be the interactions. */
  isUnclear: boolean;
}

/** Of files that nothing is known of, the largest is taken for interactions: reading it says what is wrong with it. */
export async function sortTables(set: FileSet): Promise<SortedTables> {
  const heads: Head[] = [];
  const others: DataFile[] = [];
  for (const file of candidates(set)) {
    const head = heads.length < mostTables ? await headOf(file) : null;
    if (head) heads.push(head);
    else others.push(file);
  }
  const only = heads.length === 1 ? heads[0]! : null;
  const kinds = heads.map((head) => ({ head, kind: only ? ('interactions' as const) : kindOf(head) }));
  const interactions = kinds.flatMap(({ head, kind }) => (kind === 'interactions' ? [head] : []));
  const groups = groupsOf(interactions);
  const best = bestOf(groups, interactions) ?? {
    tables: others.splice(0, 1).map(({ path }) => ({ path, part: null })),
  };
  const used = partsOf(best).map(({ path, part }): TableChoice => ({
    file: path,
    use: part ?? 'interactions',
  }));
  const sideUse = { items: 'items', users: 'users', interactions: 'aside' } as const;
  return {
    choices: [
      ...used,
      ...kinds
        .filter(({ head }) => !used.some(({ file }) => file === head.file.path))
        .map(({ head: { file }, kind }): TableChoice => ({ file: file.path, use: sideUse[kind] }))
        .sort((a, b) => order.indexOf(a.use) - order.indexOf(b.use)),
      ...others.map(({ path }): TableChoice => ({ file: path, use: 'aside' })),
    ],
    isUnclear: groups.length > 1,
  };
}

/** Whether some file has users and items by the names of its columns. */
export async function hasInteractions(set: FileSet): Promise<boolean> {
  for (const file of candidates(set).slice(0, mostTables)) {
    const head = await headOf(file);
    if (head?.names && kindOf(head) === 'interactions' && hasBoth(head.names)) return true;
  }
  return false;
}

const hasBoth = (names: string[]): boolean =>
  [whoNames, headerNames.item].every((known) => names.some((name) => known.includes(name)));

/** Whether any file may be one of interactions: a table by its name, or JSON with fields. */
export async function hasTables(set: FileSet): Promise<boolean> {
  if (tablesOf(set).length > 0) return true;
  const heads = await Promise.all(set.files.filter(isJson).slice(0, mostTables).map(headOf));
  return heads.some((head) => (head?.names?.length ?? 0) >= 2);
}

/** Tables and JSON, the largest tables first; no text that goes with them. */
const candidates = (set: FileSet): DataFile[] =>
  [...new Set([...tablesOf(set), ...set.files.filter(isJson)])].filter(
    ({ name }, _, all) => all.length === 1 || !noData.test(name),
  );

/** As a person reads them: what is learned from first. */
const order: readonly TableUse[] = ['interactions', 'train', 'validation', 'test', 'items', 'users', 'aside'];

/** Whether a file of that use is read for interactions. */
export const isOfInteractions = (use: TableUse): boolean => order.indexOf(use) <= order.indexOf('test');

/** Null for what is no table of at least two columns. */
async function headOf(file: DataFile): Promise<Head | null> {
  const text = await textHead(file, headBytes);
  if (isJson(file)) {
    const fields = [...text.matchAll(/["']([^"'\\]+)["']\s*:/g)].map(([, field]) => plainName(field!));
    return fields.length === 0 ? null : { file, delimiter: 'json', rows: [], names: [...new Set(fields)] };
  }
  try {
    const { delimiter, rows } = splitTable(file.path, text, '');
    const names = (rows[0] ?? []).map((cell) => plainName(cell));
    const known = [...Object.values(headerNames).flat(), ...sideWords];
    return { file, delimiter, rows, names: names.some((name) => known.includes(name)) ? names : null };
  } catch (thrown) {
    if (thrown instanceof AppError) return null;
    throw thrown;
  }
}

/** Names of columns that tables of items or users have and those of interactions seldom. */
const sideWords = 'id title name genre genres year releaseyear age gender sex occupation zipcode'.split(' ');

function kindOf({ file, delimiter, rows, names }: Head): 'interactions' | 'items' | 'users' {
  const ending = /\.(inter|item|user)$/i.exec(file.name)?.[1]?.toLowerCase();
  if (ending) return ({ inter: 'interactions', item: 'items', user: 'users' } as const)[ending as 'inter'];
  const isThere = (known: readonly string[]): boolean => names?.some((name) => known.includes(name)) ?? false;
  const [hasUser, hasItem] = [isThere(whoNames), isThere(headerNames.item)];
  const [, ...body] = rows;
  const isOncePerRow = (column: number): boolean =>
    new Set(body.map((row) => row[column])).size === body.length;
  if (hasUser && hasItem) return 'interactions';
  if (delimiter === 'json') return hasUser ? 'users' : 'items';
  if (hasUser)
    return isOncePerRow(names!.findIndex((name) => whoNames.includes(name))) ? 'users' : 'interactions';
  const isWordy = rows[0]?.some((_, column) =>
    body.some((row) => /\p{L}{2,}.*\s.*\p{L}{2,}/u.test(row[column] ?? '')),
  );
  return (hasItem || isThere(sideWords) || isWordy) && isOncePerRow(0) && body.length > 0
    ? 'items'
    : 'interactions';
}

/** Interactions of the same columns, by the names of their files. */
function groupsOf(heads: Head[]): TableGroup[] {
  const alike: Head[][] = [];
  for (const head of heads) {
    const others = alike.find(([first]) => sameColumns(first!, head));
    if (others) others.push(head);
    else alike.push([head]);
  }
  return alike.flatMap((same) => groupByName(same.map(({ file }) => file.path)));
}

const isEven = ({ rows }: Head): boolean =>
  rows.filter((row) => row.length === rows[0]!.length).length >= evenEnough * rows.length;

function sameColumns(a: Head, b: Head): boolean {
  if (a.delimiter !== b.delimiter) return false;
  if (a.delimiter === 'json') return true;
  // A user and their items in each line: no width is that of the table.
  if (!isEven(a) || !isEven(b)) return isEven(a) === isEven(b);
  const [first, second] = [a.rows[0]!, b.rows[0]!];
  if (first.length !== second.length) return false;
  return a.names || b.names ? first.join('\n') === second.join('\n') : true;
}

function bestOf(groups: TableGroup[], heads: Head[]): TableGroup | null {
  const sizes = new Map(heads.map(({ file }) => [file.path, file.size]));
  const rated = new Set(
    heads
      .filter(({ names }) => names?.some((name) => headerNames.rating.includes(name)))
      .map(({ file }) => file.path),
  );
  const size = ({ tables }: TableGroup): number =>
    tables.reduce((sum, { path }) => sum + sizes.get(path)!, 0);
  const hasRatings = ({ tables }: TableGroup): boolean => tables.some(({ path }) => rated.has(path));
  const sorted = [...groups].sort(
    (a, b) => Number(hasRatings(b)) - Number(hasRatings(a)) || size(b) - size(a),
  );
  const largest = sorted[0];
  if (!largest) return null;
  const partition = sorted.find(
    (group) => group.tables.length > 1 && hasRatings(group) === hasRatings(largest),
  );
  return partition && size(partition) >= enoughOfLargest * size(largest) ? partition : largest;
}

/** Without a table to train on there is no partition; without one to test on, the one to validate on is that. */
function partsOf({ tables }: TableGroup): TableGroup['tables'] {
  const has = (part: Part): boolean => tables.some((table) => table.part === part);
  if (!has('train')) return tables.map(({ path }) => ({ path, part: null }));
  if (has('test')) return tables;
  return tables.map(({ path, part }) => ({ path, part: part === 'validation' ? 'test' : part }));
}
