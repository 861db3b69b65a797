/** Walks the rows of a file of any layout. The preview, the import of the page and the terminal all read by this. */
import type { DataFile } from '../archive';
import { Fields } from '../fields';
import { scanLines, type OnLine } from '../lines';
import type { Work } from '../work';
import { scanJsonRows } from './jsonRows';
import { emptyRow, type OnRow, type RowReading } from './row';

/**
 * Calls `onRow` for every row but the header; rows without anything but separators are passed over.
 * @throws AppError `bad-file` when it is no text, or has no line.
 */
export async function scanRows(
  file: DataFile,
  { layout, delimiter, hasHeader, fields }: RowReading,
  work: Work,
  onRow: OnRow,
): Promise<void> {
  if (layout === 'json') return scanJsonRows(file, fields ?? [], work, onRow);
  if (layout === 'lists') return scanLines(file, work, listReader(onRow));
  const read = layout === 'blocks' ? blockReader(delimiter, onRow) : tableReader(delimiter, onRow);
  let isHead = true;
  let headerAhead = hasHeader;
  const onLine: OnLine = (bytes, start, end, line) => {
    if (isHead) {
      if (isPreamble(bytes, start, end)) return;
      isHead = false;
    }
    if (isHollow(bytes, start, end, delimiter)) return;
    if (headerAhead) headerAhead = false;
    else read(bytes, start, end, line);
  };
  return scanLines(file, work, onLine, layout === 'table' ? delimiter : null);
}

const [space, tab, quote, colon] = [32, 9, 34, 58];
const separatorsOfLists = new Set([space, tab, 44, 59]);

function tableReader(delimiter: string, onRow: OnRow): OnLine {
  const fields = new Fields(delimiter);
  const row = { ...emptyRow(), starts: fields.starts, ends: fields.ends };
  return (bytes, start, end, line) => {
    row.count = fields.split(bytes, start, end);
    row.bytes = row.written = bytes;
    row.from = start;
    row.to = end;
    row.line = line;
    onRow(row);
  };
}

/** Lines `item:` with rows of that item behind each; the item becomes the first cell of the rows. */
function blockReader(delimiter: string, onRow: OnRow): OnLine {
  const fields = new Fields(delimiter);
  const row = { ...emptyRow(), starts: fields.starts, ends: fields.ends };
  let scratch = new Uint8Array(1 << 12);
  let lengthOfItem = 0;
  return (bytes, start, end, line) => {
    row.written = bytes;
    row.from = start;
    row.to = end;
    row.line = line;
    if (bytes[end - 1] === colon) {
      const needed = end - start;
      if (needed > scratch.length) scratch = new Uint8Array(2 * needed);
      for (let at = start; at < end - 1; at++) scratch[at - start] = bytes[at]!;
      lengthOfItem = end - 1 - start;
      return;
    }
    const needed = lengthOfItem + delimiter.length + end - start;
    if (needed > scratch.length) {
      const larger = new Uint8Array(2 * needed);
      larger.set(scratch.subarray(0, lengthOfItem));
      scratch = larger;
    }
    let length = lengthOfItem;
    for (let at = 0; at < delimiter.length; at++) scratch[length++] = delimiter.charCodeAt(at);
    for (let at = start; at < end; at++) scratch[length++] = bytes[at]!;
    row.bytes = scratch;
    row.count = fields.split(scratch, 0, length);
    onRow(row);
  };
}

/** Lines of a user and any number of items, with spaces, tabs or commas between; each pair becomes a row. */
function listReader(onRow: OnRow): OnLine {
  const row = { ...emptyRow(), starts: new Int32Array(2), ends: new Int32Array(2), count: 2 };
  return (bytes, start, end, line) => {
    row.bytes = row.written = bytes;
    row.from = start;
    row.to = end;
    row.line = line;
    let isUser = true;
    for (let at = start; at < end;) {
      while (at < end && separatorsOfLists.has(bytes[at]!)) at++;
      if (at === end) break;
      const from = at;
      while (at < end && !separatorsOfLists.has(bytes[at]!)) at++;
      // "12: 4 7 9": the mark is no part of the user.
      const to = isUser && bytes[at - 1] === colon ? at - 1 : at;
      row.starts[isUser ? 0 : 1] = from;
      row.ends[isUser ? 0 : 1] = to;
      if (!isUser) onRow(row);
      isUser = false;
    }
  };
}

const longestPreamble = 1000;

const isPreamble = (bytes: Uint8Array, start: number, end: number): boolean =>
  isPreambleLine(
    new TextDecoder('latin1').decode(bytes.subarray(start, Math.min(end, start + longestPreamble))),
  );

/** A spreadsheet's `sep=;`, or a comment above the table: `#` or `%` with nothing that separates columns. */
export function isPreambleLine(text: string): boolean {
  return separatorOf(text) !== null || /^(#|%)+( [^\t]*|[^,;|\t]*)$/.test(text);
}

/** What a spreadsheet's first line `sep=;` says; null of any other line. */
export const separatorOf = (line: string): string | null => /^"?sep=(.{1,2}?)"?$/i.exec(line)?.[1] ?? null;

/** Nothing but separators, spaces and quotes, as spreadsheets write below the last row. */
function isHollow(bytes: Uint8Array, start: number, end: number, delimiter: string): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte !== delimiter.charCodeAt(0) && byte !== space && byte !== tab && byte !== quote) return false;
  }
  return true;
}
