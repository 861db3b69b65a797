/**
 * Tables beside the interactions: what they hold of items or of users is joined by their ids, and what is of neither is
 * named. They are told apart by what they hold: the ids of a table of items are those of the items, each in one row.
 */
import type { TableChoice } from '../../protocol/dataService';
import { AppError } from '../../protocol/errors';
import type { DataFile, FileSet } from '../archive';
import { counted } from '../counted';
import { textHead } from '../encoding';
import { splitTable } from '../formats/guessReading';
import { headerNames, plainName, whoNames } from '../formats/headerNames';
import { isTableName } from '../formats/tableFiles';
import { parseTitle } from '../formats/movielens';
import { readGenres } from '../plots/genreCell';
import { isJson, readPlotTable, type PlotTable } from '../plots/plotTable';
import { guessColumns } from '../plots/plotsGuess';
import { titleKeys } from '../plots/titleKeys';
import type { RawAttributes, RawDataset, RawIds, RawItem } from '../rawDataset';
import type { RowReport } from '../rowReport';
import type { Work } from '../work';
import { attributeColumn, typedName } from './columnKinds';

export type SideUse = 'items' | 'users' | 'aside';

interface SideContext {
  /** What a person said a file is, by its path; what nobody said is told by its content. */
  uses: ReadonlyMap<string, SideUse>;
  report: RowReport;
  work: Work;
}

/** A table of films has some megabytes; larger ones are not looked into. */
const mostBytes = 64 * 2 ** 20;
const headBytes = 1 << 16;
/** Share of the values of an id column that occur once. */
const mostlyOnce = 0.95;
/** Share of the items or users that an id column with a name of its own must know. */
const enoughKnown = 0.8;
const mostlyTitles = 0.5;
/** Share of the titles known before that a table's must agree with. */
const enoughAgree = 0.5;

const furtherInteractions = 'it has users and items, as the interactions that were read';
const withoutIds = 'no column of it has the ids of the users or of the items, each in one row';
/** Texts that go with data. */
export const noData = /^(readme|licen[cs]e|note|notice|citation|about|changelog)\b/i;

/** Of what a person said of all tables, that of those beside the interactions. */
export const sideUses = (choices: TableChoice[] | undefined): ReadonlyMap<string, SideUse> =>
  new Map(
    choices?.flatMap(({ file, use }) =>
      use === 'items' || use === 'users' || use === 'aside' ? [[file, use] as const] : [],
    ),
  );

/** Adds to the raw data what the files hold that its format did not read, and names those that hold nothing of use. */
export async function joinSideTables(set: FileSet, raw: RawDataset, context: SideContext): Promise<void> {
  const { uses, report, work } = context;
  const left = set.files.filter(
    (file) => !report.used.has(file) && !noData.test(file.name) && (isTableName(file.name) || isJson(file)),
  );
  const aside: string[] = [];
  let owners: Owners | null = null;
  for (const file of left) {
    await work.pace(`Looking into ${file.name}`, null);
    const reason =
      uses.get(file.path) === 'aside'
        ? 'as chosen'
        : await join(file, (owners ??= ownersOf(raw)), raw, context);
    if (reason !== '') aside.push(`${file.path} (${reason})`);
  }
  if (aside.length > 0) report.notes.push(`Left aside: ${aside.join(', ')}.`);
}

/** Distinct external ids. */
interface Owners {
  users: ReadonlySet<string>;
  items: ReadonlySet<string>;
}

const ownersOf = ({ users, items }: RawDataset): Owners => ({ users: namesOf(users), items: namesOf(items) });

const namesOf = (ids: RawIds): Set<string> =>
  ids instanceof Int32Array ? new Set(Array.from(new Set(ids), String)) : new Set(ids.names);

