/** Lines of a table for a terminal. */

/**
 * Each column as wide as its widest cell: the first flush left, the others right. Cells beyond the heads are notes, and
 * follow as they are.
 */
export function alignedTable(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const align = (text: string, column: number): string => {
    const width = widths[column] ?? 0;
    return column === 0 ? text.padEnd(width) : text.padStart(width);
  };
  return [heads, ...rows].map((cells) => cells.map(align).join('  ').trimEnd());
}
