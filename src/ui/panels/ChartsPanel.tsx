/** The charts of all visible runs. */
import { Button, SegmentedControl, SimpleGrid, Group, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Catalog } from '../../protocol/catalog';
import { itemGroups, parseMetricKey } from '../../protocol/metricKey';
import {
  cutoffChart,
  cutoffMetrics,
  lossChart,
  metricChart,
  metricsOf,
  precisionRecallChart,
  shownMetrics,
} from '../charts/buildCharts';
import { ChartCard } from '../charts/ChartCard';
import { ChartControls } from '../charts/ChartControls';
import type { ChartSettings, ChartTheme } from '../charts/chartSettings';
import { createCrosshair } from '../charts/crosshair';
import { EmptyChart } from '../charts/EmptyChart';
import { InTurn } from '../charts/InTurn';
import { dataAndSplit, isComparable } from '../charts/measuredOn';
import { groupWords } from '../charts/metricName';
import { palettes } from '../charts/palette';
import { RunLegend } from '../charts/RunLegend';
import { RunNotes } from '../charts/RunNotes';
import { useThrottled } from '../charts/useThrottled';
import { VerdictLine } from '../charts/VerdictLine';
import { text } from '../messages';
import type { RunRecord } from '../store/runRecord';

export interface ChartsPanelProps {
  /** All runs, in order; those that are not visible are not drawn. */
  runs: RunRecord[];
  currentId: string | null;
  baselineId: string | null;
  catalog: Catalog;
  theme: ChartTheme;
  settings: ChartSettings;
  onSettings: (settings: ChartSettings) => void;
  /** Metric that is drawn over k at first: "hr", "recall/cold". */
  overK?: string | undefined;
}

/** Milliseconds between two drawings while a run goes on: fast enough to watch, slow enough to leave time to train. */
const drawEvery = 330;

export default function ChartsPanel({
  runs: allRuns,
  currentId,
  baselineId,
  catalog,
  theme,
  settings,
  onSettings,
  overK = 'ndcg',
}: ChartsPanelProps) {
  const latest = useThrottled(allRuns, drawEvery);
  const visible = useMemo(() => latest.filter((run) => run.visible), [latest]);
  const [together, setTogether] = useState(false);
  const { runs, others } = useMemo(
    () => comparableRuns(visible, currentId, catalog, together),
    [visible, currentId, catalog, together],
  );
  const [crosshair] = useState(createCrosshair);
  const present = useMemo(() => metricsOf(runs, catalog), [runs, catalog]);
  const current = runs.find((run) => run.id === currentId) ?? runs.at(-1);
  const shown = useMemo(
    () => shownMetrics(settings.metrics, present, current, catalog),
    [settings.metrics, present, current, catalog],
  );
  const input = useMemo(() => ({ runs, currentId, catalog, settings }), [runs, currentId, catalog, settings]);
  const charts = useMemo(() => {
    const all = [
      lossChart(input),
      ...shown.map((key) => metricChart(input, key)),
      precisionRecallChart(input),
    ];
    return all.filter((chart) => chart !== null);
  }, [input, shown]);

  // There before the first run, so that its start has less to draw.
  const controls = (
    <ChartControls
      settings={settings}
      onSettings={onSettings}
      present={present}
      shown={shown}
      catalog={catalog}
    />
  );
  if (runs.length === 0) {
    const message =
      latest.length > 0
        ? 'All runs are hidden. Show one in the table of runs.'
        : 'Press Train (Space) to see the loss and the ranking metrics here, epoch by epoch.';
    return (
      <Stack gap="xs">
        {controls}
        <EmptyChart theme={theme} message={message} />
      </Stack>
    );
  }
  const footer = footerOf(runs, current, settings, catalog);
  const common = { catalog, theme, footer };
  // A card is its plot, a title of two lines and captions of four.
  const cardHeight = palettes[theme].height + palettes[theme].fontSize * 11;
  return (
    <Stack gap="xs">
      {controls}
      <RunLegend runs={runs} currentId={currentId} baselineId={baselineId} theme={theme} />
      {others.length > 0 && (
        <Group gap="xs" role="note">
          <Text size="sm" c="dimmed">
            {text.charts.otherRuns(
              others.map((run) => `“${run.name}” (${dataAndSplit(run, catalog)})`),
              together,
            )}
          </Text>
          <Button size="compact-xs" variant="subtle" onClick={() => setTogether(!together)}>
            {together ? text.charts.leaveOut : text.charts.drawToo}
          </Button>
        </Group>
      )}
      {current && <VerdictLine run={current} catalog={catalog} />}
      <SimpleGrid
        type="container"
        cols={{ base: 1, '760px': 2, '1900px': 3 }}
        spacing="xs"
        verticalSpacing="xs"
      >
        {charts.map((model) => (
          <InTurn key={model.id} height={cardHeight}>
            <ChartCard model={model} crosshair={crosshair} {...common} />
          </InTurn>
        ))}
        <InTurn height={cardHeight}>
          <CutoffCard input={input} first={overK} {...common} />
        </InTurn>
      </SimpleGrid>
      <RunNotes runs={runs} />
    </Stack>
  );
}

