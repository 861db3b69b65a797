/** Reads a typed list of metrics, "ndcg@10, map", against the metrics there are. */
import type { Catalog } from '../../../protocol/catalog';
import { parseMetricKey } from '../../../protocol/metricKey';
import { text } from '../../messages';

export function readMetrics(
  typed: string,
  catalog: Pick<Catalog, 'metrics'>,
): { value: string[] | null; fault: string | null } {
  const keys = [...new Set(typed.toLowerCase().split(/[\s,;]+/))].filter((key) => key !== '');
  if (keys.length === 0) return { value: null, fault: text.form.metricsEmpty };
  const unknown = keys.find((key) => !fits(key, catalog));
  if (unknown !== undefined) return { value: null, fault: text.form.metricsFault(unknown) };
  return { value: keys, fault: null };
}

function fits(key: string, catalog: Pick<Catalog, 'metrics'>): boolean {
  const parsed = parseMetricKey(key);
  const metric = catalog.metrics.find(({ id }) => id === parsed?.id);
  if (!parsed || !metric) return false;
  return metric.cutoff === 'optional' || (metric.cutoff === 'required') === (parsed.k !== null);
}
