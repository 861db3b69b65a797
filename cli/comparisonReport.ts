/** What is told at the end of a comparison: the test part of each variant, a metric per epoch, a metric over k. */
import type { ComparisonView } from '../src/protocol/catalog';
import { gainsOver, overK, perEpoch, type SideBySide } from '../src/protocol/comparisonTables';
import type { MetricKey } from '../src/protocol/metricKey';
import { alignedTable } from './alignedTable';
import { formatNumber } from './formatNumber';
import { byVariant, variantTable, type VariantResult } from './variantTable';

/** A row per epoch or cutoff, a column per variant; empty where a variant has no value. */
const sideBySideTable = (head: string, { places, columns }: SideBySide): string[] =>
  alignedTable(
    [head, ...columns.map(({ name }) => name)],
    places.map((place, row) => [
      String(place),
      ...columns.map(({ values }) => (values[row] === null ? '' : formatNumber(values[row]))),
    ]),
  );

/**
 * All lines at the end of a comparison.
 * @param columns metrics of the test part, where the view names none
 * @param watchedPart what the values per epoch are measured on
 */
export function comparisonLines(
  results: readonly VariantResult[],
  view: ComparisonView,
  columns: readonly MetricKey[],
  watchedPart: string,
): string[] {
  const variants = byVariant(results);
  const gains = view.baseline === undefined ? '' : `, with the gain over ${view.baseline}`;
  const lines = [
    `Variants, on the test part${gains}:`,
    ...variantTable(results, view.tableMetrics ?? columns, view.baseline),
  ];
  const epochs = view.perEpoch === undefined ? null : perEpoch(variants, view.perEpoch);
  if (epochs && epochs.places.length > 0)
    lines.push(
      '',
      `${view.perEpoch} per epoch, on the ${watchedPart} part:`,
      ...sideBySideTable('epoch', epochs),
    );
  if (view.overK !== undefined)
    lines.push(
      '',
      `${view.overK} at k, on the test part:`,
      ...sideBySideTable('k', overK(variants, view.overK)),
    );
  return lines;
}

/** The same numbers for programs. */
export function comparisonEvent(results: readonly VariantResult[], view: ComparisonView): object {
  const variants = byVariant(results);
  const { tableMetrics, baseline, perEpoch: epochMetric, overK: cutoffMetric } = view;
  const keys = tableMetrics ?? [...new Set(variants.flatMap(({ metrics }) => Object.keys(metrics)))];
  const gains = baseline === undefined ? null : gainsOver(variants, baseline, keys);
  const valuesOf = ({ columns }: SideBySide): object =>
    Object.fromEntries(columns.map(({ name, values }) => [name, values]));
  const epochs = epochMetric === undefined ? null : perEpoch(variants, epochMetric);
  const cutoffs = cutoffMetric === undefined ? null : overK(variants, cutoffMetric);
  return {
    type: 'comparison',
    ...(baseline !== undefined && { baseline }),
    variants: variants.map(({ name, metrics, bestEpoch, seconds }, row) => ({
      variant: name,
      metrics: Object.fromEntries(keys.filter((key) => key in metrics).map((key) => [key, metrics[key]])),
      ...(gains && { gains: gains[row]!.gains }),
      bestEpoch,
      seconds,
    })),
    ...(epochs && { perEpoch: { metric: epochMetric, epochs: epochs.places, values: valuesOf(epochs) } }),
    ...(cutoffs && { overK: { metric: cutoffMetric, k: cutoffs.places, values: valuesOf(cutoffs) } }),
  };
}
