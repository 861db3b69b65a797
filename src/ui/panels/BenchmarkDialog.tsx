/** Measures the page's engine beside stock TensorFlow.js, on the visitor's own device, in this tab. */
import { Button, Group, Modal, Progress, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { contenders, shippedIds } from '../../../bench/contenders/catalog';
import { ErrorMessage } from '../controls/ErrorMessage';
import { Icon } from '../controls/Icon';
import {
  detectAdapter,
  roundMs,
  startBenchmark,
  stopBenchmark,
  useBenchmark,
  type BenchmarkChoice,
} from '../store/benchmark';
import { findRun, useRuns } from '../store/runs';
import { pause, useTraining } from '../store/training';
import { closeDialog } from '../store/view';
import { durationWords, progressNews, progressWords, roundsWords } from './benchmark/benchWords';
import { ChoiceForm } from './benchmark/ChoiceForm';
import { CopyReport } from './benchmark/CopyReport';
import { ResultTables } from './benchmark/ResultTables';

type Adapter = ReturnType<typeof useBenchmark.getState>['adapter'];

/** What can run well: a GPU that the processor plays is left out until somebody asks for it. */
const suggested = (adapter: Adapter): BenchmarkChoice => ({
  workloads: ['mf', 'neumf'],
  contenders: shippedIds.filter((id) => !contenders[id].onGpu || (adapter && !adapter.software)),
  rounds: 3,
});

export default function BenchmarkDialog() {
  const { adapter, progress, rows, measured, error } = useBenchmark();
  const [edited, setEdited] = useState<BenchmarkChoice | null>(null);
  const choice = edited ?? measured?.choice ?? suggested(adapter);
  const narrow = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  const training = useIsTraining();
  const running = progress !== null;
  const lost = adapter === undefined && error !== null;
  useEffect(() => {
    void detectAdapter();
    return stopBenchmark;
  }, []);
  const startable = adapter !== undefined && choice.workloads.length > 0 && choice.contenders.length > 0;
  return (
    <Modal
      opened
      title="Benchmark"
      onClose={closeDialog}
      size="60rem"
      fullScreen={narrow}
      // A click beside the dialog would end what has been going on for a minute.
      closeOnClickOutside={!running}
    >
      <Stack gap="md">
        <Text size="sm">
          How fast does this device train? The page’s own engine and stock TensorFlow.js do the same work
          here: the same weights, the same batch, the same mathematics, in turn. A program whose loss differs
          is refused. Nothing leaves this tab.
        </Text>
        {!lost && <DeviceLine adapter={adapter} />}
        <ChoiceForm choice={choice} onChoice={setEdited} withGpu={Boolean(adapter)} disabled={running} />
        {training && !running && (
          <Group gap="xs" role="alert">
            <Icon name="warning" />
            <Text size="sm" style={{ flex: '1 1 14rem' }}>
              A run is training now. Each would slow the other down, and the times would be wrong.
            </Text>
            <Button size="compact-sm" variant="default" onClick={pause}>
              Pause the run
            </Button>
          </Group>
        )}
        <Group gap="sm">
          <Button
            leftSection={<Icon name="play" />}
            disabled={!startable || training || running}
            onClick={() => void startBenchmark(choice)}
          >
            Run the benchmark
          </Button>
          <Button
            variant="default"
            leftSection={<Icon name="stop" />}
            disabled={!running}
            onClick={stopBenchmark}
          >
            Stop
          </Button>
          <Text size="sm" c="dimmed">
            {startable
              ? `Takes ${durationWords(choice)}, longer on a slow device.`
              : adapter !== undefined && 'Choose something to compute, and a program.'}
          </Text>
        </Group>
        <ProgressLine />
        {error && <ErrorMessage error={error} />}
        {rows.length > 0 && measured && (
          <>
            <ResultTables rows={rows} adapter={adapter ?? null} />
            {!running && (
              <Group justify="space-between">
                <Text size="xs" c="dimmed">
                  {roundsWords(measured.choice.rounds)}, measured in this tab at {clock(measured.date)}. Other
                  programs and tabs make times longer.
                </Text>
                <CopyReport
                  report={{
                    date: measured.date,
                    browser: navigator.userAgent,
                    cores: navigator.hardwareConcurrency,
                    adapter: adapter ?? null,
                    rounds: measured.choice.rounds,
                    roundMs,
                    rows,
                  }}
                />
              </Group>
            )}
          </>
        )}
      </Stack>
    </Modal>
  );
}

const clock = (date: string): string =>
  new Date(date).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit' });

/** Whether a run uses the device; one that is paused does not. */
function useIsTraining(): boolean {
  const { activeId, starting } = useTraining();
  useRuns(({ runs }) => runs.find(({ id }) => id === activeId)?.status);
  return starting || (activeId !== null && findRun(activeId)?.status !== 'paused');
}

function DeviceLine({ adapter }: { adapter: Adapter }) {
  const words =
    adapter === undefined
      ? 'Looking for a GPU…'
      : adapter === null
        ? 'This browser offers no WebGPU, so only the programs on the CPU can run. Current Chrome, Edge, Safari and Firefox have it, with hardware acceleration on.'
        : adapter.software
          ? `WebGPU runs on the processor here (${adapter.name}), not on a GPU. Its programs are off at first: they take minutes, and say nothing about a GPU.`
          : `GPU: ${adapter.name}`;
  return (
    <Text size="sm" c="dimmed">
      {words}
    </Text>
  );
}

function ProgressLine() {
  const { progress, ended } = useBenchmark();
  const line = useRef<HTMLDivElement>(null);
  const running = progress !== null;
  // On a phone it is below the fold.
  useEffect(() => {
    if (running) line.current?.scrollIntoView({ block: 'nearest' });
  }, [running]);
  const end = ended === null ? '' : ended === 'complete' ? 'Finished.' : 'Stopped.';
  const share = progress ? progress.done / progress.total : ended === 'complete' ? 1 : 0;
  return (
    <div ref={line}>
      {(progress ?? ended) !== null && (
        <>
          <Progress
            value={100 * share}
            size={6}
            aria-label="Progress of the benchmark"
            transitionDuration={0}
          />
          <Text size="sm" c="dimmed" mt={4}>
            {progress ? progressWords(progress) : end}
          </Text>
        </>
      )}
      <VisuallyHidden role="status">{progress ? progressNews(progress) : end}</VisuallyHidden>
    </div>
  );
}
