/** What the cells of a column have in common, to guess by what it holds. */
import type { DateOrder, TimeUnit } from '../../protocol/dataService';
import { dateOrderOf } from '../dates';
import { unitOf } from './timeColumn';

/** What stands where there is nothing. */
const nothing = /^(|na|n\/a|nan|null|none|nil|\\n|-)$/i;

export const isNothing = (cell: string): boolean => nothing.test(cell.trim());

/** Share of the cells that must be of one kind for the column to be one. */
const enough = 0.5;
const mostDates = 2000;

export interface ColumnFacts {
  /** Cells that hold something. */
  filled: number;
  distinct: number;
  /** Null unless most cells are numbers. */
  numbers: NumberFacts | null;
  /** Null unless most cells are dates. */
  dates: { order: DateOrder; isSure: boolean } | null;
  /** Share of the cells that are numbers or dates, whichever the column is one of. */
  purity: number;
  /** What the numbers count when they are times; null when they can be none. */
  unit: TimeUnit | null;
}

export interface NumberFacts {
  min: number;
  max: number;
  areWhole: boolean;
  /** At most two decimals. */
  areShort: boolean;
  decimal: '.' | ',';
}

/** @param cells As they are written, trimmed. */
export function factsOf(cells: readonly string[]): ColumnFacts {
  const filled = cells.filter((cell) => !isNothing(cell));
  const distinct = new Set(filled);
  const numbers = numbersOf(filled);
  const some = filled.length > mostDates ? filled.slice(0, mostDates) : filled;
  const dates = numbers && !areCompactDates(some) ? null : dateOrderOf(some, enough);
  return {
    filled: filled.length,
    distinct: distinct.size,
    numbers: numbers?.facts ?? null,
    dates,
    purity: dates ? dates.share : numbers ? numbers.values.length / filled.length : 0,
    unit: numbers ? unitOf(numbers.values) : null,
  };
}

const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const commaNumber = /^[+-]?\d+,\d+(e[+-]?\d+)?$/i;

/** The value of a cell of numbers; NaN where it is none. */
export function numberOf(cell: string, decimal: '.' | ','): number {
  const text = decimal === ',' ? cell.trim().replace(',', '.') : cell.trim();
  return plainNumber.test(text) ? Number(text) : NaN;
}

function numbersOf(cells: string[]): { facts: NumberFacts; values: number[] } | null {
  if (cells.length === 0) return null;
  const decimal = cells.some((cell) => commaNumber.test(cell.trim())) ? ',' : '.';
  const values = cells.map((cell) => numberOf(cell, decimal)).filter((value) => !Number.isNaN(value));
  if (values.length < enough * cells.length) return null;
  let [min, max, areWhole, areShort] = [Infinity, -Infinity, true, true];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
    if (!Number.isInteger(value)) areWhole = false;
    if (Math.abs(100 * value - Math.round(100 * value)) > 1e-6) areShort = false;
  }
  return { facts: { min, max, areWhole, areShort, decimal }, values };
}

/** 20190313: the digits of a day from 1970 on. */
const areCompactDates = (cells: string[]): boolean =>
  cells.length > 0 &&
  cells.every((cell) => /^(19[7-9]|20)\d\d(0[1-9]|1[0-2])[0-3]\d(\d{6})?$/.test(cell.trim()));
