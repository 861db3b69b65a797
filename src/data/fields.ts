/** The fields of one line as byte ranges, and numbers read from them without making strings. */
import { closingQuote, isSeparatorAt, openingQuote, quote } from './quotes';

const space = 32;
const tab = 9;
const mostFields = 256;

/**
 * Splits lines by a separator of one or two characters; a field may stand in double quotes. As a separator, a space is
 * any run of spaces and tabs, and those around the line separate nothing.
 */
export class Fields {
  count = 0;
  /** Of the last line split: where each field begins and ends, quotes left out. */
  readonly starts = new Int32Array(mostFields);
  readonly ends = new Int32Array(mostFields);
  private readonly first: number;
  /** -1 for a separator of one character. */
  private readonly second: number;

  constructor(private readonly separator: string) {
    this.first = separator.charCodeAt(0);
    this.second = separator.length > 1 ? separator.charCodeAt(1) : -1;
  }

  /** Finds the fields of `bytes[start..end)`; returns how many there are. */
  split(bytes: Uint8Array, start: number, end: number): number {
    if (this.first === space) return this.splitByRuns(bytes, start, end);
    const { first, second } = this;
    let count = 0;
    let from = start;
    let i = start;
    while (i <= end && count < mostFields) {
      if (i === from && i < end && (bytes[i] === quote || bytes[i] === space)) {
        const open = openingQuote(bytes, i, end);
        const close = open < 0 ? -1 : closingQuote(bytes, open + 1, end);
        if (close >= 0 && (close + 1 === end || isSeparatorAt(bytes, close + 1, this.separator))) {
          this.starts[count] = open + 1;
          this.ends[count++] = close;
          i = from = close + (second >= 0 ? 3 : 2);
          if (close + 1 === end) return (this.count = count);
          continue;
        }
      }
      if (i === end || (bytes[i] === first && (second < 0 || (bytes[i + 1] === second && i + 1 < end)))) {
        this.starts[count] = from;
        this.ends[count++] = i;
        i = from = i + (second < 0 ? 1 : 2);
      } else i++;
    }
    return (this.count = count);
  }

  private splitByRuns(bytes: Uint8Array, start: number, end: number): number {
    const isBlank = (at: number): boolean => bytes[at] === space || bytes[at] === tab;
    let count = 0;
    let at = start;
    while (count < mostFields) {
      while (at < end && isBlank(at)) at++;
      if (at === end) break;
      const close = bytes[at] === quote ? closingQuote(bytes, at + 1, end) : -1;
      const isQuoted = close >= 0 && (close + 1 === end || isBlank(close + 1));
      let to = isQuoted ? close : at;
      if (!isQuoted) while (to < end && !isBlank(to)) to++;
      this.starts[count] = isQuoted ? at + 1 : at;
      this.ends[count++] = to;
      at = isQuoted ? to + 1 : to;
    }
    return (this.count = count);
  }
}

/** An id of a numeric format: digits alone, below 2^31; -1 for anything else. */
export function readId(bytes: Uint8Array, start: number, end: number): number {
  while (start < end && bytes[start] === space) start++;
  while (end > start && bytes[end - 1] === space) end--;
  if (end === start || end - start > 10) return -1;
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = bytes[i]! - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value <= 0x7fff_ffff ? value : -1;
}

const powersOfTen = Array.from({ length: 16 }, (_, i) => 10 ** i);

const point = 46;
const comma = 44;

/**
 * A decimal number such as `4`, `-3.5` or `1e9`; NaN for anything else (also for "NaN", "" and "Infinity").
 * @param decimal What stands before the decimals.
 */
export function readNumber(bytes: Uint8Array, start: number, end: number, decimal: '.' | ',' = '.'): number {
  const mark = decimal === '.' ? point : comma;
  while (start < end && bytes[start] === space) start++;
  while (end > start && bytes[end - 1] === space) end--;
  const isNegative = bytes[start] === 45;
  let mantissa = 0;
  let digits = 0;
  let decimals = -1;
  for (let i = isNegative ? start + 1 : start; i < end; i++) {
    const digit = bytes[i]! - 48;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits++;
      if (decimals >= 0) decimals++;
    } else if (bytes[i] === mark && decimals < 0) decimals = 0;
    else return readAnyNumber(bytes, start, end, decimal);
  }
  if (digits === 0) return NaN;
  if (digits > 15) return readAnyNumber(bytes, start, end, decimal);
  // Both are whole and exact, so the quotient is the nearest double to what is written.
  const value = decimals > 0 ? mantissa / powersOfTen[decimals]! : mantissa;
  return isNegative ? -value : value;
}

function readAnyNumber(bytes: Uint8Array, start: number, end: number, decimal: '.' | ','): number {
  const written = readTextField(bytes, start, end);
  const text = decimal === '.' ? written : written.replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const latin1 = new TextDecoder('latin1');

/** A field as text: UTF-8 where it is valid, else Latin-1; doubled quotes count once. */
export function readTextField(bytes: Uint8Array, start: number, end: number): string {
  let isAscii = true;
  let text = '';
  for (let i = start; i < end && isAscii; i++) {
    if (bytes[i]! < 128) text += String.fromCharCode(bytes[i]!);
    else isAscii = false;
  }
  if (!isAscii) {
    const field = bytes.subarray(start, end);
    try {
      text = utf8.decode(field);
    } catch {
      text = latin1.decode(field);
    }
  }
  return (start > 0 && bytes[start - 1] === quote ? text.replaceAll('""', '"') : text).trim();
}
