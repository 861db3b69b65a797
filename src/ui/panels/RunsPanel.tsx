/** The table of all runs: compare, rename, note, pin, share, delete. */
import { Button, Checkbox, Group, Popover, Stack, Switch, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Catalog } from '../../protocol/catalog';
import type { MetricKey } from '../../protocol/metricKey';
import type { ExperimentSpec } from '../../protocol/spec';
import { usualMetrics, type ChartTheme } from '../charts/chartSettings';
import { downloadCsv } from '../charts/download';
import { hasSameTestPart, testParts } from '../charts/measuredOn';
import { metricName, sortMetricKeys } from '../charts/metricName';
import { useThrottled } from '../charts/useThrottled';
import { text } from '../messages';
import { ungrouped } from '../store/itemGroups';
import type { RunRecord } from '../store/runRecord';
import { runRows } from './runs/runRows';
import { runsCsv } from './runs/runsCsv';
import { RunsContext, type RunsContextValue } from './runs/runsContext';
import { RunsTable } from './runs/RunsTable';
import { differingSettings } from './runs/settings';

export interface RunsPanelProps {
  runs: RunRecord[];
  currentId: string | null;
  baselineId: string | null;
  catalog: Catalog;
  theme: ChartTheme;
  onSelect: (id: string) => void;
  onToggleVisible: (id: string) => void;
  onRename: (id: string, name: string) => void;
  onNote: (id: string, notes: string) => void;
  /** Deletes at once; whoever mounts the panel offers to undo it. */
  onDelete: (ids: string[]) => void;
  /** Null unpins. */
  onPin: (id: string | null) => void;
  onShare: (ids: string[]) => void;
  onRerun: (spec: ExperimentSpec) => void;
  onResume: (id: string) => void;
}

export default function RunsPanel({ runs: latest, ...props }: RunsPanelProps) {
  const { catalog, baselineId, onShare, onDelete } = props;
  const runs = useThrottled(latest, 330);
  const [chosen, setChosen] = useState<readonly MetricKey[]>(usualMetrics);
  const [onlyDifferences, setOnlyDifferences] = useState(false);
  const [marked, setMarked] = useState<readonly string[]>([]);
  const [editing, setEditing] = useState<RunsContextValue['editing']>(null);

  const rows = useMemo(() => runRows(runs), [runs]);
  const present = sortMetricKeys(
    runs.flatMap((run) => Object.keys(run.test ?? {})),
    catalog,
  );
  const wanted = present.filter((key) => chosen.includes(key) || chosen.includes(ungrouped(key)));
  const metrics = wanted.length > 0 ? wanted : present.slice(0, 2);
  const differences = onlyDifferences ? differingSettings(runs) : null;

  if (runs.length === 0) {
    return (
      <Text c="dimmed" ta="center" p="xl">
        No runs yet. Press Train (Space): every run is kept here, also after a reload, to compare, rename,
        share and run again.
      </Text>
    );
  }

  // Deleted runs drop out of the selection by themselves.
  const selected = runs.filter((run) => marked.includes(run.id));
  const pinned = runs.find((run) => run.id === baselineId);
  const context: RunsContextValue = {
    ...props,
    baseline: pinned?.test ?? null,
    isLikeBaseline: (run) => pinned === undefined || hasSameTestPart(run, pinned, catalog),
    testParts: testParts(
      runs.filter((run) => run.test !== null),
      catalog,
    ),
    selected: new Set(selected.map((run) => run.id)),
    onSelected: (id, on) => setMarked(on ? [...marked, id] : marked.filter((other) => other !== id)),
    editing,
    onEdit: setEditing,
  };
  const all = selected.length === runs.length;
  const exported = selected.length > 0 ? selected : runs;
  const selectedIds = selected.map((run) => run.id);
  return (
    <RunsContext value={context}>
      <Stack gap="xs" mah="100%">
        <Group gap="xs">
          <Checkbox
            size="xs"
            label={selected.length === 0 ? 'Select all' : `${selected.length} selected`}
            checked={all}
            indeterminate={selected.length > 0 && !all}
            onChange={() => setMarked(all ? [] : runs.map((run) => run.id))}
            miw={96}
          />
          <Button
            size="compact-sm"
            variant="default"
            disabled={selected.length === 0}
            onClick={() => onShare(selectedIds)}
          >
            Share link
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => downloadCsv('runs', runsCsv(exported, catalog))}
          >
            {selected.length > 0 ? 'Save selected (CSV)' : 'Save all (CSV)'}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={selected.length === 0}
            onClick={() => onDelete(selectedIds)}
          >
            Delete
          </Button>
          <MetricChoice present={present} metrics={metrics} onChoose={setChosen} catalog={catalog} />
          <Switch
            size="xs"
            label="Only differences"
            checked={onlyDifferences}
            onChange={(event) => setOnlyDifferences(event.currentTarget.checked)}
          />
        </Group>
        {onlyDifferences && differences?.length === 0 && (
          <Text size="sm" c="dimmed">
            All runs have the same settings.
          </Text>
        )}
        {context.testParts && (
          <Text size="sm" c="dimmed" role="note">
            {text.runs.testedOn} {context.testParts.words.join('; ')}.
          </Text>
        )}
        <RunsTable rows={rows} metrics={metrics} differences={differences} />
      </Stack>
    </RunsContext>
  );
}

interface MetricChoiceProps {
  present: readonly MetricKey[];
  metrics: readonly MetricKey[];
  onChoose: (metrics: MetricKey[]) => void;
  catalog: Catalog;
}

function MetricChoice({ present, metrics, onChoose, catalog }: MetricChoiceProps) {
  return (
    <Popover position="bottom-start" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button size="compact-sm" variant="default" disabled={present.length === 0}>
          Metrics
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Checkbox.Group value={[...metrics]} onChange={onChoose} aria-label="Metrics in the table">
          <Stack gap={6}>
            {present.map((key) => (
              <Checkbox key={key} size="xs" value={key} label={metricName(key, catalog)} />
            ))}
          </Stack>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  );
}
