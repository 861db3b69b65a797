/** Asks which column of a file holds what, beside its first rows: the form of ratings, and that of plots. */
import { Button, Group, Paper, SimpleGrid, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { text } from '../../messages';
import { closeImport } from '../../store/imports';
import { ColumnPreview } from './ColumnPreview';
import { ColumnSelect } from './ColumnSelect';

export interface ColumnRole<R extends string> {
  role: R;
  label: string;
  optional: boolean;
  column: number | null;
  /** What is wrong with the choice; '' where nothing is. */
  fault: string;
}

interface ColumnsFormProps<R extends string> {
  title: string;
  columns: string[];
  /** The first rows; null where another reading of the file would show others. */
  rows: string[][] | null;
  /** Those asked at once, and those that few files have. */
  roles: ColumnRole<R>[];
  moreRoles: ColumnRole<R>[];
  onRole: (role: R, column: number | null) => void;
  /** What is unsure, asked before the columns. */
  first?: ReactNode;
  /** How the file is written, beside the columns. */
  layout: ReactNode;
  /** After the columns. */
  children?: ReactNode;
  /** What the choices lead to. */
  preview?: ReactNode;
  /** What follows from the choices, or what is wrong with them. */
  message: string;
  isWrong: boolean;
  submit: string;
  onSubmit: () => void;
  /** Another button, to take the file for something else. */
  otherwise: ReactNode;
}

export function ColumnsForm<R extends string>(props: ColumnsFormProps<R>) {
  const { columns, rows, roles, moreRoles, onRole, message, isWrong } = props;
  const select = ({ role, label, column, optional, fault }: ColumnRole<R>): ReactNode => (
    <ColumnSelect
      key={role}
      label={label}
      columns={columns}
      value={column}
      optional={optional}
      fault={fault}
      onChange={(chosen) => onRole(role, chosen)}
    />
  );
  const markOf = (column: number): string =>
    [...roles, ...moreRoles]
      .filter((role) => role.column === column)
      .map(({ label }) => label.toLowerCase())
      .join(', ');
  return (
    <Paper
      withBorder
      p="md"
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWrong) props.onSubmit();
      }}
    >
      <Title order={2} mb="xs">
        {props.title}
      </Title>
      {props.first}
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 4 }} spacing="sm" verticalSpacing="xs">
        {roles.map(select)}
        {props.layout}
      </SimpleGrid>
      {moreRoles.length > 0 && (
        <details open={moreRoles.some(({ column }) => column !== null)}>
          <Text component="summary" size="sm" mt="xs" style={{ cursor: 'pointer' }}>
            {text.mapping.moreColumns}
          </Text>
          <SimpleGrid cols={{ base: 1, xs: 2, sm: 4 }} spacing="sm" verticalSpacing="xs" mt={4}>
            {moreRoles.map(select)}
          </SimpleGrid>
        </details>
      )}
      {props.children}
      <Text size="xs" c={isWrong ? 'red' : 'dimmed'} mt="xs" mih="1.5em" role="status">
        {message}
      </Text>
      <Group gap="xs" mt="xs" mb="sm">
        <Button size="xs" type="submit" disabled={isWrong}>
          {props.submit}
        </Button>
        <Button size="xs" variant="default" onClick={closeImport}>
          {text.data.cancel}
        </Button>
        {props.otherwise}
      </Group>
      {props.preview}
      {rows && (
        <>
          <Text size="sm" fw={600} mt="sm">
            {text.mapping.preview}
          </Text>
          <ColumnPreview columns={columns} rows={rows} roleOf={markOf} />
        </>
      )}
    </Paper>
  );
}
