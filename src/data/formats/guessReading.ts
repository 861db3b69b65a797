/** Guesses how a file is taken apart into rows and columns, from its first lines. */
import type { TableReading } from '../../protocol/dataService';
import { AppError } from '../../protocol/errors';
import type { DataFile } from '../archive';
import { Fields, readTextField } from '../fields';
import { linesOf, scanLines } from '../lines';
import { headOf } from '../rows/firstRows';
import { isPreambleLine, separatorOf } from '../rows/scanRows';
import { quietWork } from '../work';

const separators = ['\t', '::', ',', ';', '|', ' '];
const headBytes = 1 << 16;
export const previewRows = 20;
/** Lines looked at to tell layouts apart. */
const mostLines = 200;
/** Share of the rows that must have one width. */
const even = 0.9;
/** A row of more ids than this is a list. */
const widestRow = 6;

/** @throws AppError `bad-file` when no separator gives at least two columns, or it is no text. */
export async function guessReading(file: DataFile): Promise<Omit<TableReading, 'hasHeader'>> {
  const lines: string[] = [];
  const head = headOf(file, headBytes);
  await scanLines(head.file, quietWork(), (bytes, start, end) => {
    if (lines.length <= mostLines) lines.push(new TextDecoder().decode(bytes.subarray(start, end)));
  });
  if (head.isCut() && lines.length > 1 && lines.length <= mostLines) lines.pop();
  if (/^\s*(\{|\[\s*(\{|$))/.test(lines[0]!)) return { layout: 'json', delimiter: '' };
  const said = separatorOf(lines[0]!);
  if (said !== null) return { layout: 'table', delimiter: said };
  while (lines.length > 1 && isPreambleLine(lines[0]!)) lines.shift();
  if (areBlocks(lines)) {
    const inside = lines.filter((line) => !isBlockHead(line));
    // Only users may stand below an item.
    const hasColumns = inside.some((line) => /[,;\t|]/.test(line));
    return {
      layout: 'blocks',
      delimiter: hasColumns ? splitTable(file.path, inside.join('\n'), wanted).delimiter : ',',
    };
  }
  if (areLists(lines)) return { layout: 'lists', delimiter: '' };
  return { layout: 'table', delimiter: splitTable(file.path, lines.join('\n'), wanted).delimiter };
}

const wanted = 'user, item, rating, time';

const isBlockHead = (line: string): boolean => /^[^\s,;|\t]+:$/.test(line.trim());

function areBlocks(lines: string[]): boolean {
  return isBlockHead(lines[0]!) && lines.some((line) => !isBlockHead(line));
}

/** 12, u12. */
const listId = /^[a-z_]{0,3}\d+$/i;

/** Lines of ids alone, of many widths or of more than a row has, each of another user. */
function areLists(lines: string[]): boolean {
  const rows = lines.map((line) => line.trim().split(/[\s,;]+/));
  const areIds = rows.every((row) =>
    row.every((cell, place) => listId.test(place === 0 ? cell.replace(/:$/, '') : cell)),
  );
  const users = new Set(rows.map(([user]) => user));
  if (!areIds || users.size < rows.length) return false;
  const widths = rows.map((row) => row.length);
  const common = widths.filter((width) => width === widths[0]).length;
  return Math.min(...widths) >= widestRow || (common < even * rows.length && Math.max(...widths) > 2);
}

export interface SplitTable {
  delimiter: string;
  /** The first rows by it. */
  rows: string[][];
}

/**
 * The separator that gives the most rows of one width, of several the one with the most columns.
 * @param wanted The columns that a table must have, to say so.
 * @throws AppError `bad-file` when none gives at least two columns.
 */
export function splitTable(file: string, text: string, wantedColumns: string): SplitTable {
  const bytes = new TextEncoder().encode(text.replace(/^\ufeff/, ''));
  let best = null as (SplitTable & { agreement: number; width: number }) | null;
  for (const delimiter of separators) {
    const rows = rowsOf(bytes, delimiter);
    const width = commonWidth(rows);
    if (width < 2) continue;
    const agreement = Math.min(even, rows.filter((row) => row.length === width).length / rows.length);
    // Spaces stand within names too, so they are no better for giving more columns.
    const isWider = best && agreement === best.agreement && width > best.width && delimiter !== ' ';
    if (!best || agreement > best.agreement || isWider) best = { delimiter, rows, agreement, width };
  }
  if (best) return { delimiter: best.delimiter, rows: best.rows.slice(0, previewRows + 1) };
  throw new AppError(
    'bad-file',
    `${file}, line 1: no separator (comma, tab, semicolon, bar, "::" or space) gives at least two columns.`,
    `Save the table as CSV with one row each: ${wantedColumns}.`,
  );
}

function rowsOf(bytes: Uint8Array, delimiter: string): string[][] {
  const fields = new Fields(delimiter);
  const rows: string[][] = [];
  linesOf(bytes, delimiter, (line, start, end) => {
    if (rows.length >= mostLines) return;
    const width = fields.split(line, start, end);
    rows.push(
      Array.from({ length: width }, (_, column) =>
        readTextField(line, fields.starts[column]!, fields.ends[column]!),
      ),
    );
  });
  return rows;
}

/** The width that most rows have; of several the largest. */
function commonWidth(rows: string[][]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || b - a)[0]?.[0] ?? 0;
}
