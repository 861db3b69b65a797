/** Everything about data: bringing it in, what is stored in this browser, and the figures of the set in use. */
import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { ErrorMessage } from '../controls/ErrorMessage';
import { text } from '../messages';
import { useDatasets } from '../store/datasets';
import { useImports } from '../store/imports';
import { DatasetFigures } from './data/DatasetFigures';
import { Downloads } from './data/Downloads';
import { DropArea } from './data/DropArea';
import { ImportProgress } from './data/ImportProgress';
import { StoredSets } from './data/StoredSets';

export default function DataPanel() {
  const { current, accounts, error, generated } = useDatasets();
  const step = useImports(({ state }) => state.step);
  const asking = step !== 'idle' && step !== 'imported' && step !== 'failed';
  return (
    <Stack p="md" gap="lg">
      {error && <ErrorMessage error={error} />}
      <ImportProgress />
      {!asking && <DropArea />}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <StoredSets />
        <Downloads />
      </SimpleGrid>
      {current ? (
        <DatasetFigures summary={current} accounts={accounts} />
      ) : (
        <section>
          <Title order={2}>{generated ? text.summary.empty : text.data.generating}</Title>
          <Text size="sm" c="dimmed">
            {text.summary.emptyHint}
          </Text>
        </section>
      )}
    </Stack>
  );
}
