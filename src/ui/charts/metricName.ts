/** What a metric is called and how it is defined, from the catalogue. */
import type { Catalog, MetricEntry } from '../../protocol/catalog';
import { itemGroups, parseMetricKey, type ItemGroup, type MetricKey } from '../../protocol/metricKey';

export function metricEntry(key: MetricKey, catalog: Catalog): MetricEntry | undefined {
  const id = parseMetricKey(key)?.id;
  return catalog.metrics.find((entry) => entry.id === id);
}

/** Items that are measured apart, in words. */
export const groupWords: Readonly<Record<ItemGroup, string>> = { cold: 'cold items', warm: 'warm items' };

const named = (key: MetricKey, catalog: Catalog, beforeGroup: string): string => {
  const entry = metricEntry(key, catalog);
  const { k, group } = parseMetricKey(key) ?? { k: null, group: null };
  if (!entry) return key;
  const words = group === null ? '' : beforeGroup + groupWords[group];
  return entry.label + (k === null ? '' : `@${k}`) + words;
};

/** "NDCG@10", "Recall@20, cold items"; the key itself for a metric that the catalogue does not know. */
export const metricName = (key: MetricKey, catalog: Catalog): string => named(key, catalog, ', ');

/** The same inside a sentence: "Recall@20 on cold items". */
export const metricInSentence = (key: MetricKey, catalog: Catalog): string => named(key, catalog, ' on ');

/** With its unit, for an axis: "RMSE (stars)". */
export function metricAxisName(key: MetricKey, catalog: Catalog): string {
  const unit = metricEntry(key, catalog)?.unit;
  return metricName(key, catalog) + (unit ? ` (${unit})` : '');
}

/** Loss and unknown metrics count as better when lower and higher, respectively. */
export function isHigherBetter(key: MetricKey, catalog: Catalog): boolean {
  return key === 'loss' ? false : (metricEntry(key, catalog)?.higherIsBetter ?? true);
}

/** Keys in the order of the catalogue, then by cutoff, then by group of items; unknown ones last. */
export function sortMetricKeys(keys: Iterable<MetricKey>, catalog: Catalog): MetricKey[] {
  const place = (key: MetricKey) => {
    const parsed = parseMetricKey(key);
    const index = catalog.metrics.findIndex((entry) => entry.id === parsed?.id);
    const group = parsed?.group ? itemGroups.indexOf(parsed.group) : -1;
    return [index < 0 ? catalog.metrics.length : index, parsed?.k ?? 0, group] as const;
  };
  return [...new Set(keys)].sort((a, b) => {
    const [p, q] = [place(a), place(b)];
    return p[0] - q[0] || p[1] - q[1] || p[2] - q[2];
  });
}
