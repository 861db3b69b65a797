/** What each of several tables is taken for. */
import { NativeSelect, SimpleGrid, Text } from '@mantine/core';
import type { TableChoice, TableUse } from '../../../../protocol/dataService';
import { text } from '../../../messages';

interface TablesFieldProps {
  tables: TableChoice[];
  onChange: (tables: TableChoice[]) => void;
}

export function TablesField({ tables, onChange }: TablesFieldProps) {
  const { title, help, uses } = text.mapping.tables;
  const data = Object.entries(uses).map(([value, label]) => ({ value, label }));
  return (
    <section aria-label={title}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <Text size="xs" c="dimmed" mb={4}>
        {help}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm" verticalSpacing="xs">
        {tables.map(({ file, use }) => (
          <NativeSelect
            key={file}
            size="xs"
            label={file}
            styles={{ label: { overflowWrap: 'anywhere' } }}
            value={use}
            data={data}
            onChange={(event) => {
              const chosen = event.currentTarget.value as TableUse;
              onChange(tables.map((table) => (table.file === file ? { file, use: chosen } : table)));
            }}
          />
        ))}
      </SimpleGrid>
    </section>
  );
}
