/** Names of measured values: `ndcg@10`, `map`, `rmse`, `f1/micro`, `recall@20/cold`, `loss`. */
export type MetricKey = string;

export interface ParsedMetricKey {
  id: string;
  /** The cutoff, or null for a metric of the whole ranking. */
  k: number | null;
  /** The items it is measured on, where they are measured apart: held out whole, or the others; null: all. */
  group: ItemGroup | null;
}

export const itemGroups = ['cold', 'warm'] as const;
export type ItemGroup = (typeof itemGroups)[number];

const pattern = /^([a-z][a-z0-9-]*(?:\/(?:micro|macro))?)(?:@([1-9][0-9]{0,3}))?(?:\/(cold|warm))?$/;

/** Splits `ndcg@10` into its id and cutoff; null when the text is no metric key. */
export function parseMetricKey(key: string): ParsedMetricKey | null {
  const match = pattern.exec(key);
  if (!match) return null;
  return {
    id: match[1]!,
    k: match[2] === undefined ? null : Number(match[2]),
    group: (match[3] as ItemGroup | undefined) ?? null,
  };
}

export function metricKey(id: string, k: number | null, group: ItemGroup | null = null): MetricKey {
  return (k === null ? id : `${id}@${k}`) + (group === null ? '' : `/${group}`);
}
