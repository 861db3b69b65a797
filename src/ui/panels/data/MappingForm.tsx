/** Asks which column of a delimited file is which, beside its first rows. */
import { Button, Checkbox, Group, NativeSelect, Paper, ScrollArea, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { ColumnMapping, MappingQuestion } from '../../../protocol/dataService';
import { text } from '../../messages';
import { answerMapping, closeImport } from '../../store/imports';

const roles = ['user', 'item', 'rating', 'timestamp'] as const;
type Role = (typeof roles)[number];

const isOptional = (role: Role): boolean => role === 'rating' || role === 'timestamp';

export function MappingForm({ question }: { question: MappingQuestion }) {
  const [mapping, setMapping] = useState<ColumnMapping>(question.guess);
  const resplits = mapping.delimiter !== question.guess.delimiter;
  const clash = mapping.user === mapping.item;
  const columns = question.columns.map((label, index) => ({ value: String(index), label }));
  const roleOf = (column: number): Role | undefined => roles.find((role) => mapping[role] === column);
  const delimiters = Object.entries(text.mapping.delimiters).map(([value, label]) => ({ value, label }));
  return (
    <Paper withBorder p="md" component="form" onSubmit={(event) => event.preventDefault()}>
      <Title order={2} mb="xs">
        {text.mapping.title(question.file)}
      </Title>
      <Group gap="sm" align="end">
        {roles.map((role) => (
          <NativeSelect
            key={role}
            size="xs"
            label={text.mapping[role]}
            value={mapping[role] === null ? '' : String(mapping[role])}
            data={isOptional(role) ? [{ value: '', label: text.mapping.none }, ...columns] : columns}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setMapping({ ...mapping, [role]: value === '' ? null : Number(value) });
            }}
          />
        ))}
        <NativeSelect
          size="xs"
          label={text.mapping.delimiter}
          value={mapping.delimiter}
          data={delimiters}
          onChange={(event) => setMapping({ ...mapping, delimiter: event.currentTarget.value })}
        />
        <Checkbox
          size="xs"
          pb={8}
          label={text.mapping.header}
          checked={mapping.hasHeader}
          onChange={(event) => setMapping({ ...mapping, hasHeader: event.currentTarget.checked })}
        />
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
        <ScrollArea.Autosize mah={280} viewportProps={{ tabIndex: 0, 'aria-label': text.mapping.preview }}>
          <Table fz="xs" verticalSpacing={2} withColumnBorders>
            <Table.Thead>
              <Table.Tr>
                {question.columns.map((column, index) => {
                  const role = roleOf(index);
                  return (
                    <Table.Th key={`${index}-${column}`}>
                      {column}
                      <Text size="xs" c="petrol" fw={600}>
                        {role ? text.mapping.roles[role] : '\u00a0'}
                      </Text>
                    </Table.Th>
                  );
                })}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {question.rows.map((row, index) => (
                <Table.Tr key={index}>
                  {row.map((cell, column) => (
                    <Table.Td key={column}>{cell}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
      )}
      <Group gap="xs" mt="sm">
        <Button size="xs" disabled={clash} onClick={() => void answerMapping(mapping)}>
          {text.mapping.import}
        </Button>
        <Button size="xs" variant="default" onClick={closeImport}>
          {text.data.cancel}
        </Button>
      </Group>
    </Paper>
  );
}
