/** Rows of JSON: objects one a line, one after another, or in an array, which need not fit into memory. */
import { AppError } from '../../protocol/errors';
import type { DataFile } from '../archive';
import { textChunks } from '../encoding';
import { joined, scanLines } from '../lines';
import type { Work } from '../work';
import { emptyRow, type OnRow, type Row } from './row';
import { cellOf, parseJson } from './jsonValues';

const [quote, backslash, newline, open, close, openList, closeList] = [34, 92, 10, 123, 125, 91, 93];
/** An object longer than this is no row. */
const longestObject = 1 << 22;
const headLength = 1 << 16;

/** Calls `onRow` for every object, with the values of `fields` as its cells. */
export async function scanJsonRows(
  file: DataFile,
  fields: string[],
  work: Work,
  onRow: OnRow,
): Promise<void> {
  const writer = new RowWriter(fields, onRow);
  await scanObjects(file, work, (bytes, start, end, line) => writer.write(bytes, start, end, line));
}

type OnObject = (bytes: Uint8Array, start: number, end: number, line: number) => void;

/** Calls `onObject` with each object as it is written, whole or broken. */
export async function scanObjects(file: DataFile, work: Work, onObject: OnObject): Promise<void> {
  const depth = await depthOfObjects(file);
  if (depth === 'lines') return scanLines(file, work, onObject);
  const scanner = new ObjectScanner(depth, onObject);
  let carry: Uint8Array = new Uint8Array(0);
  let read = 0;
  for await (const chunk of textChunks(file)) {
    const bytes = joined(carry, chunk);
    const rest = scanner.scan(bytes, carry.length);
    carry = bytes.slice(rest);
    if (carry.length > longestObject)
      throw new AppError(
        'bad-file',
        `${file.path}, line ${scanner.startLine}: what starts here is longer than four million characters, or is never closed.`,
        'The file must hold an array of objects, or one object per line.',
      );
    read += chunk.length;
    await work.pace(`Reading ${file.name}`, Math.min(1, read / Math.max(1, file.size)));
  }
  if (carry.length > 0) onObject(carry, 0, carry.length, scanner.startLine);
}

/** How many brackets stand around each object; `lines` where each stands on a line of its own. */
async function depthOfObjects(file: DataFile): Promise<number | 'lines'> {
  let head = '';
  for await (const chunk of textChunks(file)) {
    head += new TextDecoder('latin1').decode(chunk.subarray(0, headLength));
    if (head.length >= headLength) break;
  }
  if (/^\s*\[/.test(head)) return 1;
  const first = head.trimStart().split(/[\r\n]/, 1)[0]!;
  // {"reviews": [{...}, ...]}: a list under a name.
  if (
    /^\s*\{(\s*"[^"]*"\s*:\s*("[^"]*"|[\d.eE+-]+|true|false|null)\s*,)*\s*"[^"]*"\s*:\s*\[\s*\{/.test(head)
  ) {
    if (!first.endsWith('}') || parseJson(first) === undefined || !/[\r\n]+\s*\{/.test(head.trim())) return 2;
  }
  return first.endsWith('}') ? 'lines' : 0;
}

class ObjectScanner {
  startLine = 1;
  private line = 1;
  private depth = 0;
  private inString = false;
  private isEscaped = false;
  /** Whether the rest of the last piece is an object that has begun. */
  private isInside = false;

  constructor(
    private readonly around: number,
    private readonly onObject: OnObject,
  ) {}

  /** Goes on from `at`; returns where an object begins that is not whole yet. */
  scan(bytes: Uint8Array, at: number): number {
    let start = this.isInside ? 0 : -1;
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === newline) this.line++;
      if (this.inString) {
        if (this.isEscaped) this.isEscaped = false;
        else if (byte === backslash) this.isEscaped = true;
        else if (byte === quote) this.inString = false;
      } else if (byte === quote) this.inString = true;
      else if (byte === open || byte === openList) {
        if (this.depth === this.around && byte === open) {
          start = at;
          this.startLine = this.line;
        }
        this.depth++;
      } else if (byte === close || byte === closeList) {
        this.depth--;
        if (this.depth !== this.around || start < 0) continue;
        this.onObject(bytes, start, at + 1, this.startLine);
        start = -1;
      }
    }
    this.isInside = start >= 0;
    return start < 0 ? bytes.length : start;
  }
}

/** Writes the values of an object side by side, as the cells of a row. */
class RowWriter {
  private readonly row: Row;
  private readonly paths: string[][];
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder();

  constructor(
    fields: string[],
    private readonly onRow: OnRow,
  ) {
    this.paths = fields.map((field) => field.split('.'));
    this.row = {
      ...emptyRow(),
      bytes: new Uint8Array(1 << 12),
      starts: new Int32Array(fields.length),
      ends: new Int32Array(fields.length),
    };
  }

  write(bytes: Uint8Array, start: number, end: number, line: number): void {
    const { row } = this;
    row.written = bytes;
    row.from = start;
    row.to = end;
    row.line = line;
    const object = parseJson(this.decoder.decode(bytes.subarray(start, end)));
    row.fault = object === undefined ? 'is no valid JSON' : '';
    row.count = object === undefined ? 0 : this.paths.length;
    let length = 0;
    for (const [column, path] of this.paths.entries()) {
      const text = object === undefined ? '' : cellOf(object, path);
      // A space before each, so that no quote of the one before seems to open it.
      if (length + 3 * text.length + 1 > row.bytes.length) {
        const larger = new Uint8Array(2 * (length + 3 * text.length + 1));
        larger.set(row.bytes.subarray(0, length));
        row.bytes = larger;
      }
      row.bytes[length++] = 32;
      row.starts[column] = length;
      length += this.encoder.encodeInto(text, row.bytes.subarray(length)).written;
      row.ends[column] = length;
    }
    this.onRow(row);
  }
}
