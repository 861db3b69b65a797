/** What is asked about a file of interactions of no known format: what its columns are, with a guess by names and content. */
import type { ColumnMapping, MappingAsk, MappingQuestion, TableReading } from '../../protocol/dataService';
import type { DataFile } from '../archive';
import { firstRows, glance, headOf, type RowLimits } from '../rows/firstRows';
import { scanObjects } from '../rows/jsonRows';
import { fieldsOf, parseJson } from '../rows/jsonValues';
import type { RowReading } from '../rows/row';
import { quietWork } from '../work';
import { factsOf, type ColumnFacts } from './columnFacts';
import { guessReading, previewRows } from './guessReading';
import { guessRoles, type Roles } from './guessRoles';
import { roleOf } from './headerNames';
import { plainMapping } from './plainMapping';
import { countsOf, mostValues, unratedCodes, valuesOf } from './unratedCodes';

const longestCell = 300;
const mostFieldsFrom = 1000;
const headBytes = 1 << 20;

/**
 * The question to ask about a file.
 * @param readAs How to take it apart, where a person said so.
 * @param most How much of it to look at.
 * @throws AppError `bad-file` when it is no text, or no separator gives at least two columns.
 */
export async function askAboutTable(
  file: DataFile,
  readAs?: TableReading,
  most?: RowLimits,
): Promise<MappingQuestion> {
  const { reading, columns, rows } = await lookInto(file, readAs, most);
  const facts = columns.map((_, column) => factsOf(rows.map((row) => row[column] ?? '')));
  const roles = guessRoles({ ...reading, columns, rows, facts });
  const guess = { ...plainMapping, ...reading, ...roles.mapping, ...readingOf(roles.mapping, facts) };
  const question: MappingQuestion = {
    file: file.path,
    tables: [{ file: file.path, use: 'interactions' }],
    guess,
    columns,
    rows: rows.slice(0, previewRows).map((row) => row.map(shortened)),
    asks: [],
    rowsSeen: rows.length,
    events: guess.event === null ? [] : countsOf(rows, guess.event, (cell) => cell).slice(0, mostValues),
    ratings:
      guess.rating === null || guess.ratingIs === 'count' ? [] : valuesOf(rows, guess.rating, guess.decimal),
  };
  guess.unrated = unratedCodes(question.ratings, rows.length);
  question.asks = asksOf(question, roles, facts);
  return question;
}

/** How the cells of the chosen columns are read, where a person did not say so: by what they hold. */
export async function completed(file: DataFile, mapping: ColumnMapping): Promise<ColumnMapping> {
  const { timestamp, rating, timeUnit, dateOrder } = mapping;
  const isTimeRead = timestamp === null || timeUnit !== null || dateOrder !== null;
  if (isTimeRead && (rating === null || mapping.decimal === ',')) return mapping;
  const rows = await firstRows(file, mapping, glance);
  const facts = (column: number | null): ColumnFacts | undefined =>
    column === null ? undefined : factsOf(rows.map((row) => row[column] ?? ''));
  const byPlace: (ColumnFacts | undefined)[] = [];
  if (timestamp !== null) byPlace[timestamp] = facts(timestamp);
  if (rating !== null) byPlace[rating] = facts(rating);
  const read = readingOf(mapping, byPlace);
  return { ...mapping, ...read, ...(isTimeRead && { timeUnit, dateOrder }) };
}

function readingOf(
  { rating, timestamp }: Pick<ColumnMapping, 'rating' | 'timestamp'>,
  facts: readonly (ColumnFacts | undefined)[],
): Pick<ColumnMapping, 'decimal' | 'dateOrder' | 'timeUnit'> {
  const time = timestamp === null ? undefined : facts[timestamp];
  return {
    decimal: (rating === null ? undefined : facts[rating]?.numbers?.decimal) ?? '.',
    dateOrder: time?.dates?.order ?? null,
    timeUnit: time && !time.dates ? (time.unit ?? (time.numbers ? 's' : null)) : null,
  };
}

interface Looked {
  reading: RowReading;
  columns: string[];
  /** Without the header. */
  rows: string[][];
}

