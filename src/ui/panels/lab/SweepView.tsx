/** One sweep: how far it is, its runs across their settings, its table, and the way to the best run. */
import { ActionIcon, Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { Catalog } from '../../../protocol/catalog';
import { ChartTable } from '../../charts/ChartTable';
import { writeCsv, type CsvCell } from '../../charts/csv';
import { downloadCsv, fileName } from '../../charts/download';
import { formatMetric, formatSeconds } from '../../charts/formatMetric';
import { isHigherBetter, metricName } from '../../charts/metricName';
import { palettes } from '../../charts/palette';
import { Icon } from '../../controls/Icon';
import { currentCatalog } from '../../store/catalog';
import { openSpec } from '../../store/link';
import { findRun, setCurrent, setVisible, useRuns } from '../../store/runs';
import { useShownTheme } from '../../store/shownTheme';
import {
  bestPoint,
  secondsOf,
  specOfPoint,
  type PointResult,
  type SweepRecord,
} from '../../store/sweepRecord';
import { findSweep, removeSweep, resumeSweep, stopSweep } from '../../store/sweeps';
import { pause, resume, useTraining } from '../../store/training';
import { showTab } from '../../store/view';
import { measuredAxis, settingAxis } from './parallelAxes';
import { ParallelPlot, type PlottedRun } from './ParallelPlot';
import { SweepTable, type SweepRow, type SweptSetting } from './SweepTable';
import { tunableParameters } from './tunableParameters';
import { writeValue } from './valueText';

interface SweepViewProps {
  record: SweepRecord;
  catalog: Catalog;
}

/** Puts the settings of a point into the rail, and shows its run where there is one. */
function openPoint(record: SweepRecord, { point, runId }: PointResult): void {
  openSpec(specOfPoint(record.sweep, point, currentCatalog()));
  if (!findRun(runId)) return;
  setVisible(runId!, true);
  setCurrent(runId!);
  showTab('charts');
}

export function SweepView({ record, catalog }: SweepViewProps) {
  const { id, sweep, points } = record;
  const metric = sweep.base.earlyStopping.metric;
  const best = bestPoint(points, isHigherBetter(metric, catalog));
  const settings = useMemo(() => settingsOf(record, catalog), [record, catalog]);
  const rows = useMemo(
    () => points.map((one, index): SweepRow => ({ ...one, number: index + 1, isBest: one === best })),
    [points, best],
  );
  const open = useCallback(
    (number: number) => {
      const now = findSweep(id);
      if (now) openPoint(now, now.points[number - 1]!);
    },
    [id],
  );
  const ended = points.filter(({ status }) => status === 'done' || status === 'failed').length;
  return (
    <Stack gap="sm">
      <div>
        <Title order={2}>{record.title}</Title>
        <Text size="sm" c="dimmed">
          {sweep.method === 'grid' ? 'Grid' : `Random search, seed ${sweep.seed}`} on {sweep.base.data.name},{' '}
          {sweep.base.train.epochs} epochs a run
          {sweep.maxMinutes !== null && `, at most ${sweep.maxMinutes} minutes`}.
        </Text>
      </div>
      <Controls record={record} best={best} />
      <div>
        <Text size="sm" role="status" aria-label="Progress of the sweep">
          {progressWords(record, ended)}
          {best &&
            ` Best so far: ${formatMetric(best.watched)} ${metricName(metric, catalog)} on validation.`}
        </Text>
        <Progress
          value={(100 * ended) / points.length}
          size={4}
          mt={4}
          aria-label="Runs of the sweep done"
          transitionDuration={0}
        />
      </div>
      <PlotCard record={record} rows={rows} settings={settings} catalog={catalog} onOpen={open} />
      <SweepTable rows={rows} settings={settings} metric={metric} catalog={catalog} onOpen={open} />
    </Stack>
  );
}

function settingsOf({ sweep }: SweepRecord, catalog: Catalog): SweptSetting[] {
  const known = tunableParameters(sweep.base, catalog);
  return sweep.parameters.map(({ path, range }) => {
    const parameter = known.find((one) => one.path === path);
    const isLog = range.kind === 'range' ? range.scale === 'log' : parameter?.schema.scale === 'log';
    return { path, label: parameter?.label ?? path, isLog };
  });
}

function progressWords(record: SweepRecord, ended: number): string {
  const { points, state, why } = record;
  const failed = points.filter(({ status }) => status === 'failed').length;
  const words = {
    running: 'In progress',
    stopped: why === '' ? 'Stopped' : `Stopped: ${why.replace(/\.$/, '')}`,
    done: why === '' ? 'Done' : `Done: ${why}`,
  }[state];
  return `${words}. ${ended} of ${points.length} runs, ${formatSeconds(secondsOf(record))} of training${failed > 0 ? `, ${failed} failed` : ''}.`;
}

function Controls({ record, best }: { record: SweepRecord; best: PointResult | null }) {
  const { id, state } = record;
  const activeId = useTraining((training) => training.activeId);
  const isPaused = useRuns(({ runs }) => runs.find((run) => run.id === activeId)?.status === 'paused');
  return (
    <Group gap="xs">
      {state === 'running' && (
        <>
          <Button
            size="compact-md"
            leftSection={<Icon name={isPaused ? 'play' : 'pause'} />}
            onClick={isPaused ? resume : pause}
          >
            {isPaused ? 'Resume sweep' : 'Pause sweep'}
          </Button>
          <Button
            size="compact-md"
            variant="default"
            leftSection={<Icon name="stop" />}
            onClick={() => stopSweep(id)}
          >
            Stop sweep
          </Button>
        </>
      )}
      {state === 'stopped' && (
        <Button
          size="compact-md"
          leftSection={<Icon name="play" />}
          disabled={activeId !== null}
          onClick={() => resumeSweep(id)}
        >
          Go on with the sweep
        </Button>
      )}
      <Button
        size="compact-md"
        variant={state === 'done' ? 'filled' : 'default'}
        disabled={best === null}
        onClick={() => best && openPoint(record, best)}
      >
        Open the best run
      </Button>
      <Button
        size="compact-md"
        variant="default"
        leftSection={<Icon name="trash" />}
        onClick={() => removeSweep(id)}
      >
        Delete
      </Button>
    </Group>
  );
}

interface PlotCardProps {
  record: SweepRecord;
  rows: SweepRow[];
  settings: SweptSetting[];
  catalog: Catalog;
  onOpen: (number: number) => void;
}

function PlotCard({ record, rows, settings, catalog, onOpen }: PlotCardProps) {
  const theme = useShownTheme();
  const [asTable, setAsTable] = useState(false);
  const metric = record.sweep.base.earlyStopping.metric;
  const name = `${metricName(metric, catalog)}, validation`;
  const higher = isHigherBetter(metric, catalog);
  const title = 'Settings and results';
  const plot = useMemo(() => {
    const done = rows
      .filter((row): row is SweepRow & { watched: number } => row.watched !== null)
      .sort((a, b) => (higher ? b.watched - a.watched : a.watched - b.watched));
    const axes = [
      ...settings.map(({ path, label, isLog }) =>
        settingAxis(
          label,
          rows.map(({ point }) => point[path]!),
          isLog,
        ),
      ),
      ...(done.length > 0
        ? [
            measuredAxis(
              name,
              done.map(({ watched }) => watched),
              higher,
              formatMetric,
            ),
          ]
        : []),
    ];
    const runs = done.map((row): PlottedRun => ({
      key: String(row.number),
      heights: axes.map((axis, index) =>
        axis.at(index < settings.length ? row.point[settings[index]!.path]! : row.watched),
      ),
      words: `Run ${row.number}: ${settings
        .map(({ path, label }) => `${label} ${writeValue(row.point[path]!)}`)
        .join(', ')} → ${formatMetric(row.watched)} ${name}, ${formatMetric(row.test)} test`,
    }));
    return { axes, runs };
  }, [rows, settings, name, higher]);
  const table = (): CsvCell[][] => [
    ['Run', ...settings.map(({ label }) => label), name, 'Test'],
    ...rows.map((row) => [
      row.number,
      ...settings.map(({ path }) => writeValue(row.point[path]!)),
      row.watched ?? undefined,
      row.test ?? undefined,
    ]),
  ];
  const { height } = palettes[theme];
  return (
    <Paper component="figure" withBorder m={0} p="xs" aria-label={title}>
      <Group justify="space-between" wrap="nowrap">
        <Text component="h3" fw={600} m={0}>
          {title}
        </Text>
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            variant={asTable ? 'light' : 'subtle'}
            color="gray"
            aria-pressed={asTable}
            aria-label={`View ${title} as table`}
            onClick={() => setAsTable(!asTable)}
          >
            <Icon name="table" />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Save the sweep (CSV)"
            onClick={() => downloadCsv(fileName(record.title), writeCsv(table()))}
          >
            <Icon name="download" />
          </ActionIcon>
        </Group>
      </Group>
      {asTable ? (
        <ChartTable title={title} rows={table()} height={height} />
      ) : (
        <ParallelPlot
          label={title}
          axes={plot.axes}
          runs={plot.runs}
          theme={theme}
          hint={
            plot.runs.length > 0
              ? 'One line a run; the better, the higher on the last axis. Point at a line for its values; a click opens its settings in the rail.'
              : 'Lines come as runs end.'
          }
          onOpen={(key) => onOpen(Number(key))}
        />
      )}
    </Paper>
  );
}
