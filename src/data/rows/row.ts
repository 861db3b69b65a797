/** One row of a file, however it is written: its cells as byte ranges, so that no string is made of what is a number. */
import type { ColumnMapping } from '../../protocol/dataService';

/** How a file is taken apart into rows. */
export type RowReading = Pick<ColumnMapping, 'layout' | 'delimiter' | 'hasHeader' | 'fields'>;

export interface Row {
  /** Cell c is `bytes[starts[c]..ends[c])`; there are `count`. */
  bytes: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  count: number;
  /** Line of the file where it begins, from 1. */
  line: number;
  /** The row as it is written: `written[from..to)`. */
  written: Uint8Array;
  from: number;
  to: number;
  /** Why it is no row of this layout; '' where it is one. */
  fault: string;
}

/** The same object is filled anew for each row. */
export type OnRow = (row: Row) => void;

export const emptyRow = (): Row => ({
  bytes: new Uint8Array(0),
  starts: new Int32Array(0),
  ends: new Int32Array(0),
  count: 0,
  line: 0,
  written: new Uint8Array(0),
  from: 0,
  to: 0,
  fault: '',
});
