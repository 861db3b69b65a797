/** Values to hold a curve against: the oracle of generated data, and published results of the same protocol. */
import type { Catalog } from '../../protocol/catalog';
import type { MetricKey } from '../../protocol/metricKey';
import { agrees } from '../../protocol/specDiff';
import type { RunRecord } from '../store/runRecord';

export interface Reference {
  kind: 'oracle' | 'published';
  value: number;
  /** Short, to stand on the line. */
  label: string;
  /** Whole sentence, to stand under the chart. */
  explanation: string;
}

/**
 * References for one metric. A published value counts only when some run shown agrees with the whole protocol it
 * was measured by; the oracle is that of the current run, or of the first run that has one.
 */
export function referencesFor(
  key: MetricKey,
  runs: readonly RunRecord[],
  currentId: string | null,
  catalog: Catalog,
): Reference[] {
  const references: Reference[] = [];
  const current = runs.find((run) => run.id === currentId);
  const withOracle = current ?? runs.find((run) => run.info?.oracle);
  const oracle = withOracle?.info?.watchedPart === 'validation' ? withOracle.info.oracle?.[key] : undefined;
  if (oracle !== undefined) {
    references.push({
      kind: 'oracle',
      value: oracle,
      label: 'oracle',
      explanation: 'Oracle: best any model could reach on generated data, scored with the true preferences.',
    });
  }
  for (const preset of catalog.presets) {
    if (!runs.some((run) => run.info && agrees(run.info.spec, preset.protocol))) continue;
    for (const { metric, value, source, differs } of preset.published) {
      if (
        metric !== key ||
        differs !== undefined ||
        references.some((r) => r.value === value && r.explanation.includes(source))
      )
        continue;
      references.push({
        kind: 'published',
        value,
        label: 'published',
        explanation: `Published ${value} (test part): ${source}`,
      });
    }
  }
  return references;
}
