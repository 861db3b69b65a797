/** The rows of a benchmark as text for people. */
import { contenderIds } from './contenders/catalog';
import type { Row } from './rows';

/** Three significant digits, without an exponent. */
export function figure(value: number | null): string {
  if (value === null) return '-';
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 4));
}

/** One table per workload; the last columns say how many times as long each other contender takes. */
export function formatTables(rows: readonly Row[]): string {
  return [...new Set(rows.map(({ workload }) => workload))]
    .map((workload) => formatTable(rows.filter((row) => row.workload === workload)))
    .join('\n\n');
}

function formatTable(rows: readonly Row[]): string {
  const rivals = contenderIds.filter((id) => rows.some((row) => row.contender === id));
  const header = [
    rows[0]!.workload,
    'ms/step',
    'JS ms/step',
    'dispatches/step',
    'samples/s',
    'GPU MB',
    ...(rivals.length > 1 ? rivals.map((id) => `× ${id}`) : []),
  ];
  const lines = rows.map((row) => [
    row.contender,
    figure(row.msPerStep),
    figure(row.jsMsPerStep),
    row.dispatchesPerStep === null ? '-' : String(row.dispatchesPerStep),
    row.samplesPerSecond === null ? '-' : Math.round(row.samplesPerSecond).toLocaleString('en'),
    figure(row.gpuBytes === null ? null : row.gpuBytes / 2 ** 20),
    ...(rivals.length > 1 ? rivals.map((id) => figure(row.ratios[id] ?? null)) : []),
  ]);
  const notes = rows.flatMap(({ contender, refused, failed }) =>
    refused
      ? [`${contender} is refused: ${refused.what} should be ${refused.expected}, and is ${refused.actual}.`]
      : failed !== undefined
        ? [`${contender} failed: ${failed}`]
        : [],
  );
  const widths = header.map((title, column) =>
    Math.max(title.length, ...lines.map((cells) => cells[column]!.length)),
  );
  const pad = (cells: string[]): string =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
      .join('  ');
  return [pad(header), ...lines.map(pad), ...notes].join('\n');
}
