/** Comma-separated text, RFC 4180, safe to open in a spreadsheet. */

export type CsvCell = string | number | boolean | null | undefined;

/** Rows, the first one the header, as CSV text with CRLF line ends. Numbers keep all their digits. */
export function writeCsv(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => row.map(writeCell).join(',') + '\r\n').join('');
}

function writeCell(cell: CsvCell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  if (typeof cell === 'boolean') return String(cell);
  // Run names and notes may come from a stranger's link: spreadsheets run text that starts like a formula.
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
