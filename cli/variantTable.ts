/** The last table of a comparison: a row per variant, and below it what was published for the same. */
import type { PublishedValue } from '../src/protocol/catalog';
import type { Metrics } from '../src/protocol/events';
import { meanMetrics } from '../src/protocol/folds';

/** What a finished run measured, for the variant it belongs to. */
export interface VariantResult {
  variant: string;
  metrics: Metrics;
  bestEpoch: number;
  seconds: number;
  published: readonly PublishedValue[];
}

/** One row per variant; several folds of one are its means. */
export function byVariant(results: readonly VariantResult[]): VariantResult[] {
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [...new Set(results.map(({ variant }) => variant))].map((variant) => {
    const runs = results.filter((one) => one.variant === variant);
    return {
      variant,
      metrics: meanMetrics(runs.map(({ metrics }) => metrics)),
      bestEpoch: mean(runs.map(({ bestEpoch }) => bestEpoch)),
      seconds: runs.reduce((sum, { seconds }) => sum + seconds, 0),
      published: runs[0]!.published,
    };
  });
}

/** Where a published value stands, and in what its protocol was another. */
const wordsOf = ({ source, differs }: PublishedValue): string =>
  differs === undefined ? source : `${source}; not to be compared: ${differs}`;

/**
 * The lines of the table.
 * @param columns metrics to show
 * @param format a measured value
 */
export function variantTable(
  results: readonly VariantResult[],
  columns: readonly string[],
  format: (value: number | undefined) => string,
): string[] {
  const rows = byVariant(results).flatMap(({ variant, metrics, bestEpoch, seconds, published }) => [
    [variant, ...columns.map((key) => format(metrics[key])), String(bestEpoch), seconds.toFixed(1)],
    ...[...new Set(published.map(wordsOf))].map((words) => [
      '  published',
      ...columns.map((key) => {
        const found = published.find((one) => one.metric === key && wordsOf(one) === words);
        return found ? String(found.value) : '';
      }),
      '',
      '',
      words,
    ]),
  ]);
  const heads = ['variant', ...columns, 'best epoch', 'seconds'];
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((text, column) =>
        column === 0
          ? text.padEnd(widths[0]!)
          : column < heads.length
            ? text.padStart(widths[column]!)
            : text,
      )
      .join('  ')
      .trimEnd();
  return [heads, ...rows].map(line);
}
