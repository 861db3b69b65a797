/** What an import brought, and what became of its rows. */
import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { text } from '../../messages';
import { closeImport, type ImportState } from '../../store/imports';
import { ImportDetails } from './ImportDetails';

export function ImportedReport({ state }: { state: Extract<ImportState, { step: 'imported' }> }) {
  const { report, summary, join } = state;
  return (
    <Paper withBorder p="md">
      {/* Apart from the lists, which would be read out in full. */}
      <div role="status">
        <Group justify="space-between" align="start" wrap="nowrap">
          <Title order={2}>{text.data.imported(summary.name)}</Title>
          <Button size="xs" variant="default" miw="max-content" onClick={closeImport}>
            {text.data.close}
          </Button>
        </Group>
        <Text size="sm">{text.data.counts(summary)}</Text>
        {join && (
          <Text size="sm" fw={600} mt="xs">
            {text.plots.matched(join.matched, join.numItems, join.by)}
          </Text>
        )}
      </div>
      <ImportDetails account={{ report, join }} summary={summary} />
    </Paper>
  );
}
