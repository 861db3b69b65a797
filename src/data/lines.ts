/** Walks the lines of a file as bytes, without making a string of any: files of ratings run to hundreds of megabytes. */
import { AppError } from '../protocol/errors';
import type { DataFile } from './archive';
import { emptyFile, textChunks } from './encoding';
import { afterQuoted, quote, unclosedQuote } from './quotes';
import type { Work } from './work';

/** Called with a line as `bytes[start..end)`, without its line end; `line` counts from 1. */
export type OnLine = (bytes: Uint8Array, start: number, end: number, line: number) => void;

const newline = 10;
const carriageReturn = 13;
const longestLine = 1 << 20;

/** What was left of the chunks before, and the next one; no copy where nothing was left. */
export function joined(carry: Uint8Array, chunk: Uint8Array): Uint8Array {
  if (carry.length === 0) return chunk;
  const bytes = new Uint8Array(carry.length + chunk.length);
  bytes.set(carry);
  bytes.set(chunk, carry.length);
  return bytes;
}

/**
 * Calls `onLine` for every line that is not blank. Lines end in LF, CRLF or CR; the last needs no end.
 * @param separator Between columns; where it is given, a column in double quotes may hold line breaks. A quote that is
 * never closed stands for itself.
 * @throws AppError `bad-file` for a web page, binary data, or a file without any line.
 */
export async function scanLines(
  file: DataFile,
  work: Work,
  onLine: OnLine,
  separator: string | null = null,
): Promise<void> {
  const scanner = new LineScanner(onLine, separator);
  let carry: Uint8Array = new Uint8Array(0);
  let read = 0;
  for await (const chunk of textChunks(file)) {
    const bytes = joined(carry, chunk);
    carry = bytes.subarray(scanner.scan(bytes, false));
    if (carry.length > longestLine)
      throw new AppError(
        'bad-file',
        `${file.path}, line ${scanner.line + 1} is longer than a million characters; this is not a table of text.`,
        'Check that it is the right file, saved as plain text with one row per line.',
      );
    read += chunk.length;
    await work.pace(`Reading ${file.name}`, Math.min(1, read / Math.max(1, file.size)));
  }
  scanner.scan(carry, true);
  if (scanner.found === 0) throw emptyFile(file);
}

/** The same for a text in memory, whose last line counts too. */
export function linesOf(bytes: Uint8Array, separator: string | null, onLine: OnLine): void {
  new LineScanner(onLine, separator).scan(bytes, true);
}

class LineScanner {
  /** Lines passed, blank ones too. */
  line = 0;
  /** Lines given on. */
  found = 0;
  private bytes: Uint8Array = new Uint8Array(0);
  private isLast = false;
  /** Places of the next of each in `bytes`, kept until passed: most are far ahead. */
  private nextNewline = -1;
  private nextReturn = -1;
  private nextQuote = -1;

  constructor(
    private readonly onLine: OnLine,
    private readonly separator: string | null,
  ) {}

  /** Gives on all whole lines; returns where the rest begins. `isLast`: nothing follows, so the rest is a line. */
  scan(bytes: Uint8Array, isLast: boolean): number {
    this.bytes = bytes;
    this.isLast = isLast;
    this.nextNewline = this.nextReturn = this.nextQuote = -1;
    let start = 0;
    while (start < bytes.length) {
      let end = this.endOfLine(start);
      let passed = 1;
      if (this.separator !== null && end >= 0 && this.quoteFrom(start) < end) {
        const record = this.endOfRecord(start, end, this.separator);
        end = record.end;
        passed = record.lines;
      }
      if (end < 0) break;
      const line = this.line + 1;
      this.line += passed;
      if (end > start) {
        this.found++;
        this.onLine(bytes, start, end, line);
      }
      start = end + (bytes[end] === carriageReturn && bytes[end + 1] === newline ? 2 : 1);
    }
    return Math.min(start, bytes.length);
  }

  /** Where the line from `start` ends; -1 while that is not known. */
  private endOfLine(start: number): number {
    const { bytes } = this;
    if (this.nextNewline < start) this.nextNewline = placeOf(bytes, newline, start);
    if (this.nextReturn < start) this.nextReturn = placeOf(bytes, carriageReturn, start);
    const end = Math.min(this.nextNewline, this.nextReturn);
    // A return at the very end may be half of a CRLF.
    const isSure = end < bytes.length && (bytes[end] === newline || end + 1 < bytes.length);
    if (isSure) return end;
    return this.isLast ? Math.min(end, bytes.length) : -1;
  }

  private quoteFrom(start: number): number {
    if (this.nextQuote < start) this.nextQuote = placeOf(this.bytes, quote, start);
    return this.nextQuote;
  }

  /** The end of a row whose first line ends at `end`, and its lines, where a column in quotes may go on in the next. */
  private endOfRecord(start: number, end: number, separator: string): { end: number; lines: number } {
    let lines = 1;
    let from = start;
    for (;;) {
      const open = unclosedQuote(this.bytes, from, end, separator);
      if (open < 0) return { end, lines };
      const close = afterQuoted(this.bytes, open, separator, this.isLast);
      if (close === 'needs more' && this.bytes.length - start <= longestLine) return { end: -1, lines };
      if (typeof close === 'string') return { end, lines };
      lines += countLines(this.bytes, end, close);
      from = close;
      end = this.endOfLine(from);
      if (end < 0) return { end, lines };
    }
  }
}

/** Behind all bytes where there is none. */
function placeOf(bytes: Uint8Array, byte: number, start: number): number {
  const place = bytes.indexOf(byte, start);
  return place < 0 ? bytes.length : place;
}

function countLines(bytes: Uint8Array, start: number, end: number): number {
  let lines = 0;
  for (let at = start; at < end; at++)
    if (bytes[at] === newline || (bytes[at] === carriageReturn && bytes[at + 1] !== newline)) lines++;
  return lines;
}
