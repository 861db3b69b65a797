/**
 * Columns in double quotes. A quote opens a column only at its beginning, behind spaces perhaps, and closes it only before
 * a separator or the end of the line; inside, two stand for one. Any other quote stands for itself.
 */

export const quote = 34;
const space = 32;
const newline = 10;
const carriageReturn = 13;

/** The place of the quote that opens the column at `start`; -1 where none does. */
export function openingQuote(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] === space) at++;
  return at < end && bytes[at] === quote ? at : -1;
}

/** The next quote that is not doubled; -1 before `end` there is none. */
export function closingQuote(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (bytes[at] !== quote) continue;
    if (at + 1 < end && bytes[at + 1] === quote) at++;
    else return at;
  }
  return -1;
}

export function isSeparatorAt(bytes: Uint8Array, at: number, separator: string): boolean {
  return (
    bytes[at] === separator.charCodeAt(0) &&
    (separator.length < 2 || bytes[at + 1] === separator.charCodeAt(1))
  );
}

/**
 * The quote that opens a column and does not close it before the line ends at `end`; -1 where there is none.
 * @param from The start of a column, or the place behind one in quotes.
 */
export function unclosedQuote(bytes: Uint8Array, from: number, end: number, separator: string): number {
  let at = from;
  while (at < end) {
    const open = isSeparatorAt(bytes, at, separator) ? -1 : openingQuote(bytes, at, end);
    if (open >= 0) {
      const close = closingQuote(bytes, open + 1, end);
      if (close < 0) return open;
      if (close + 1 === end) return -1;
      if (isSeparatorAt(bytes, close + 1, separator)) at = close + 1;
    }
    while (at < end && !isSeparatorAt(bytes, at, separator)) at++;
    at += separator.length;
  }
  return -1;
}

/**
 * The place behind the column in quotes that opens at `open`. `never`: it is not closed, the quote stands for itself.
 * `needs more`: the bytes end before that is known.
 */
export function afterQuoted(
  bytes: Uint8Array,
  open: number,
  separator: string,
  isLast: boolean,
): number | 'never' | 'needs more' {
  for (let at = bytes.indexOf(quote, open + 1); at >= 0; at = bytes.indexOf(quote, at + 1)) {
    if (at + 1 === bytes.length) return isLast ? at + 1 : 'needs more';
    if (bytes[at + 1] === quote) {
      at++;
      continue;
    }
    const ends =
      bytes[at + 1] === newline ||
      bytes[at + 1] === carriageReturn ||
      isSeparatorAt(bytes, at + 1, separator);
    return ends ? at + 1 : 'never';
  }
  return isLast ? 'never' : 'needs more';
}
