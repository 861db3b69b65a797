/** Item vectors as comma-separated text: one line per item with its id, its title and its coordinates. */
import Papa from 'papaparse';
import type { ItemColumns, ItemVectors } from '../../protocol/dataset';

/** Lines that are put into words at a time; all at once would hold the text twice. */
const linesAtOnce = 1000;

/**
 * The file, in parts to be joined. Its header is `id,title,v0,v1,...`; lines end in CRLF (RFC 4180). Numbers are the
 * shortest that read back as the same 32-bit floats.
 * @param rows items to write, in this order
 */
export function* vectorsCsv(
  { itemIds, itemInfo }: ItemColumns,
  { dimension, values }: ItemVectors,
  rows: Int32Array,
): Generator<string> {
  const columns = Array.from({ length: dimension }, (_, c) => `v${c}`);
  yield `${['id', 'title', ...columns].join(',')}\r\n`;
  for (let start = 0; start < rows.length; start += linesAtOnce) {
    const lines = Array.from(rows.subarray(start, start + linesAtOnce), (item) => [
      itemIds[item]!,
      itemInfo?.titles[item] ?? '',
      ...Array.from(values.subarray(item * dimension, (item + 1) * dimension), shortest),
    ]);
    // Titles come from files of strangers: spreadsheets run text that starts like a formula.
    yield `${Papa.unparse(lines, { escapeFormulae: true })}\r\n`;
  }
}

/** The fewest digits that give the same 32-bit float; nine always do. */
function shortest(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return candidate;
  }
  return Number(value.toPrecision(9));
}
