/** The final table of a comparison: what came of each variant, of its own run or of the sender's. */
import type { Catalog, ComparisonView, PublishedValue } from '../../../protocol/catalog';
import { publishedFor } from '../../../protocol/comparison';
import { gainsOver } from '../../../protocol/comparisonTables';
import type { Metrics } from '../../../protocol/events';
import type { MetricKey } from '../../../protocol/metricKey';
import { isHigherBetter } from '../../charts/metricName';
import { ungrouped } from '../../store/itemGroups';
import type { RunRecord } from '../../store/runRecord';

export interface VariantRow {
  run: RunRecord;
  /** On the test part; null before it is measured. */
  test: Metrics | null;
  /** The values are those of a link, not measured here. */
  fromLink: boolean;
  /** 0 before the first. */
  bestEpoch: number;
  /** First epoch whose watched metric came within 1 % of the best; null where it was not watched. */
  convergedAt: number | null;
  /** Training time; null where it is not known. */
  seconds: number | null;
  published: PublishedValue[];
  /** By how much it is above the baseline, by metric; null without a baseline. */
  gains: Metrics | null;
}

/** The first epoch within 1 % of the best value that a metric reached. */
export function convergedAt(
  epochs: readonly { epoch: number; metrics: Metrics }[],
  metric: MetricKey,
  higherIsBetter: boolean,
): number | null {
  const sign = higherIsBetter ? 1 : -1;
  const values = epochs.flatMap(({ epoch, metrics }) => {
    const value = metrics[metric];
    return value === undefined ? [] : [{ epoch, value: sign * value }];
  });
  const best = Math.max(...values.map(({ value }) => value));
  return values.find(({ value }) => value >= best - 0.01 * Math.abs(best))?.epoch ?? null;
}

export function variantRow(run: RunRecord, metric: MetricKey, catalog: Catalog): VariantRow {
  const isMeasured = run.test !== null || run.epochs.length > 0;
  const fromLink = !isMeasured && run.expected !== null;
  const epochs = fromLink ? run.expected!.epochs : run.epochs;
  return {
    run,
    test: fromLink ? run.expected!.test : run.test,
    fromLink,
    bestEpoch: fromLink ? run.expected!.bestEpoch : run.bestEpoch,
    convergedAt: convergedAt(epochs, metric, isHigherBetter(metric, catalog)),
    seconds: isMeasured ? run.elapsedMs / 1000 : null,
    published: publishedFor(run.info?.spec ?? run.spec, catalog),
    gains: null,
  };
}

/** The rows with their gains over the variant of this name, whose own are none. */
export function withGains(rows: readonly VariantRow[], baseline: string): VariantRow[] {
  const named = rows.map(({ run, test }) => ({ name: run.name, metrics: test ?? {} }));
  const keys = [...new Set(named.flatMap(({ metrics }) => Object.keys(metrics)))];
  const gains = gainsOver(named, baseline, keys);
  return rows.map((row, place) => ({ ...row, gains: gains[place]!.gains }));
}

const mostColumns = 6;

/** What metrics of one family share: "@10", "/micro"; a group of items is none of it. */
const familyOf = (key: MetricKey): string => /[@/].*$/.exec(ungrouped(key))?.[0] ?? '';

/**
 * Those that the comparison is about, where it says so. Else the compared metric, then others that the variants have:
 * what was published, then its own family, then the rest in the order they were asked for; of each the groups of items
 * that it was measured on apart.
 * @param about metrics that the comparison is about
 */
export function testColumns(
  rows: readonly VariantRow[],
  metric: MetricKey,
  about: readonly MetricKey[] = [],
): MetricKey[] {
  if (about.length > 0) return [...new Set([...about, ...(about.includes(metric) ? [] : [metric])])];
  const measured = [...new Set(rows.flatMap(({ test }) => Object.keys(test ?? {})))];
  const asked = rows.flatMap(({ run }) => run.spec.evaluation.metrics);
  const published = rows.flatMap((row) => row.published.map((value) => value.metric));
  const family = asked.filter((key) => familyOf(key) === familyOf(metric));
  const present = [ungrouped(metric), ...published, ...family, ...asked].flatMap((key) =>
    measured.includes(key) ? [key] : measured.filter((one) => ungrouped(one) === key),
  );
  return [...new Set([metric, ...present])].slice(0, mostColumns);
}

/** The table that a comparison has as a preset: its runs know it by its title, also those from a link. */
export const viewOf = (title: string, catalog: Catalog): ComparisonView =>
  catalog.presets.find(({ label, variants }) => variants !== undefined && label === title) ?? {};

/** "+19.8 %", "−3.2 %". */
export const formatGain = (gain: number): string =>
  `${gain < 0 ? '−' : '+'}${Math.abs(100 * gain).toFixed(1)} %`;