/** @returns Why it was left aside; '' when it was joined. */
async function join(file: DataFile, owners: Owners, raw: RawDataset, context: SideContext): Promise<string> {
  if (file.size === 0) return 'it is empty';
  if (file.size > mostBytes)
    return `${Math.round(file.size / 2 ** 20)} MiB, more than a table of users or items has`;
  const reason = isJson(file) ? '' : await reasonByHead(file);
  if (reason !== '') return reason;
  let table: PlotTable;
  try {
    table = await readPlotTable(file, null);
  } catch (thrown) {
    if (thrown instanceof AppError) return 'it cannot be read as a table';
    throw thrown;
  }
  const rows = table.rows.filter(({ fault }) => fault === '').map(({ cells }) => cells.map(written));
  const bad = table.rows.length - rows.length;
  // Whether the first row is a header is seen by the ids alone.
  const all = table.hasHeader && !isJson(file) ? [table.columns, ...rows] : rows;
  const names = isJson(file) ? table.columns : (all[0] ?? []);
  if (isOfInteractions(names)) return furtherInteractions;
  const side = findIds(file, names, all, owners, context.uses.get(file.path));
  if (!side) return withoutIds;
  const { of, column } = side;
  const known = owners[of];
  const hasNames = isJson(file) || isHeader(all, column, known);
  const columns = hasNames ? names : names.map((_, place) => `column ${place + 1}`);
  const mine = all.filter((row) => known.has(row[column] ?? ''));
  const { report } = context;
  if (of === 'users') {
    const attributes = attributesOf(columns, mine, column, []);
    if (attributes.columns.length === 0) return 'it says nothing of the users but their ids';
    raw.userAttributes = [...(raw.userAttributes ?? []), attributes];
  } else {
    const mismatch = joinItems(raw, columns, mine, column);
    if (mismatch !== '') return mismatch;
  }
  report.used.add(file);
  report.notes.push(
    `${file.path} says something of ${counted(new Set(mine.map((row) => row[column])).size, of === 'users' ? 'user' : 'item')} of ${known.size.toLocaleString('en-US')}` +
      (bad > 0 ? `; ${counted(bad, 'row')} could not be read.` : '.'),
  );
  return '';
}

const isOfInteractions = (names: string[]): boolean => {
  const plain = names.map((name) => plainName(name));
  return [whoNames, headerNames.item].every((known) => plain.some((name) => known.includes(name)));
};

/** A first row whose id is nobody's, and no number where the ids below it are numbers. */
function isHeader([first, ...rest]: string[][], column: number, known: ReadonlySet<string>): boolean {
  const id = first![column] ?? '';
  const isNumber = (text: string | undefined): boolean => /^\d+$/.test(text ?? '');
  if (known.has(id) || isNumber(id)) return false;
  return (
    namedOf(id, '') !== null ||
    rest.some((row) => first!.some((cell, at) => !isNumber(cell) && isNumber(row[at])))
  );
}

/** Why a table is of neither, by its first rows alone: it spares reading a large one. '' where it may be of either. */
async function reasonByHead(file: DataFile): Promise<string> {
  const text = await textHead(file, headBytes);
  try {
    const { rows } = splitTable(file.path, text, '');
    const [first = [], ...body] = rows;
    if (isOfInteractions(first)) return furtherInteractions;
    const mayHaveIds = first.some(
      (_, column) => new Set(body.map((row) => row[column])).size === body.length,
    );
    return mayHaveIds ? '' : withoutIds;
  } catch (thrown) {
    if (thrown instanceof AppError) return withoutIds;
    throw thrown;
  }
}

function written(cell: unknown): string {
  if (typeof cell === 'string') return cell.trim();
  if (cell === null || cell === undefined) return '';
  if (Array.isArray(cell)) return cell.map(written).join('|');
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell as number | boolean);
}

/** Whose ids a column has, and which one. */
function findIds(
  file: DataFile,
  columns: string[],
  rows: string[][],
  owners: Owners,
  use: SideUse | undefined,
): { of: 'items' | 'users'; column: number } | null {
  const candidates = columns.flatMap((header, column) => {
    const values = rows.flatMap((row) => row[column] || []);
    const distinct = new Set(values);
    if (distinct.size === 0 || distinct.size < mostlyOnce * values.length) return [];
    return (['items', 'users'] as const).flatMap((of) => {
      const shared = [...distinct].filter((id) => owners[of].has(id)).length;
      const isNamed = namedOf(header, file.name) === of;
      const isEnough = shared >= enoughKnown * owners[of].size || ((isNamed || use === of) && shared > 0);
      // Of two that fit, the one whose ids are the same ones: both count from 1 in many a data set.
      const score = shared / (distinct.size + owners[of].size - shared) + Number(isNamed);
      return isEnough && (use === undefined || use === of) ? [{ of, column, score }] : [];
    });
  });
  return candidates.sort((a, b) => b.score - a.score)[0] ?? null;
}

