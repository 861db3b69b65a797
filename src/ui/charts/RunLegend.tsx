/** Which line is which run, once for all charts. */
import { Text } from '@mantine/core';
import { memo } from 'react';
import type { RunRecord } from '../store/runRecord';
import type { ChartTheme } from './chartSettings';
import { lookOf } from './series';
import { Swatch } from './Swatch';

interface RunLegendProps {
  runs: readonly RunRecord[];
  currentId: string | null;
  baselineId: string | null;
  theme: ChartTheme;
}

export const RunLegend = memo(function RunLegend({ runs, currentId, baselineId, theme }: RunLegendProps) {
  return (
    <ul
      aria-label="Runs shown"
      style={{ listStyle: 'none', display: 'flex', flexWrap: 'wrap', gap: '4px 16px', padding: 0, margin: 0 }}
    >
      {runs.map((run) => (
        <li key={run.id} style={{ display: 'flex', alignItems: 'center', gap: 6, maxWidth: '100%' }}>
          <Swatch look={lookOf(run.series)} theme={theme} />
          <Text size="sm" fw={run.id === currentId ? 600 : 400} truncate>
            {run.name}
            {run.id === baselineId && ' (baseline)'}
          </Text>
        </li>
      ))}
    </ul>
  );
}, isSame);

function isSame(a: RunLegendProps, b: RunLegendProps): boolean {
  const words = ({ runs, currentId, baselineId, theme }: RunLegendProps) =>
    JSON.stringify([runs.map((run) => [run.id, run.name, run.series]), currentId, baselineId, theme]);
  return words(a) === words(b);
}
