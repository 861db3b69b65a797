/** One comparison: its verdict, the final table, and the curves as they come. */
import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import type { Catalog } from '../../../protocol/catalog';
import { variedSettings } from '../../../protocol/comparison';
import { metricInSentence } from '../../charts/metricName';
import { useThrottled } from '../../charts/useThrottled';
import { Icon } from '../../controls/Icon';
import { specField } from '../../controls/specFields';
import { comparedMetric, runComparison } from '../../store/comparisonRuns';
import { removeComparison, variantRuns, type ComparisonRecord } from '../../store/comparisons';
import { ungrouped } from '../../store/itemGroups';
import { findRun, useRuns } from '../../store/runs';
import { useSettings } from '../../store/settings';
import { useShownTheme } from '../../store/shownTheme';
import { pause, resume, stop, useTraining } from '../../store/training';
import { openShare } from '../../store/view';
import ChartsPanel from '../ChartsPanel';
import { tunableParameters } from './tunableParameters';
import { viewOf } from './variantRows';
import { VariantTable } from './VariantTable';
import { verdictWords } from './verdictWords';

interface ComparisonViewProps {
  record: ComparisonRecord;
  catalog: Catalog;
}

/** Milliseconds between two drawings of the table. */
const drawEvery = 330;

/** One that is opened is read from its title on, wherever the page was before. */
const bringIntoView = (head: HTMLElement | null): void => head?.scrollIntoView({ block: 'nearest' });

export function ComparisonView({ record, catalog }: ComparisonViewProps) {
  const all = useThrottled(
    useRuns(({ runs }) => runs),
    drawEvery,
  );
  const { charts, setCharts } = useSettings();
  const theme = useShownTheme();
  const activeId = useTraining((state) => state.activeId);
  const runs = useMemo(() => variantRuns(record, all), [record, all]);
  const metric = comparedMetric(record);
  const isRunning = record.variants.some(({ runId }) => runId !== null && runId === activeId);
  const best = record.tests ? (runs[record.tests.best]?.id ?? null) : null;
  const view = viewOf(record.title, catalog);
  const compared = [view.perEpoch ?? metric, metric].map(ungrouped);
  const settings = { ...charts, metrics: [...new Set([...compared, ...charts.metrics])] };
  return (
    <Stack gap="sm">
      <div ref={bringIntoView}>
        <Title order={2}>{record.title}</Title>
        <Text size="sm" c="dimmed">
          {descriptionOf(record, catalog)}
        </Text>
      </div>
      <Controls record={record} isRunning={isRunning} />
      <Verdict record={record} isRunning={isRunning} metric={metricInSentence(metric, catalog)} />
      <VariantTable runs={runs} metric={metric} view={view} catalog={catalog} theme={theme} />
      <ChartsPanel
        runs={runs}
        currentId={isRunning ? activeId : best}
        baselineId={null}
        overK={view.overK}
        catalog={catalog}
        theme={theme}
        settings={settings}
        onSettings={setCharts}
      />
    </Stack>
  );
}

function descriptionOf(record: ComparisonRecord, catalog: Catalog): string {
  const specs = record.variants.map(({ spec }) => spec);
  const { data, seed, train } = specs[0]!;
  const models = [...new Set(specs.map(({ model }) => model.id))];
  const labels = models.map((model) => catalog.models.find(({ id }) => id === model)?.label ?? model);
  const tunable = tunableParameters(specs[0]!, catalog);
  const varied = variedSettings(specs).map(
    (path) =>
      tunable.find((one) => one.path === path)?.label ?? specFieldTitle(path.replace(/\.id$/, '')) ?? path,
  );
  return `${labels.join(', ')} on ${data.name}, ${train.epochs} epochs, seed ${seed}. The variants differ in ${varied.join(', ').toLowerCase()} and in nothing else.`;
}

/** The title of a setting that is not the parameter of a choice. */
const specFieldTitle = (path: string): string | undefined =>
  path.includes('.params.') ? undefined : specField(path).title;

function Controls({ record, isRunning }: { record: ComparisonRecord; isRunning: boolean }) {
  const { activeId, starting } = useTraining();
  const statuses = useRuns(({ runs }) =>
    variantRuns(record, runs)
      .map(({ status }) => status)
      .join(),
  ).split(',');
  const isPaused = isRunning && findRun(activeId)?.status === 'paused';
  const open = statuses.filter((status) => status !== 'done').length;
  return (
    <Group gap="xs">
      {isRunning ? (
        <>
          <Button
            size="compact-md"
            leftSection={<Icon name={isPaused ? 'play' : 'pause'} />}
            onClick={isPaused ? resume : pause}
          >
            {isPaused ? 'Resume comparison' : 'Pause comparison'}
          </Button>
          <Button size="compact-md" variant="default" leftSection={<Icon name="stop" />} onClick={stop}>
            Stop comparison
          </Button>
        </>
      ) : (
        <Button
          size="compact-md"
          leftSection={<Icon name={open > 0 ? 'play' : 'restart'} />}
          disabled={activeId !== null || starting}
          onClick={() => void runComparison(record.id)}
        >
          {open === 0
            ? 'Run all again'
            : open === statuses.length
              ? 'Run the comparison'
              : `Run the ${open} left`}
        </Button>
      )}
      <Button
        size="compact-md"
        variant="default"
        leftSection={<Icon name="share" />}
        onClick={() => openShare([], record.id)}
      >
        Share comparison
      </Button>
      <Button
        size="compact-md"
        variant="default"
        leftSection={<Icon name="trash" />}
        disabled={isRunning}
        onClick={() => removeComparison(record.id)}
      >
        Delete
      </Button>
    </Group>
  );
}

interface VerdictProps {
  record: ComparisonRecord;
  isRunning: boolean;
  metric: string;
}

/** Its room is kept from the start, so that the table does not move when the verdict comes. */
function Verdict({ record, isRunning, metric }: VerdictProps) {
  const tests = record.tests ?? record.linkedTests;
  const words =
    tests &&
    verdictWords(
      tests,
      record.variants.map(({ name }) => name),
      metric,
    );
  const isTheirs = record.tests === null && words !== null;
  const waiting = isRunning
    ? 'The verdict comes once all variants are measured on the test part.'
    : 'Run at least two variants: then a paired test says whether they differ.';
  return (
    <Alert
      variant="light"
      p="xs"
      mih={`${4.5 + 1.5 * record.variants.length}rem`}
      color={words ? 'petrol' : 'gray'}
      role="status"
      aria-label="Verdict"
      styles={{ message: { color: 'var(--mantine-color-text)' } }}
    >
      <Text fw={600}>{words?.headline ?? (record.testFault || waiting)}</Text>
      {words?.pairs.map((pair) => (
        <Text key={pair} size="sm">
          {pair}
        </Text>
      ))}
      {words && (
        <Text size="sm" mt={4}>
          {isTheirs && 'What the sender of the link found; run it to see whether you find the same. '}
          {words.method} One seed: another may order close variants differently.
        </Text>
      )}
    </Alert>
  );
}
