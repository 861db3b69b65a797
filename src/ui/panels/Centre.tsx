/** The middle of the page: charts, runs, a look inside the model, data. Each part is fetched when it is first shown. */
import { Loader, Tabs } from '@mantine/core';
import { Suspense, lazy, type ReactNode } from 'react';
import { ErrorBoundary } from '../controls/ErrorBoundary';
import { text } from '../messages';
import { useCatalog } from '../store/catalog';
import { openSpec } from '../store/link';
import { pinBaseline, removeRuns, renameRun, setCurrent, setNotes, setVisible, useRuns } from '../store/runs';
import { useSettings } from '../store/settings';
import { abandon, resumeRun, trainAll, useTraining } from '../store/training';
import { openShare, showTab, useView, type Tab } from '../store/view';
import { useShownTheme } from '../store/shownTheme';
import classes from './Centre.module.css';
import { ExperimentRail } from './ExperimentRail';

const ChartsPanel = lazy(() => import('./ChartsPanel'));
const RunsPanel = lazy(() => import('./RunsPanel'));
const LabPanel = lazy(() => import('./LabPanel'));
const TextPanel = lazy(() => import('./TextPanel'));
const InspectPanel = lazy(() => import('./InspectPanel'));
const MapPanel = lazy(() => import('./MapPanel'));
const DataPanel = lazy(() => import('./DataPanel'));

/** Panels that bring no margin of their own. */
const padded: Tab[] = ['charts', 'runs', 'lab', 'text', 'inspect', 'map'];

/** `withSetup`: on narrow screens the rail is a tab among the others. */
export function Centre({ withSetup }: { withSetup: boolean }) {
  const tab = useView((state) => state.tab);
  const shown = tab === 'setup' && !withSetup ? 'charts' : tab;
  const tabs: Tab[] = [
    ...(withSetup ? (['setup'] as const) : []),
    'charts',
    'runs',
    'lab',
    'text',
    'inspect',
    'map',
    'data',
  ];
  const panels: Record<Tab, () => ReactNode> = {
    setup: () => (
      <div className={classes.setup}>
        <ExperimentRail />
      </div>
    ),
    charts: () => <Charts />,
    runs: () => <Runs />,
    lab: () => <LabPanel />,
    text: () => <TextPanel />,
    inspect: () => <Inspect />,
    map: () => <MapPanel />,
    data: () => <DataPanel />,
  };
  return (
    <Tabs
      value={shown}
      onChange={(value) => value && showTab(value as Tab)}
      className={classes.tabs}
      aria-label={text.landmarks.results}
    >
      <Tabs.List className={classes.list}>
        {tabs.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {text.tabs[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((name) => (
        <Tabs.Panel
          key={name}
          value={name}
          className={`${classes.panel} ${padded.includes(name) ? classes.padded : ''}`}
          tabIndex={-1}
        >
          <ErrorBoundary>
            <Suspense fallback={<Loader size="sm" m="md" role="status" aria-label={text.run.loading} />}>
              {shown === name && panels[name]()}
            </Suspense>
          </ErrorBoundary>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Charts() {
  const { runs, currentId, baselineId } = useRuns();
  const { charts, setCharts } = useSettings();
  const theme = useShownTheme();
  const catalog = useCatalog((state) => state.catalog);
  return (
    catalog && (
      <ChartsPanel
        runs={runs}
        currentId={currentId}
        baselineId={baselineId}
        catalog={catalog}
        theme={theme}
        settings={charts}
        onSettings={setCharts}
      />
    )
  );
}

function Runs() {
  const { runs, currentId, baselineId } = useRuns();
  const theme = useShownTheme();
  const catalog = useCatalog((state) => state.catalog);
  const toggle = (id: string): void => setVisible(id, !runs.find((run) => run.id === id)?.visible);
  const remove = (ids: string[]): void => {
    ids.forEach(abandon);
    removeRuns(ids);
  };
  return (
    catalog && (
      <RunsPanel
        runs={runs}
        currentId={currentId}
        baselineId={baselineId}
        catalog={catalog}
        theme={theme}
        onSelect={setCurrent}
        onToggleVisible={toggle}
        onRename={renameRun}
        onNote={setNotes}
        onDelete={remove}
        onPin={pinBaseline}
        onShare={openShare}
        onRerun={(spec) => {
          openSpec(spec);
          trainAll([{ spec, expected: null }]);
        }}
        onResume={resumeRun}
      />
    )
  );
}

function Inspect() {
  const inspect = useTraining((state) => state.inspect);
  const currentId = useRuns((state) => state.currentId);
  const run = useRuns(({ runs }) => runs.find(({ id }) => id === (inspect?.runId ?? currentId)) ?? null);
  return <InspectPanel service={inspect?.service ?? null} run={run} epoch={run?.epochs.at(-1)?.epoch ?? 0} />;
}
