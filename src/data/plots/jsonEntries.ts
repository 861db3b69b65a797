/** The objects of a JSON file, an array of them or one after the other, each with the line where it starts. */
import { AppError } from '../../protocol/errors';

export interface JsonEntry {
  /** The object as it is written. */
  text: string;
  /** From 1. */
  line: number;
}

/**
 * Finds the objects without reading them: that is left to `JSON.parse`, one by one, so that a broken one is found
 * by its line and costs no other.
 * @throws AppError `bad-file` naming the line where the file is no list of objects, or breaks off.
 */
export function jsonEntries(file: string, text: string): JsonEntry[] {
  const entries: JsonEntry[] = [];
  // What the depth of brackets can depend on; everything between is skipped at once.
  const marks = /["{}[\]\n]|[^\s,"{}[\]\n][^"{}[\]\n]*/g;
  let line = 1;
  let depth = 0;
  let isArray = false;
  let isClosed = false;
  let start = -1;
  let startLine = 0;
  for (let match = marks.exec(text); match; match = marks.exec(text)) {
    const mark = match[0];
    const at = match.index;
    if (mark === '\n') {
      line++;
      continue;
    }
    if (start < 0) {
      if (isClosed) throw noList(file, line, mark);
      if (mark === '{') {
        start = at;
        startLine = line;
        depth = 1;
      } else if (mark === '[' && !isArray && entries.length === 0) isArray = true;
      else if (mark === ']' && isArray) isClosed = true;
      else throw noList(file, line, mark);
      continue;
    }
    if (mark === '"') marks.lastIndex = endOfString(file, text, at, line);
    else if (mark === '{' || mark === '[') depth++;
    else if (mark === '}' || mark === ']') depth--;
    if (depth > 0) continue;
    entries.push({ text: text.slice(start, at + 1), line: startLine });
    start = -1;
  }
  if (start >= 0 || (isArray && !isClosed)) throw brokenOff(file, start >= 0 ? startLine : line);
  return entries;
}

/** The place behind the closing quote of a string that opens at `at`. */
function endOfString(file: string, text: string, at: number, line: number): number {
  let end = at;
  let backslashes: number;
  do {
    end = text.indexOf('"', end + 1);
    if (end < 0) throw brokenOff(file, line);
    backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes++;
  } while (backslashes % 2 === 1);
  if (!text.slice(at, end).includes('\n')) return end + 1;
  throw new AppError(
    'bad-file',
    `${file}, line ${line}: a text in quotes is not closed before the end of the line.`,
    'In JSON, a quote inside a text is written \\" and a new line \\n. Mend the line, or save the file anew.',
  );
}

const noList = (file: string, line: number, found: string): AppError =>
  new AppError(
    'bad-file',
    `${file}, line ${line}: "${found.slice(0, 20)}" stands where a movie in { } was expected.`,
    'The file must hold an array of objects, or one object per line, such as {"title": "Fargo", "plot": "…"}.',
  );

const brokenOff = (file: string, line: number): AppError =>
  new AppError(
    'bad-file',
    `${file} breaks off within what starts in line ${line}.`,
    'The copy or download was probably cut short. Get the file again.',
  );