async function lookInto(
  file: DataFile,
  readAs: TableReading | undefined,
  most: RowLimits | undefined,
): Promise<Looked> {
  const { layout, delimiter } = readAs ?? (await guessReading(file));
  if (layout === 'json') {
    const fields = await fieldsIn(file);
    const reading = { layout, delimiter, hasHeader: false, fields };
    return { reading, columns: fields, rows: await firstRows(file, reading, most) };
  }
  const rows = await firstRows(file, { layout, delimiter, hasHeader: false, fields: null }, most);
  const hasHeader = layout === 'table' && (readAs?.hasHeader ?? looksLikeHeader(rows));
  const reading = { layout, delimiter, hasHeader, fields: null };
  const width = rows.slice(0, mostFieldsFrom).reduce((most, row) => Math.max(most, row.length), 0);
  const header = hasHeader ? namesOver(rows[0]!, rows.slice(1)) : [];
  return {
    reading,
    columns: Array.from({ length: width }, (_, column) => nameOf(layout, column, header)),
    rows: hasHeader ? rows.slice(1) : rows,
  };
}

/** R writes a name in front of each row, and none above those: each name stands one column too far left. */
function namesOver(header: string[], rows: string[][]): string[] {
  const isOneMore = (row: string[]): boolean =>
    row.length === header.length + 1 && row[0] !== '' && row.at(-1) !== '';
  const areUnique = (): boolean => new Set(rows.map(([name]) => name)).size === rows.length;
  const hasRowNames = rows.length > 1 && header.at(-1) !== '' && rows.every(isOneMore) && areUnique();
  return hasRowNames ? ['', ...header] : header;
}

function nameOf(layout: RowReading['layout'], column: number, header: string[]): string {
  if (layout === 'lists') return column === 0 ? 'User' : 'Item';
  if (layout === 'blocks') return column === 0 ? 'Item' : `Column ${column}`;
  return header[column]?.trim() || `Column ${column + 1}`;
}

async function fieldsIn(file: DataFile): Promise<string[]> {
  const objects: object[] = [];
  await scanObjects(headOf(file, headBytes).file, quietWork(), (bytes, start, end) => {
    if (objects.length >= mostFieldsFrom) return;
    const object = parseJson(new TextDecoder().decode(bytes.subarray(start, end)));
    if (object) objects.push(object);
  });
  return fieldsOf(objects);
}

const isNumber = (text: string | undefined): boolean =>
  text !== undefined && text.trim() !== '' && Number.isFinite(Number(text));

/** A first row with types or known names, or one of words over columns of numbers or over other words. */
export function looksLikeHeader(rows: string[][]): boolean {
  const [first, ...rest] = rows.slice(0, previewRows + 1);
  if (!first) return false;
  if (first.some((name) => /:(token|float)(_seq)?$/.test(name))) return true;
  if (first.some(isNumber)) return false;
  const known = first.filter((name) => roleOf(name)).length;
  if (known >= 2) return true;
  if (first.some((_, column) => rest.length > 0 && rest.every((row) => isNumber(row[column])))) return true;
  return known === 1 && first.every((name, column) => rest.every((row) => row[column] !== name));
}

const shortened = (cell: string): string =>
  cell.length > longestCell ? `${cell.slice(0, longestCell)}…` : cell;

function asksOf(
  { guess, ratings, events, rowsSeen }: MappingQuestion,
  roles: Roles,
  facts: ColumnFacts[],
): MappingAsk[] {
  const asks: MappingAsk[] = [];
  const dates = guess.timestamp === null ? null : facts[guess.timestamp]!.dates;
  const startsAtZero = ratings.length > 2 && ratings[0]!.value === 0 && ratings[1]!.value >= 1;
  const mayBeCode = guess.unrated.length > 0 || startsAtZero;
  if (!roles.areNamed && guess.layout !== 'blocks') asks.push('columns');
  if (dates && !dates.isSure) asks.push('date-order');
  const areMissing =
    guess.rating !== null && guess.ratingIs === 'rating' && facts[guess.rating]!.filled < rowsSeen;
  if (mayBeCode || areMissing) asks.push('unrated');
  if (events.length > 1) asks.push('events');
  if (!roles.isValueNamed && guess.rating !== null) asks.push('values');
  return asks;
}
