/** The final table of a comparison, one row per variant, with published values of the same protocol, or marked as of another. */
import { Group, NativeSelect, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Catalog, ComparisonView, PublishedValue } from '../../../protocol/catalog';
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
import { formatGain, testColumns, variantRow, withGains, type VariantRow } from './variantRows';

const helper = columnsFor<VariantRow>();

interface VariantTableProps {
  /** One per variant. */
  runs: readonly RunRecord[];
  metric: MetricKey;
  /** What the comparison is about. */
  view: ComparisonView;
  catalog: Catalog;
  theme: ChartTheme;
}

export function VariantTable({ runs, metric, view, catalog, theme }: VariantTableProps) {
  const [baseline, setBaseline] = useState(view.baseline ?? null);
  const rows = useMemo(() => {
    const plain = runs.map((run) => variantRow(run, metric, catalog));
    return baseline === null ? plain : withGains(plain, baseline);
  }, [runs, metric, catalog, baseline]);
  const notes = [...new Set(rows.flatMap((row) => row.published.flatMap(noteOf)))];
  const metricsText = testColumns(rows, metric, view.tableMetrics).join(' ');
  const columns = useMemo(
    () => columnsOf(metricsText.split(' '), baseline, catalog, theme),
    [metricsText, baseline, catalog, theme],
  );
  const chance = [...new Set(runs.flatMap((run) => run.info?.notes.filter(tellsChance) ?? []))];
  return (
    <div>
      <Group justify="space-between" align="flex-end" gap="xs" mb={4}>
        <Text size="sm" fw={600}>
          Test part, with the weights of the best epoch
        </Text>
        <NativeSelect
          size="xs"
          label="Gain over"
          styles={{ root: { display: 'flex', alignItems: 'center', gap: 8 } }}
          value={baseline ?? ''}
          onChange={(event) => setBaseline(event.currentTarget.value || null)}
          data={[{ value: '', label: 'none' }, ...runs.map(({ name }) => name)]}
        />
      </Group>
      <SortableTable
        label="Variants"
        rows={rows}
        columns={columns}
        rowId={({ run }) => run.id}
        nameColumn="name"
        isNumeric={(column) => column !== 'status'}
      />
      {chance.map((note) => (
        <Text key={note} size="xs" mt={4}>
          {note}
        </Text>
      ))}
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

/** What a ranking at random would reach: beside the numbers of cold items, which few models are ahead of. */
const tellsChance = (note: string): boolean => note.startsWith('Chance of ');

const statusOf = ({ run, fromLink }: VariantRow): string =>
  fromLink
    ? 'from the link'
    : run.status === 'queued' && run.createdAt === 0
      ? 'not run'
      : statusWords[run.status];

function columnsOf(metrics: MetricKey[], baseline: string | null, catalog: Catalog, theme: ChartTheme) {
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
        cell: ({ row }) => <TestCell row={row.original} metric={metric} baseline={baseline} />,
      }),
    ),
    count('best', 'Best epoch', (row) => row.bestEpoch || null),
    count('converged', 'Within 1 % at epoch', (row) => row.convergedAt),
    count('seconds', 'Time', (row) => row.seconds, formatSeconds),
    helper.accessor(statusOf, { id: 'status', header: 'Status', sortFn: 'alphanumeric' }),
  ]);
}

interface TestCellProps {
  row: VariantRow;
  metric: MetricKey;
  /** Over which the gain is told. */
  baseline: string | null;
}

function TestCell({ row, metric, baseline }: TestCellProps) {
  const gain = row.gains?.[metric];
  const published = row.published.filter((value) => value.metric === metric);
  return (
    <>
      {formatMetric(row.test?.[metric])}
      {row.gains && (
        // Its line is there from the start, so that rows do not grow.
        <Text className={classes.gain}>
          {row.run.name === baseline ? 'baseline' : gain === undefined ? '–' : formatGain(gain)}
        </Text>
      )}
      {published.map(({ value, source, differs }) => (
        <Text key={source} className={classes.published} title={source}>
          published {value}
          {differs !== undefined && '*'}
        </Text>
      ))}
    </>
  );
}