interface CutoffCardProps {
  /** Drawn until another is chosen. */
  first: string;
  input: Parameters<typeof cutoffChart>[0];
  catalog: Catalog;
  theme: ChartTheme;
  footer: string;
}

/** HR, NDCG or recall over the length of the list; its axis is k, so it has a crosshair of its own. */
function CutoffCard({ input, first, ...common }: CutoffCardProps) {
  const [chosen, setChosen] = useState(parseMetricKey(first)?.id ?? first);
  const [part, setPart] = useState<'watched' | 'test'>('watched');
  const [crosshair] = useState(createCrosshair);
  const [chosenGroup, setChosenGroup] = useState(parseMetricKey(first)?.group ?? null);
  const { ids, groups } = cutoffMetrics(input.runs);
  const id = ids.includes(chosen) ? chosen : ids[0];
  const group = groups.includes(chosenGroup) ? chosenGroup : (groups[0] ?? null);
  const groupsText = groups.join(' ');
  const { catalog } = common;
  const idsText = ids.join(' ');
  // The same element while nothing chosen changes, so that the card is left alone between two epochs.
  const controls = useMemo(
    () => (
      <Group gap="xs" px={4} py={4}>
        <SegmentedControl
          size="xs"
          aria-label="Metric over k"
          value={id ?? ''}
          onChange={setChosen}
          data={idsText.split(' ').map((value) => ({
            value,
            label: catalog.metrics.find((entry) => entry.id === value)?.label ?? value,
          }))}
        />
        <SegmentedControl
          size="xs"
          aria-label="Part of the data"
          value={part}
          onChange={(value) => setPart(value === 'test' ? 'test' : 'watched')}
          data={[
            { value: 'watched', label: 'Latest epoch' },
            { value: 'test', label: 'Test part' },
          ]}
        />
        {groupsText.includes(' ') && (
          <SegmentedControl
            size="xs"
            aria-label="Items that are measured"
            value={group ?? ''}
            onChange={(value) => setChosenGroup(itemGroups.find((one) => one === value) ?? null)}
            data={groupsText.split(' ').map((value) => {
              const one = itemGroups.find((known) => known === value);
              return { value, label: one ? groupWords[one] : 'all items' };
            })}
          />
        )}
      </Group>
    ),
    [idsText, groupsText, id, group, part, catalog],
  );
  if (id === undefined) return null;
  return (
    <ChartCard model={cutoffChart(input, id, part, group)} crosshair={crosshair} {...common}>
      {controls}
    </ChartCard>
  );
}

/** Of the visible runs those that can stand on the axes of the current one, and the others; drawn all when wanted so. */
function comparableRuns(
  visible: RunRecord[],
  currentId: string | null,
  catalog: Catalog,
  together: boolean,
): { runs: RunRecord[]; others: RunRecord[] } {
  const current = visible.find(({ id }) => id === currentId) ?? visible.at(-1);
  const others = visible.filter((run) => !isComparable(run, current!, catalog));
  return { runs: together ? visible : visible.filter((run) => !others.includes(run)), others };
}

/** Foot of an exported picture: what the runs drawn were measured on, and how their values are drawn. */
function footerOf(
  runs: readonly RunRecord[],
  current: RunRecord | undefined,
  { smoothing }: ChartSettings,
  catalog: Catalog,
): string {
  const words = ['Recommender Playground', ...new Set(runs.map((run) => dataAndSplit(run, catalog)))];
  if (current) words.push(`seed ${(current.info?.spec ?? current.spec).seed}`);
  if (smoothing > 0) words.push(`smoothing ${smoothing.toFixed(2)}`);
  return words.join(' · ');
}
