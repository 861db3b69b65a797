/** Items that a split holds out whole are measured apart from the others; which groups there are, a spec says. */
import type { Catalog } from '../../protocol/catalog';
import { metricKey, parseMetricKey, type ItemGroup, type MetricKey } from '../../protocol/metricKey';
import type { ExperimentSpec } from '../../protocol/spec';

/** The groups that the watched part is measured on, apart from each other; none where all items are one. */
export function watchedGroups(
  { split, validation }: Pick<ExperimentSpec, 'split' | 'validation'>,
  catalog: Catalog,
): ItemGroup[] {
  const bySplit = catalog.splits.find(({ id }) => id === split.id)?.holdsItems ?? false;
  const byValidation = catalog.validations.find(({ id }) => id === validation.id)?.holdsItems ?? false;
  if (!bySplit && !byValidation) return [];
  // Without a part of its own, it is the test part.
  const isTest = validation.id === 'test' || validation.id === 'none';
  return (isTest ? bySplit : byValidation) ? ['cold', 'warm'] : ['warm'];
}

/** "recall@20" of "recall@20/cold". */
export function ungrouped(key: MetricKey): MetricKey {
  const parsed = parseMetricKey(key);
  return parsed ? metricKey(parsed.id, parsed.k) : key;
}

/** The metric as it is measured on each group; itself where all items are one. */
export function inGroups(key: MetricKey, groups: readonly ItemGroup[]): MetricKey[] {
  const parsed = parseMetricKey(key);
  if (!parsed || groups.length === 0) return [ungrouped(key)];
  return groups.map((group) => metricKey(parsed.id, parsed.k, group));
}

/** The spec with its watched metric on a group that its split has: the one that it names, or the first. */
export function withWatchedGroup(spec: ExperimentSpec, catalog: Catalog): ExperimentSpec {
  const { metric } = spec.earlyStopping;
  const measured = inGroups(metric, watchedGroups(spec, catalog));
  if (measured.includes(metric)) return spec;
  return { ...spec, earlyStopping: { ...spec.earlyStopping, metric: measured[0]! } };
}
