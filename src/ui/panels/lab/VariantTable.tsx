/** The final table of a comparison, one row per variant, with published values of the same protocol, or marked as of another. */
import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { Catalog, PublishedValue } from '../../../protocol/catalog';
import type { MetricKey } from '../../../protocol/metricKey';
import type { ChartTheme } from '../../charts/chartSettings';
import { formatMetric, formatSeconds } from '../../charts/formatMetric';
import { isHigherBetter, metricName } from '../../charts/metricName';
import { lookOf } from '../../charts/series';
import { Swatch } from '../../charts/Swatch';
import { columnsFor, SortableTable } from '../../controls/SortableTable';
import type { RunRecord } from '../../store/runRecord';
import { statusWords } from '../runs/statusWords';
import classes from './Lab.module.css';
import { testColumns, variantRow, type VariantRow } from './variantRows';

const helper = columnsFor<VariantRow>();

interface VariantTableProps {
  /** One per variant. */
  runs: readonly RunRecord[];
  metric: MetricKey;
  catalog: Catalog;
  theme: ChartTheme;
}

export function VariantTable({ runs, metric, catalog, theme }: VariantTableProps) {
  const rows = useMemo(() => runs.map((run) => variantRow(run, metric, catalog)), [runs, metric, catalog]);
  const notes = [...new Set(rows.flatMap((row) => row.published.flatMap(noteOf)))];
  const metricsText = testColumns(rows, metric).join(' ');
  const columns = useMemo(
    () => columnsOf(metricsText.split(' '), catalog, theme),
    [metricsText, catalog, theme],
  );
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        Test part, with the weights of the best epoch
      </Text>
      <SortableTable
        label="Variants"
        rows={rows}
        columns={columns}
        rowId={({ run }) => run.id}
        nameColumn="name"
        isNumeric={(column) => column !== 'status'}
      />
      {notes.map((note) => (
        <Text key={note} size="xs" c="dimmed" mt={4}>
          * {note}
        </Text>
      ))}
    </div>
  );
}

/** Why a published value stands here to be looked at, not to be compared with. */
const noteOf = ({ source, differs }: PublishedValue): string[] =>
  differs === undefined ? [] : [`Not of the same protocol (${source}): ${differs}.`];

const statusOf = ({ run, fromLink }: VariantRow): string =>
  fromLink
    ? 'from the link'
    : run.status === 'queued' && run.createdAt === 0
      ? 'not run'
      : statusWords[run.status];

function columnsOf(metrics: MetricKey[], catalog: Catalog, theme: ChartTheme) {
  const count = (
    id: string,
    header: string,
    read: (row: VariantRow) => number | null,
    show: (value: number) => string = String,
  ) =>
    helper.accessor((row) => read(row) ?? undefined, {
      id,
      header,
      sortFn: 'basic',
      sortUndefined: 'last',
      cell: ({ row }) => {
        const value = read(row.original);
        return value === null ? '–' : show(value);
      },
    });
  return helper.columns([
    helper.accessor((row) => row.run.name, {
      id: 'name',
      header: 'Variant',
      sortFn: 'alphanumeric',
      cell: ({ row }) => (
        <div style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
          <Swatch look={lookOf(row.original.run.series)} theme={theme} />
          {row.original.run.name}
        </div>
      ),
    }),
    ...metrics.map((metric) =>
      helper.accessor((row) => row.test?.[metric], {
        id: `test ${metric}`,
        header: metricName(metric, catalog),
        sortFn: 'basic',
        sortUndefined: 'last',
        // The first click brings the best to the top.
        sortDescFirst: isHigherBetter(metric, catalog),
        cell: ({ row }) => <TestCell row={row.original} metric={metric} />,
      }),
    ),
    count('best', 'Best epoch', (row) => row.bestEpoch || null),
    count('converged', 'Within 1 % at epoch', (row) => row.convergedAt),
    count('seconds', 'Time', (row) => row.seconds, formatSeconds),
    helper.accessor(statusOf, { id: 'status', header: 'Status', sortFn: 'alphanumeric' }),
  ]);
}

function TestCell({ row, metric }: { row: VariantRow; metric: MetricKey }) {
  const published = row.published.filter((value) => value.metric === metric);
  return (
    <>
      {formatMetric(row.test?.[metric])}
      {published.map(({ value, source, differs }) => (
        <Text key={source} className={classes.published} title={source}>
          published {value}
          {differs !== undefined && '*'}
        </Text>
      ))}
    </>
  );
}
