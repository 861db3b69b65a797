/** The first rows of a file as text, read as the import reads them. */
import type { DataFile } from '../archive';
import { readTextField } from '../fields';
import { quietWork } from '../work';
import type { Row, RowReading } from './row';
import { scanRows } from './scanRows';

/** How much of a file is looked at. */
export interface RowLimits {
  bytes: number;
  rows: number;
}

/** Enough to see what a column holds. */
const enough: RowLimits = { bytes: 4 << 20, rows: 20_000 };
/** Enough to see which columns there are. */
export const glance: RowLimits = { bytes: 1 << 16, rows: 1000 };

/** Rows that are none, such as broken JSON, are left out. */
export async function firstRows(
  file: DataFile,
  reading: RowReading,
  most: RowLimits = enough,
): Promise<string[][]> {
  const head = headOf(file, most.bytes);
  const rows: string[][] = [];
  await scanRows(head.file, reading, quietWork(), (row) => {
    if (row.fault === '' && rows.length <= most.rows)
      rows.push(Array.from({ length: row.count }, (_, column) => textAt(row, column)));
  });
  // The last one is cut off where the bytes end.
  if (rows.length > most.rows || (head.isCut() && rows.length > 1)) rows.pop();
  return rows;
}

export const textAt = ({ bytes, starts, ends }: Row, column: number): string =>
  readTextField(bytes, starts[column]!, ends[column]!);

/** The first bytes of a file as a file of its own. */
export function headOf(file: DataFile, bytes: number): { file: DataFile; isCut: () => boolean } {
  let isCut = false;
  return {
    isCut: () => isCut,
    file: {
      ...file,
      async *chunks() {
        let left = bytes;
        isCut = false;
        for await (const chunk of file.chunks()) {
          isCut = chunk.length > left;
          yield chunk.subarray(0, left);
          left -= chunk.length;
          if (left > 0) continue;
          isCut ||= file.size > bytes;
          return;
        }
      },
    },
  };
}
