/** What an import brought, and what became of its rows. */
import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { text } from '../../messages';
import { closeImport, type ImportState } from '../../store/imports';
import { MalformedRows } from './MalformedRows';
import { PlotsMatch } from './PlotsMatch';

export function ImportedReport({ state }: { state: Extract<ImportState, { step: 'imported' }> }) {
  const { report, summary, join } = state;
  const ofPlots = join !== null || summary.numInteractions === 0;
  const duplicates = ofPlots ? text.plots.duplicates : text.data.duplicates;
  const rows = [
    text.data.report(report.format, report.rowsRead),
    text.data.malformed(report.malformed),
    // In a log of clicks an item may come again.
    ...(summary.repeats ? [] : [duplicates(report.duplicates)]),
  ];
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
      {join && <PlotsMatch join={join} />}
      <Text size="sm" c="dimmed" mt={join ? 'xs' : 0}>
        {rows.join(', ')}.
      </Text>
      {report.notes.map((note) => (
        <Text key={note} size="sm" c="dimmed">
          {note}
        </Text>
      ))}
      {report.examples.length > 0 && <MalformedRows rows={report.examples} />}
    </Paper>
  );
}
