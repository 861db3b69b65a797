/** How the steps of the latest run are computed, and how fast: for whoever wonders about the chip. */
import { Stack, Text } from '@mantine/core';
import { text } from '../messages';
import { useRuns } from '../store/runs';
import { engineWords, speedWords } from './engineWords';

export function EngineFacts() {
  const run = useRuns(({ runs, currentId }) => runs.find(({ id }) => id === currentId) ?? null);
  const words = run?.info && engineWords(run.info.engine);
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {text.engine.title}
      </Text>
      {run && words ? (
        <>
          <Text size="xs" c="dimmed">
            {text.engine.of(run.name)}
          </Text>
          <Text size="sm">{words.title}</Text>
          {/* The room is kept, so that nothing moves when the first number comes. */}
          <Text size="sm" mih="1.55em">
            {speedWords(run)}
          </Text>
          <Text size="xs" c="dimmed">
            {words.help}
          </Text>
        </>
      ) : (
        <Text size="xs" c="dimmed">
          {text.engine.none}
        </Text>
      )}
    </Stack>
  );
}
