/** How the charts are drawn: smoothing, axes, and which metrics have a chart. */
import { Chip, Group, SegmentedControl, Slider, Switch, Text } from '@mantine/core';
import { memo } from 'react';
import type { Catalog } from '../../protocol/catalog';
import type { MetricKey } from '../../protocol/metricKey';
import { ungrouped } from '../store/itemGroups';
import type { ChartSettings } from './chartSettings';
import { InTurn } from './InTurn';
import { metricName } from './metricName';

/** One line of chips. */
const chipsHeight = 24;

interface ChartControlsProps {
  settings: ChartSettings;
  onSettings: (settings: ChartSettings) => void;
  /** Metrics that the runs have, and those of them that are shown. */
  present: readonly MetricKey[];
  shown: readonly MetricKey[];
  catalog: Catalog;
}

export const ChartControls = memo(function ChartControls({
  settings,
  onSettings,
  present,
  shown,
  catalog,
}: ChartControlsProps) {
  return (
    <Group align="center" style={{ gap: '8px 20px' }}>
      <Group gap="xs" wrap="nowrap">
        <Text size="sm" id="charts-smoothing">
          Smoothing
        </Text>
        <Slider
          w={120}
          min={0}
          max={0.99}
          step={0.01}
          value={settings.smoothing}
          onChange={(smoothing) => onSettings({ ...settings, smoothing })}
          label={(value) => value.toFixed(2)}
          aria-labelledby="charts-smoothing"
          thumbProps={{ 'aria-labelledby': 'charts-smoothing' }}
        />
      </Group>
      <SegmentedControl
        size="xs"
        aria-label="Horizontal axis"
        value={settings.xAxis}
        onChange={(xAxis) => onSettings({ ...settings, xAxis: xAxis === 'time' ? 'time' : 'epoch' })}
        data={[
          { value: 'epoch', label: 'Epoch' },
          { value: 'time', label: 'Time' },
        ]}
      />
      <Switch
        size="xs"
        label="log x"
        checked={settings.logX}
        onChange={(event) => onSettings({ ...settings, logX: event.currentTarget.checked })}
      />
      <Switch
        size="xs"
        label="log y"
        checked={settings.logY}
        onChange={(event) => onSettings({ ...settings, logY: event.currentTarget.checked })}
      />
      {present.length > 0 && (
        <InTurn height={chipsHeight}>
          <Chip.Group
            multiple
            value={distinct(shown)}
            onChange={(metrics) => metrics.length > 0 && onSettings({ ...settings, metrics })}
          >
            <Group gap={6} role="group" aria-label="Metrics with a chart">
              {distinct(present).map((key) => (
                <Chip key={key} value={key} size="xs" radius="sm" variant="outline">
                  {metricName(key, catalog)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </InTurn>
      )}
    </Group>
  );
}, isSame);

/** Metrics are chosen for all groups of items at once: those of a group stand beside those of the other. */
const distinct = (keys: readonly MetricKey[]): MetricKey[] => [...new Set(keys.map(ungrouped))];

/** Runs change several times a second, which metrics they have hardly ever. */
function isSame(a: ChartControlsProps, b: ChartControlsProps): boolean {
  return (
    a.settings === b.settings &&
    a.onSettings === b.onSettings &&
    a.catalog === b.catalog &&
    a.present.join() === b.present.join() &&
    a.shown.join() === b.shown.join()
  );
}