/** Whose ids a column has by its name, or, called "id" alone, by the name of its file. */
function namedOf(header: string, file: string): 'items' | 'users' | null {
  const plain = plainName(header);
  if (whoNames.includes(plain)) return 'users';
  if (headerNames.item.includes(plain)) return 'items';
  if (plain !== 'id') return null;
  const words = file.toLowerCase().split(/[^a-z]+/);
  const isOf = (names: readonly string[]): boolean =>
    words.some((word) => names.includes(word) || names.includes(word.replace(/s$/, '')));
  return isOf(whoNames) ? 'users' : isOf(headerNames.item) ? 'items' : null;
}

/** Titles, years, genres and texts where nothing is known of them yet; the other columns as attributes. */
function joinItems(raw: RawDataset, columns: string[], rows: string[][], idColumn: number): string {
  const names = columns.map((header, column) => (column === idColumn ? '' : typedName(header).name));
  const others = rows.map((row) => row.map((cell, column) => (column === idColumn ? '' : cell)));
  const { title: guessedTitle, year, genres, text } = guessColumns(names, others);
  const title = guessedTitle !== null && isTitles(others, guessedTitle) ? guessedTitle : null;
  const typed = genres === null ? '' : typedName(columns[genres]!).type;
  const items = rows.map((row): RawItem => {
    const named = parseTitle(title === null ? '' : row[title]!);
    const inColumn = Number(/\d{4}/.exec(year === null ? '' : row[year]!)?.[0] ?? 0);
    return {
      id: row[idColumn]!,
      title: named.title || row[idColumn]!,
      year: inColumn || named.year,
      genres:
        genres === null ? [] : readGenres(typed === 'token_seq' ? row[genres]!.split(' ') : row[genres]),
      description: text === null ? '' : row[text]!,
    };
  });
  const before = new Map(raw.itemInfo?.map((item) => [item.id, item]));
  if (title !== null && before.size > 0 && !agree(items, before))
    return 'its titles are those of other items';
  const roles = [title, year, genres, text].filter((column) => column !== null);
  const isNew = before.size === 0 && roles.length > 0;
  if (isNew) raw.itemInfo = items;
  const told = isNew ? roles : roles.filter((column) => column === title);
  const attributes = attributesOf(columns, rows, idColumn, told);
  if (attributes.columns.length > 0) raw.itemAttributes = [...(raw.itemAttributes ?? []), attributes];
  return '';
}

/** All columns but that of the ids, those told already and empty ones. */
function attributesOf(columns: string[], rows: string[][], idColumn: number, told: number[]): RawAttributes {
  const ids = rows.map((row) => row[idColumn]!);
  const left = [...columns.keys()].filter((column) => column !== idColumn && !told.includes(column));
  return {
    ids,
    columns: left.flatMap((column) => {
      const values = rows.map((row) => row[column] ?? '');
      return values.some((value) => value !== '') ? [attributeColumn(columns[column]!, values)] : [];
    }),
  };
}

/** Titles are words, and most items have one of their own. */
function isTitles(rows: string[][], column: number): boolean {
  const titles = rows.flatMap((row) => row[column] || []);
  return new Set(titles).size >= mostlyTitles * titles.length && titles.length > 0;
}

function agree(items: RawItem[], before: ReadonlyMap<string, RawItem>): boolean {
  const compared = items.flatMap(({ id, title }) => {
    const known = before.get(id);
    return known ? [titleKeys(known.title).some((key) => titleKeys(title).includes(key))] : [];
  });
  return compared.filter(Boolean).length >= enoughAgree * compared.length;
}
