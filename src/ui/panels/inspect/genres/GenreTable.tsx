/** How well each genre is told: a sortable table, at probability .5 and at the tuned threshold. */
import { Button, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { GenreInspection, GenreMeasures } from '../../../../protocol/trainService';
import { downloadCsv, fileName } from '../../../charts/download';
import { columnsFor, SortableTable } from '../../../controls/SortableTable';
import classes from './Genres.module.css';
import { formatShare } from './formatShare';
import { genresCsv } from './genresCsv';
import { shareStyle } from './shareStyle';

type GenreRow = GenreInspection['genres'][number];

const helper = columnsFor<GenreRow>();

interface GenreTableProps {
  inspection: GenreInspection;
  /** Names the file. */
  runName: string;
}

export function GenreTable({ inspection, runName }: GenreTableProps) {
  const { genres, threshold } = inspection;
  const hasTuned = threshold !== null;
  const columns = useMemo(() => columnsOf(hasTuned), [hasTuned]);
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm" c="dimmed" maw="46rem">
        Precision: share of the movies predicted to have the genre that do. Recall: share of those that have
        it that are predicted. Predicted from probability 0.5 on
        {hasTuned &&
          `, and, tuned, from ${formatShare(threshold)} on: the threshold with the best micro-F1 on the validation part`}
        .
      </Text>
      <div style={{ maxWidth: '100%' }}>
        <SortableTable
          label="Genres"
          rows={genres}
          columns={columns}
          rowId={({ name }) => name}
          nameColumn="name"
          isNumeric={() => true}
        />
      </div>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => downloadCsv(fileName(`${runName} genres`), genresCsv(inspection))}
      >
        Save genres (CSV)
      </Button>
    </Stack>
  );
}

function columnsOf(hasTuned: boolean) {
  return helper.columns([
    helper.accessor('name', { id: 'name', header: 'Genre', sortFn: 'alphanumeric' }),
    helper.accessor('support', { id: 'support', header: 'Movies', sortFn: 'basic', sortDescFirst: true }),
    ...measureColumns('half', ''),
    ...(hasTuned ? measureColumns('tuned', ', tuned') : []),
  ]);
}

const measures = [
  ['precision', 'Precision'],
  ['recall', 'Recall'],
  ['f1', 'F1'],
] as const;

function measureColumns(threshold: 'half' | 'tuned', suffix: string) {
  return measures.map(([measure, label]) =>
    helper.accessor((row) => row[threshold]?.[measure], {
      id: `${threshold} ${measure}`,
      header: label + suffix,
      sortFn: 'basic',
      sortDescFirst: true,
      cell: ({ row }) => <Measure measure={measure} value={row.original[threshold]?.[measure]} />,
    }),
  );
}

function Measure({ measure, value = 0 }: { measure: keyof GenreMeasures; value: number | undefined }) {
  if (measure !== 'f1') return formatShare(value);
  return (
    <>
      <span className={classes.bar} aria-hidden="true">
        <span style={shareStyle(value)} />
      </span>
      {formatShare(value)}
    </>
  );
}
