/** An import from the first byte to its report, with the questions that may come between. */
import { Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { ErrorMessage } from '../../controls/ErrorMessage';
import { text } from '../../messages';
import { acceptMalformed, askAgain, cancelImport, closeImport, useImports } from '../../store/imports';
import { ImportedReport } from './ImportedReport';
import { MalformedRows } from './MalformedRows';
import { MappingForm } from './MappingForm';
import { PlotsForm } from './PlotsForm';

export function ImportProgress() {
  const { state } = useImports();
  switch (state.step) {
    case 'idle':
      return null;
    case 'working':
      return (
        <Paper withBorder p="md" role="status">
          <Stack gap="xs">
            <Text fw={600}>{text.data.working(state.what)}</Text>
            <Progress
              aria-label={state.progress.label}
              value={100 * (state.progress.fraction ?? 1)}
              animated={state.progress.fraction === null}
              transitionDuration={0}
            />
            <Group justify="space-between">
              <Text size="sm" c="dimmed">
                {state.progress.label}
                {state.progress.fraction !== null && ` ${Math.round(100 * state.progress.fraction)} %`}
              </Text>
              <Button size="xs" variant="default" onClick={() => void cancelImport()}>
                {text.data.cancel}
              </Button>
            </Group>
          </Stack>
        </Paper>
      );
    case 'mapping':
      return <MappingForm key={JSON.stringify(state.question)} question={state.question} />;
    case 'plots-mapping':
      return <PlotsForm key={state.question.file} question={state.question} />;
    case 'malformed':
      return (
        <Paper withBorder p="md">
          <Title order={2}>{text.data.malformedTitle(state.report.malformed, state.report.rowsRead)}</Title>
          <Text size="sm" mb="xs">
            {text.data.malformedHelp}
          </Text>
          <MalformedRows rows={state.report.examples} />
          <Group gap="xs" mt="sm">
            <Button size="xs" onClick={() => closeImport()}>
              {text.data.stopImport}
            </Button>
            <Button size="xs" variant="default" onClick={() => void acceptMalformed()}>
              {text.data.goOn}
            </Button>
          </Group>
        </Paper>
      );
    case 'imported':
      return <ImportedReport state={state} />;
    case 'failed':
      return (
        <ErrorMessage error={state.error}>
          {state.question && (
            <Button size="xs" onClick={() => askAgain(state.question!)}>
              {text.mapping.again}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={closeImport}>
            {text.data.close}
          </Button>
        </ErrorMessage>
      );
    default:
      return state satisfies never;
  }
}
