/** Asks what is what in a file of plots, and which ratings to join it to, beside its first rows. */
import { Button, Group, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { PlotsAnswer, PlotsMapping, PlotsQuestion } from '../../../protocol/dataService';
import { text } from '../../messages';
import { useDatasets } from '../../store/datasets';
import { answerPlots, importAs } from '../../store/imports';
import { ColumnsForm } from './ColumnsForm';
import { TableLayoutFields } from './TableLayoutFields';

const roles = ['title', 'year', 'id', 'genres', 'text'] as const;

export function PlotsForm({ question }: { question: PlotsQuestion }) {
  const { entries, current } = useDatasets();
  const ratings = entries.filter(({ numInteractions }) => numInteractions > 0);
  const nearest = ratings.find(({ fingerprint }) => fingerprint === current?.fingerprint) ?? ratings[0];
  const [mapping, setMapping] = useState<PlotsMapping>(question.guess);
  const [joinTo, setJoinTo] = useState<string | null>(nearest?.fingerprint ?? null);
  const [genresFrom, setGenresFrom] = useState<PlotsAnswer['genresFrom']>('plots');
  const { delimiter, hasHeader } = mapping;
  const nameless = mapping.title === null && mapping.id === null;
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
    <ColumnsForm
      title={text.plots.title(question.file)}
      columns={question.columns}
      rows={delimiter === question.guess.delimiter ? question.rows : null}
      roles={roles.map((role) => ({
        role,
        label: text.plots.roles[role],
        optional: role !== 'text',
        column: mapping[role],
        fault: '',
      }))}
      moreRoles={[]}
      onRole={(role, column) => setMapping({ ...mapping, [role]: column })}
      layout={
        delimiter !== null && (
          <TableLayoutFields
            layout={{ delimiter, hasHeader }}
            onChange={(layout) => setMapping({ ...mapping, ...layout })}
          />
        )
      }
      message={hint}
      isWrong={nameless}
      submit={joinTo === null ? text.plots.importAlone : text.plots.join}
      onSubmit={() => void answerPlots({ mapping, joinTo, genresFrom })}
      otherwise={
        delimiter !== null && (
          <Button size="xs" variant="subtle" onClick={() => void importAs('ratings')}>
            {text.plots.areRatings}
          </Button>
        )
      }
    >
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
    </ColumnsForm>
  );
}
