/** The test part of each variant of a comparison: a row per variant, and below it what was published for the same. */
import type { PublishedValue } from '../src/protocol/catalog';
import { gainsOver, meansOfVariants, type ComparedRun } from '../src/protocol/comparisonTables';
import type { MetricKey } from '../src/protocol/metricKey';
import { alignedTable } from './alignedTable';
import { formatGain, formatNumber } from './formatNumber';

/** A variant of a comparison. */
export interface NamedVariant {
  name: string;
  /** What was published for it. */
  published: readonly PublishedValue[];
}

/** What a finished run measured, for the variant it belongs to. */
export interface VariantResult extends ComparedRun, NamedVariant {
  seconds: number;
}

/** One row per variant; several folds of one are its means. */
export function byVariant(results: readonly VariantResult[]): VariantResult[] {
  return meansOfVariants(results).map((mean) => {
    const runs = results.filter(({ name }) => name === mean.name);
    return {
      ...mean,
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
 * @param baseline variant over which each metric's gain is shown beside it
 */
export function variantTable(
  results: readonly VariantResult[],
  columns: readonly MetricKey[],
  baseline?: string,
): string[] {
  const variants = byVariant(results);
  const gains = baseline === undefined ? null : gainsOver(variants, baseline, columns);
  /** A metric's cells: the value, and where there is a baseline the gain. */
  const cells = (value: string, gain: string): string[] => (gains ? [value, gain] : [value]);
  const rows = variants.flatMap(({ name, metrics, bestEpoch, seconds, published }, row) => [
    [
      name,
      ...columns.flatMap((key) => cells(formatNumber(metrics[key]), formatGain(gains?.[row]!.gains[key]))),
      formatEpoch(bestEpoch),
      seconds.toFixed(1),
    ],
    ...[...new Set(published.filter(({ metric }) => columns.includes(metric)).map(wordsOf))].map((words) => [
      '  published',
      ...columns.flatMap((key) => {
        const found = published.find((one) => one.metric === key && wordsOf(one) === words);
        return cells(found ? String(found.value) : '', '');
      }),
      '',
      '',
      words,
    ]),
  ]);
  const heads = ['variant', ...columns.flatMap((key) => cells(key, 'gain')), 'best epoch', 'seconds'];
  return alignedTable(heads, rows);
}

/** Of several folds a mean. */
const formatEpoch = (epoch: number): string => (Number.isInteger(epoch) ? String(epoch) : epoch.toFixed(1));
