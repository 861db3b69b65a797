/** Walks the lines of a file as bytes, without making a string of any: files of ratings run to hundreds of megabytes. */
import { AppError } from '../protocol/errors';
import { looksLikeWebPage, type DataFile } from './archive';
import type { Work } from './work';

/** Called with a line as `bytes[start..end)`, without its line end; `line` counts from 1. */
export type OnLine = (bytes: Uint8Array, start: number, end: number, line: number) => void;

const newline = 10;
const carriageReturn = 13;
const longestLine = 1 << 20;

/**
 * Calls `onLine` for every line that is not blank. Lines end in LF or CRLF; the last needs no end; a UTF-8 byte
 * order mark is skipped.
 * @throws AppError `bad-file` for a web page, UTF-16 text, binary data, or a file without any line.
 */
export async function scanLines(file: DataFile, work: Work, onLine: OnLine): Promise<void> {
  let carry: Uint8Array = new Uint8Array(0);
  let line = 0;
  let read = 0;
  let lines = 0;
  let isFirst = true;
  const emit = (bytes: Uint8Array, start: number, end: number): void => {
    line++;
    const last = end > start && bytes[end - 1] === carriageReturn ? end - 1 : end;
    if (last === start) return;
    lines++;
    onLine(bytes, start, last, line);
  };
  for await (const chunk of file.chunks()) {
    let bytes = chunk;
    if (carry.length > 0) {
      bytes = new Uint8Array(carry.length + chunk.length);
      bytes.set(carry);
      bytes.set(chunk, carry.length);
    }
    let start = 0;
    if (isFirst) {
      checkIsText(file, bytes);
      start = hasByteOrderMark(bytes) ? 3 : 0;
      isFirst = false;
    }
    for (let end = bytes.indexOf(newline, start); end >= 0; end = bytes.indexOf(newline, start)) {
      emit(bytes, start, end);
      start = end + 1;
    }
    carry = bytes.subarray(start);
    if (carry.length > longestLine)
      throw new AppError(
        'bad-file',
        `${file.path}, line ${line + 1} is longer than a million characters; this is not a table of text.`,
        'Check that it is the right file, saved as plain text with one row per line.',
      );
    read += chunk.length;
    await work.pace(`Reading ${file.name}`, Math.min(1, read / Math.max(1, file.size)));
  }
  if (carry.length > 0) emit(carry, 0, carry.length);
  if (lines === 0) throw emptyFile(file);
}

const hasByteOrderMark = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

const emptyFile = (file: DataFile): AppError =>
  new AppError('bad-file', `${file.path} is empty.`, 'Get the file again; the copy probably failed.');

/** @throws AppError `bad-file` when a file that starts with `bytes` is no text of data. */
export function checkIsText(file: DataFile, bytes: Uint8Array): void {
  if (bytes.length === 0) throw emptyFile(file);
  if (looksLikeWebPage(bytes))
    throw new AppError(
      'bad-file',
      `${file.path}, line 1 is HTML: this is a web page, not data.`,
      'The download link probably expired or asked to log in. Download the data again.',
    );
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    throw new AppError('bad-file', `${file.path} is UTF-16 text.`, 'Save it as UTF-8 and drop it again.');
  if (bytes.subarray(0, 512).includes(0))
    throw new AppError(
      'bad-file',
      `${file.path}, line 1 holds binary data, not text.`,
      'Drop a table as plain text (.csv, .tsv, .dat), or the zip it came in.',
    );
}
