/** The runs of a sweep as a sortable table, one column per setting. */
import { UnstyledButton } from '@mantine/core';
import { useMemo } from 'react';
import type { Catalog } from '../../../protocol/catalog';
import type { MetricKey } from '../../../protocol/metricKey';
import type { ParamValue } from '../../../protocol/spec';
import { formatMetric, formatSeconds } from '../../charts/formatMetric';
import { isHigherBetter, metricName } from '../../charts/metricName';
import { columnsFor, SortableTable } from '../../controls/SortableTable';
import type { PointResult } from '../../store/sweepRecord';
import classes from './Lab.module.css';
import { writeValue } from './valueText';

export interface SweptSetting {
  path: string;
  label: string;
  isLog: boolean;
}

export interface SweepRow extends PointResult {
  /** From 1, in the order of the sweep. */
  number: number;
  isBest: boolean;
}

const helper = columnsFor<SweepRow>();

interface SweepTableProps {
  rows: SweepRow[];
  settings: SweptSetting[];
  metric: MetricKey;
  catalog: Catalog;
  onOpen: (number: number) => void;
}

export function SweepTable({ rows, settings, metric, catalog, onOpen }: SweepTableProps) {
  const settingsText = JSON.stringify(settings);
  const columns = useMemo(
    () => columnsOf(JSON.parse(settingsText) as SweptSetting[], metric, catalog, onOpen),
    [settingsText, metric, catalog, onOpen],
  );
  return (
    <SortableTable
      label="Runs of the sweep"
      rows={rows}
      columns={columns}
      rowId={({ number }) => String(number)}
      nameColumn="number"
      isNumeric={(column) => column !== 'status'}
      rowClass={({ isBest }) => (isBest ? classes.best : undefined)}
    />
  );
}

const statusOf = ({ status, fault, isBest }: SweepRow): string =>
  status === 'failed' ? `failed: ${fault}` : isBest ? 'done, best' : status;

/** Numbers sort by size, all else by letters. */
const sortable = (value: ParamValue): number | string =>
  typeof value === 'number' ? value : writeValue(value);

function columnsOf(
  settings: readonly SweptSetting[],
  metric: MetricKey,
  catalog: Catalog,
  onOpen: (number: number) => void,
) {
  const name = metricName(metric, catalog);
  const measured = (
    id: string,
    header: string,
    read: (row: SweepRow) => number | null,
    show: (value: number) => string,
    descending: boolean,
  ) =>
    helper.accessor((row) => read(row) ?? undefined, {
      id,
      header,
      sortFn: 'basic',
      sortUndefined: 'last',
      // The first click brings the best to the top.
      sortDescFirst: descending,
      cell: ({ row }) => {
        const value = read(row.original);
        return value === null ? '–' : show(value);
      },
    });
  const higher = isHigherBetter(metric, catalog);
  return helper.columns([
    helper.accessor('number', {
      header: 'Run',
      sortFn: 'basic',
      cell: ({ row: { original } }) => (
        <UnstyledButton
          fz="sm"
          td="underline"
          aria-label={`Open run ${original.number}`}
          onClick={() => onOpen(original.number)}
        >
          {original.number}
        </UnstyledButton>
      ),
    }),
    ...settings.map(({ path, label }) =>
      helper.accessor((row) => sortable(row.point[path]!), {
        id: path,
        header: label,
        sortFn: 'basic',
        cell: ({ row }) => writeValue(row.original.point[path]!),
      }),
    ),
    measured('watched', `${name}, validation`, (row) => row.watched, formatMetric, higher),
    measured('test', `${name}, test`, (row) => row.test, formatMetric, higher),
    measured('bestEpoch', 'Best epoch', (row) => row.bestEpoch || null, String, false),
    measured('seconds', 'Time', (row) => row.seconds || null, formatSeconds, false),
    helper.accessor(statusOf, { id: 'status', header: 'Status', sortFn: 'alphanumeric' }),
  ]);
}
