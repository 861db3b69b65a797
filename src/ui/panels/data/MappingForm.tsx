/** Asks which column of a delimited file is which, beside its first rows. */
import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { ColumnMapping, MappingQuestion } from '../../../protocol/dataService';
import { text } from '../../messages';
import { answerMapping, closeImport, importAs } from '../../store/imports';
import { ColumnPreview } from './ColumnPreview';
import { ColumnSelect } from './ColumnSelect';
import { TableLayoutFields } from './TableLayoutFields';

const roles = ['user', 'item', 'rating', 'timestamp'] as const;
type Role = (typeof roles)[number];

const isOptional = (role: Role): boolean => role === 'rating' || role === 'timestamp';

export function MappingForm({ question }: { question: MappingQuestion }) {
  const [mapping, setMapping] = useState<ColumnMapping>(question.guess);
  const resplits = mapping.delimiter !== question.guess.delimiter;
  const clash = mapping.user === mapping.item;
  const roleOf = (column: number): Role | undefined => roles.find((role) => mapping[role] === column);
  return (
    <Paper withBorder p="md" component="form" onSubmit={(event) => event.preventDefault()}>
      <Title order={2} mb="xs">
        {text.mapping.title(question.file)}
      </Title>
      <Group gap="sm" align="end">
        {roles.map((role) => (
          <ColumnSelect
            key={role}
            label={text.mapping[role]}
            columns={question.columns}
            value={mapping[role]}
            optional={isOptional(role)}
            onChange={(column) => setMapping({ ...mapping, [role]: column })}
          />
        ))}
        <TableLayoutFields layout={mapping} onChange={(layout) => setMapping({ ...mapping, ...layout })} />
      </Group>
      <Text size="xs" c={clash ? 'red' : 'dimmed'} mt="xs" mih="1.5em" role="status">
        {clash
          ? text.mapping.same
          : mapping.rating === null
            ? text.mapping.noRating
            : mapping.timestamp === null
              ? text.mapping.noTime
              : ''}
      </Text>
      {!resplits && (
        <ColumnPreview
          columns={question.columns}
          rows={question.rows}
          roleOf={(column) => {
            const role = roleOf(column);
            return role ? text.mapping.roles[role] : '';
          }}
        />
      )}
      <Group gap="xs" mt="sm">
        <Button size="xs" disabled={clash} onClick={() => void answerMapping(mapping)}>
          {text.mapping.import}
        </Button>
        <Button size="xs" variant="default" onClick={closeImport}>
          {text.data.cancel}
        </Button>
        <Button size="xs" variant="subtle" onClick={() => void importAs('plots')}>
          {text.plots.arePlots}
        </Button>
      </Group>
    </Paper>
  );
}
