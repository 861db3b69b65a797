/** The final table of a comparison: what came of each variant, of its own run or of the sender's. */
import type { Catalog, PublishedValue } from '../../../protocol/catalog';
import { publishedFor } from '../../../protocol/comparison';
import type { Metrics } from '../../../protocol/events';
import type { MetricKey } from '../../../protocol/metricKey';
import { isHigherBetter } from '../../charts/metricName';
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
  };
}

const mostColumns = 6;

/** What metrics of one family share: "@10", "/micro". */
const familyOf = (key: MetricKey): string => /[@/].*$/.exec(key)?.[0] ?? '';

/**
 * The compared metric, then others that the variants have: what was published, then its own family, then the rest in
 * the order they were asked for.
 */
export function testColumns(rows: readonly VariantRow[], metric: MetricKey): MetricKey[] {
  const measured = new Set(rows.flatMap(({ test }) => Object.keys(test ?? {})));
  const asked = rows.flatMap(({ run }) => run.spec.evaluation.metrics);
  const published = rows.flatMap((row) => row.published.map((value) => value.metric));
  const family = asked.filter((key) => familyOf(key) === familyOf(metric));
  const present = [...new Set([...published, ...family, ...asked])].filter(
    (key) => key !== metric && measured.has(key),
  );
  return [metric, ...present.slice(0, mostColumns - 1)];
}
