/** The table of runs: sortable columns over the rows of `runRows`. */
import { useMemo } from 'react';
import type { Catalog } from '../../../protocol/catalog';
import type { MetricKey } from '../../../protocol/metricKey';
import { formatSeconds } from '../../charts/formatMetric';
import { formatMs } from '../../charts/formatSpeed';
import { isHigherBetter, metricName } from '../../charts/metricName';
import { settingLabel } from '../../controls/settingLabel';
import { columnsFor, SortableTable } from '../../controls/SortableTable';
import { BackendCell, MetricCell, NameCell, NotesCell, ShownCell, StatusCell } from './cells';
import { meanStepMs } from '../engineWords';
import type { RunRow } from './runRows';
import { useRuns } from './runsContext';
import classes from './RunsTable.module.css';
import { settingValue } from './settings';

const helper = columnsFor<RunRow>();

interface RunsTableProps {
  rows: RunRow[];
  metrics: readonly MetricKey[];
  /** Dot paths shown as columns in place of model, loss and data; null for those. */
  differences: readonly string[] | null;
}

export function RunsTable({ rows, metrics, differences }: RunsTableProps) {
  const { catalog, currentId, testParts } = useRuns();
  // By content: new columns would make every cell anew, and a field being edited would lose its text.
  const metricsKey = JSON.stringify(metrics);
  const differencesKey = JSON.stringify(differences);
  const specs = rows.map(({ run }) => run.info?.spec ?? run.spec);
  const labelsKey = JSON.stringify(
    Object.fromEntries((differences ?? []).map((path) => [path, settingLabel(path, specs, catalog)])),
  );
  const partsKey = testParts && JSON.stringify([...testParts.letterOf]);
  const columns = useMemo(
    () =>
      columnsOf(
        catalog,
        JSON.parse(metricsKey) as typeof metrics,
        JSON.parse(differencesKey) as typeof differences,
        partsKey === null ? null : new Map(JSON.parse(partsKey) as [string, string][]),
        JSON.parse(labelsKey) as Record<string, string>,
      ),
    [catalog, metricsKey, differencesKey, partsKey, labelsKey],
  );
  return (
    <SortableTable
      label="Runs"
      rows={rows}
      columns={columns}
      rowId={(row) => row.id}
      nameColumn="name"
      isNumeric={(column) => numeric.test(column)}
      rowClass={(row) => (row.folds ? classes.mean : row.run.id === currentId ? classes.current : undefined)}
    />
  );
}

const numeric = /^(epochs|bestEpoch|stepMs|seconds|test )/;

function columnsOf(
  catalog: Catalog,
  metrics: readonly MetricKey[],
  differences: readonly string[] | null,
  partOf: ReadonlyMap<string, string> | null,
  labels: Record<string, string>,
) {
  const labelOf = (entries: { id: string; label: string }[], id: string) =>
    entries.find((entry) => entry.id === id)?.label ?? id;
  const setting = (id: string, header: string, read: (row: RunRow) => string | number | undefined) =>
    helper.accessor(read, {
      id,
      header,
      // Numbers by size, text by letters.
      sortFn: 'basic',
      sortUndefined: 'last',
      cell: ({ getValue }) => String(getValue() ?? ''),
    });
  const count = (
    id: string,
    header: string,
    read: (row: RunRow) => number | undefined,
    show: (value: number) => string = String,
  ) =>
    helper.accessor(read, {
      id,
      header,
      sortFn: 'basic',
      sortUndefined: 'last',
      cell: ({ getValue }) => {
        const value = getValue();
        return value === undefined ? '–' : show(value);
      },
    });
  const settings = differences
    ? differences.map((path) =>
        setting(`setting ${path}`, labels[path] ?? path, ({ run, folds }) =>
          folds && path === 'split.fold' ? undefined : settingValue(run, path),
        ),
      )
    : [
        setting('model', 'Model', ({ run }) => labelOf(catalog.models, run.spec.model.id)),
        setting('loss', 'Loss', ({ run }) => {
          const trained = catalog.models.find((entry) => entry.id === run.spec.model.id)?.losses.length !== 0;
          return trained ? labelOf(catalog.losses, run.spec.loss.id) : '–';
        }),
        setting('data', 'Data', ({ run }) => run.spec.data.name),
      ];
  return helper.columns([
    helper.accessor((row) => row.run.name, {
      id: 'name',
      header: 'Run',
      sortFn: 'alphanumeric',
      cell: ({ row }) => <NameCell row={row.original} />,
    }),
    helper.accessor((row) => Number(row.run.visible), {
      id: 'shown',
      header: 'Shown',
      sortFn: 'basic',
      cell: ({ row }) => <ShownCell row={row.original} />,
    }),
    helper.accessor((row) => row.run.status, {
      id: 'status',
      header: 'Status',
      sortFn: 'alphanumeric',
      cell: ({ row }) => <StatusCell row={row.original} />,
    }),
    // Values of different test parts stand in one column: what they are of must stand beside them.
    ...(partOf ? [setting('testPart', 'Tested on', ({ run }) => partOf.get(run.id))] : []),
    ...metrics.map((metric) =>
      helper.accessor((row) => row.test?.[metric], {
        id: `test ${metric}`,
        header: `${metricName(metric, catalog)}, test`,
        sortFn: 'basic',
        sortUndefined: 'last',
        // The first click brings the best to the top.
        sortDescFirst: isHigherBetter(metric, catalog),
        cell: ({ row }) => <MetricCell row={row.original} metric={metric} />,
      }),
    ),
    ...settings,
    count('epochs', 'Epochs', (row) => (row.folds ? undefined : row.run.epochs.length)),
    count('bestEpoch', 'Best epoch', (row) => (row.folds ? undefined : row.run.bestEpoch || undefined)),
    helper.accessor(({ run }) => run.info?.backend.backend ?? '', {
      id: 'backend',
      header: 'Runs on',
      sortFn: 'alphanumeric',
      cell: ({ row }) => <BackendCell row={row.original} />,
    }),
    count('stepMs', 'ms/step', (row) => (row.folds ? undefined : meanStepMs(row.run)), formatMs),
    count(
      'seconds',
      'Time',
      (row) =>
        (row.folds ? sum(row.folds.map((run) => run.elapsedMs)) : row.run.elapsedMs) / 1000 || undefined,
      formatSeconds,
    ),
    helper.accessor((row) => row.run.notes, {
      id: 'notes',
      header: 'Notes',
      sortFn: 'alphanumeric',
      cell: ({ row }) => <NotesCell row={row.original} />,
    }),
  ]);
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
