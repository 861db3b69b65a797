/** Names of measured values: `ndcg@10`, `map`, `rmse`, `f1/micro`, `loss`. */
export type MetricKey = string;

export interface ParsedMetricKey {
  id: string;
  /** The cutoff, or null for a metric of the whole ranking. */
  k: number | null;
}

const pattern = /^([a-z][a-z0-9-]*(?:\/[a-z]+)?)(?:@([1-9][0-9]{0,3}))?$/;

/** Splits `ndcg@10` into its id and cutoff; null when the text is no metric key. */
export function parseMetricKey(key: string): ParsedMetricKey | null {
  const match = pattern.exec(key);
  if (!match) return null;
  return { id: match[1]!, k: match[2] === undefined ? null : Number(match[2]) };
}

export function metricKey(id: string, k: number | null): MetricKey {
  return k === null ? id : `${id}@${k}`;
}
