/** Asks what is what in a file of plots, and which ratings to join it to, beside its first rows. */
import { Button, Group, NativeSelect, Paper, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { PlotsAnswer, PlotsMapping, PlotsQuestion } from '../../../protocol/dataService';
import { text } from '../../messages';
import { useDatasets } from '../../store/datasets';
import { answerPlots, closeImport, importAs } from '../../store/imports';
import { ColumnPreview } from './ColumnPreview';
import { ColumnSelect } from './ColumnSelect';
import { TableLayoutFields } from './TableLayoutFields';

const roles = ['title', 'year', 'id', 'genres', 'text'] as const;
type Role = (typeof roles)[number];

export function PlotsForm({ question }: { question: PlotsQuestion }) {
  const { entries, current } = useDatasets();
  const ratings = entries.filter(({ numInteractions }) => numInteractions > 0);
  const nearest = ratings.find(({ fingerprint }) => fingerprint === current?.fingerprint) ?? ratings[0];
  const [mapping, setMapping] = useState<PlotsMapping>(question.guess);
  const [joinTo, setJoinTo] = useState<string | null>(nearest?.fingerprint ?? null);
  const [genresFrom, setGenresFrom] = useState<PlotsAnswer['genresFrom']>('plots');
  const { delimiter, hasHeader } = mapping;
  const nameless = mapping.title === null && mapping.id === null;
  const resplits = delimiter !== question.guess.delimiter;
  const roleOf = (column: number): Role | undefined => roles.find((role) => mapping[role] === column);
  const hint = nameless
    ? text.plots.nameless
    : joinTo === null
      ? mapping.genres === null
        ? text.plots.aloneNoGenres
        : text.plots.alone
      : mapping.genres === null
        ? text.plots.ownGenres
        : text.plots.joins;
  return (
    <Paper withBorder p="md" component="form" onSubmit={(event) => event.preventDefault()}>
      <Title order={2} mb="xs">
        {text.plots.title(question.file)}
      </Title>
      <Group gap="sm" align="end">
        {roles.map((role) => (
          <ColumnSelect
            key={role}
            label={text.plots.roles[role]}
            columns={question.columns}
            value={mapping[role]}
            optional={role !== 'text'}
            onChange={(column) => setMapping({ ...mapping, [role]: column })}
          />
        ))}
        {delimiter !== null && (
          <TableLayoutFields
            layout={{ delimiter, hasHeader }}
            onChange={(layout) => setMapping({ ...mapping, ...layout })}
          />
        )}
      </Group>
      <Group gap="sm" align="end" mt="xs">
        <NativeSelect
          size="xs"
          label={text.plots.joinTo}
          value={joinTo ?? ''}
          data={[
            ...ratings.map(({ fingerprint, name }) => ({ value: fingerprint, label: name })),
            { value: '', label: text.plots.joinNone },
          ]}
          onChange={(event) => setJoinTo(event.currentTarget.value || null)}
        />
        {joinTo !== null && mapping.genres !== null && (
          <NativeSelect
            size="xs"
            label={text.plots.genresFrom}
            value={genresFrom}
            data={[
              { value: 'plots', label: text.plots.genresOfPlots },
              { value: 'ratings', label: text.plots.genresOfRatings },
            ]}
            onChange={(event) => setGenresFrom(event.currentTarget.value === 'ratings' ? 'ratings' : 'plots')}
          />
        )}
      </Group>
      <Text size="xs" c={nameless ? 'red' : 'dimmed'} mt="xs" mih="1.5em" role="status">
        {hint}
      </Text>
      {!resplits && (
        <ColumnPreview
          columns={question.columns}
          rows={question.rows}
          roleOf={(column) => {
            const role = roleOf(column);
            return role ? text.plots.roles[role] : '';
          }}
        />
      )}
      <Group gap="xs" mt="sm">
        <Button
          size="xs"
          disabled={nameless}
          onClick={() => void answerPlots({ mapping, joinTo, genresFrom })}
        >
          {joinTo === null ? text.plots.importAlone : text.plots.join}
        </Button>
        <Button size="xs" variant="default" onClick={closeImport}>
          {text.data.cancel}
        </Button>
        {delimiter !== null && (
          <Button size="xs" variant="subtle" onClick={() => void importAs('ratings')}>
            {text.plots.areRatings}
          </Button>
        )}
      </Group>
    </Paper>
  );
}
