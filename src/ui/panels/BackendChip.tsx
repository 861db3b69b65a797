/** Says which backend runs, always; a click tells why and lets another one be forced. */
import { Button, Popover, Radio, Stack, Text, UnstyledButton } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Backend } from '../../protocol/events';
import { ErrorMessage } from '../controls/ErrorMessage';
import { text } from '../messages';
import { useCatalog } from '../store/catalog';
import { useRuns } from '../store/runs';
import { backends, useSettings } from '../store/settings';
import { useTraining } from '../store/training';
import { openDialog } from '../store/view';
import classes from './BackendChip.module.css';
import { EngineFacts } from './EngineFacts';
import { engineWords } from './engineWords';

export function BackendChip() {
  const [opened, setOpened] = useState(false);
  const chip = useRef<HTMLButtonElement>(null);
  const detected = useCatalog(({ backend }) => backend);
  const error = useCatalog((state) => state.error);
  const { backend: forced, setBackend } = useSettings();
  const activeId = useTraining((state) => state.activeId);
  const running = useRuns(({ runs }) => runs.find(({ id }) => id === activeId)?.info ?? null);
  const shown = running?.backend ?? detected;
  const steps = running && engineWords(running.engine);
  const name = shown ? text.backend.names[shown.backend] : error ? text.backend.none : text.backend.detecting;
  const benchmark = (): void => {
    setOpened(false);
    // The button is gone with the popover when the dialog gives the focus back.
    chip.current?.focus();
    openDialog('benchmark');
  };
  return (
    <Popover width={300} position="bottom-end" shadow="md" withArrow opened={opened} onChange={setOpened}>
      <Popover.Target>
        <UnstyledButton
          ref={chip}
          onClick={() => setOpened(!opened)}
          className={classes.chip}
          data-kind={shown ? (shown.software ? 'software' : shown.backend) : error ? 'none' : 'unknown'}
          aria-label={[`${text.backend.title}: ${name}`, shown?.device, shown?.unusedGpu, steps?.title]
            .filter(Boolean)
            .join(', ')}
          title={[shown?.device, shown?.unusedGpu, steps?.title].filter(Boolean).join('. ')}
        >
          <span className={classes.dot} />
          {name}
          {shown?.software && <span className={classes.aside}>{text.backend.software}</span>}
          {shown?.unusedGpu && <span className={classes.aside}>{text.backend.unusedGpu}</span>}
          {steps && !shown?.software && <span className={classes.aside}>{steps.short}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Text size="sm" fw={600}>
            {text.backend.title}
          </Text>
          {shown && (
            <div>
              <Text size="sm">{shown.device}</Text>
              <Text size="xs" c="dimmed">
                {text.backend.why[shown.software ? 'software' : shown.backend]}
              </Text>
              {shown.unusedGpu && (
                <Text size="xs" mt={4}>
                  {shown.unusedGpu}
                </Text>
              )}
            </div>
          )}
          {error && <ErrorMessage error={error} />}
          <EngineFacts />
          <Button size="compact-sm" variant="default" onClick={benchmark}>
            {text.benchmark.open}
          </Button>
          <Radio.Group
            label={text.backend.choose}
            description={text.backend.next}
            size="xs"
            value={forced ?? ''}
            onChange={(value) => setBackend(value === '' ? null : (value as Backend))}
          >
            <Stack gap={6} mt={6}>
              <Radio size="xs" value="" label={text.backend.automatic} />
              {backends.map((backend) => (
                <Radio key={backend} size="xs" value={backend} label={text.backend.names[backend]} />
              ))}
            </Stack>
          </Radio.Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
