/** Asks before a run in progress is thrown away. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { text } from '../messages';
import { useRuns } from '../store/runs';
import { restart, useTraining } from '../store/training';
import { closeDialog } from '../store/view';

export default function RestartDialog() {
  const { activeId, queue } = useTraining();
  const run = useRuns(({ runs }) => runs.find(({ id }) => id === activeId) ?? null);
  const ended = run === null;
  useEffect(() => {
    // It has come to its end by itself: there is nothing left to ask.
    if (ended) closeDialog();
  }, [ended]);
  if (!run) return null;
  return (
    <Modal opened title={text.run.ask.title} onClose={closeDialog} size="md">
      <Stack gap="sm">
        <Text size="sm">{text.run.ask.ends(run.name, run.epochs.length)}</Text>
        {queue.length > 0 && <Text size="sm">{text.run.ask.givesUp(queue.length)}</Text>}
        <Group gap="xs" justify="end">
          <Button data-autofocus onClick={closeDialog}>
            {text.run.ask.keep}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              closeDialog();
              void restart();
            }}
          >
            {text.run.ask.restart}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
