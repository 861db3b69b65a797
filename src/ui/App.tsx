/** The page: bar on top, the experiment on the left, results in the centre. */
import { Group, Loader, MantineProvider, Modal, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Suspense, lazy, useEffect } from 'react';
import classes from './App.module.css';
import { ErrorBoundary } from './controls/ErrorBoundary';
import { ErrorMessage } from './controls/ErrorMessage';
import { useShortcuts } from './controls/useShortcuts';
import type { Shortcut } from './controls/shortcuts';
import { text } from './messages';
import { Centre } from './panels/Centre';
import { ExperimentRail } from './panels/ExperimentRail';
import { LinkBanner } from './panels/LinkBanner';
import { LiveRegion } from './panels/LiveRegion';
import { Notices } from './panels/Notices';
import { TopBar } from './panels/TopBar';
import { useCatalog } from './store/catalog';
import { copyCurrentLink } from './store/clipboard';
import { nextTheme, useSettings } from './store/settings';
import { useShownTheme } from './store/shownTheme';
import { askToRestart, step, togglePlay } from './store/training';
import { closeDialog, openDialog, useView, type DialogName } from './store/view';
import { instrumentTheme, projectorTheme, resolveVariables } from './theme';

const dialogs: Record<DialogName, ReturnType<typeof lazy>> = {
  share: lazy(() => import('./panels/ShareDialog')),
  lessons: lazy(() => import('./panels/LessonsDialog')),
  help: lazy(() => import('./panels/HelpDialog')),
  benchmark: lazy(() => import('./panels/BenchmarkDialog')),
  restart: lazy(() => import('./panels/RestartDialog')),
};
/** Those that can say nothing before the catalogue is there, with the title they wait under. */
const needCatalog: Partial<Record<DialogName, string>> = {
  share: text.share.title,
  lessons: text.lessons.title,
};
const PageDrop = lazy(() => import('./panels/data/PageDrop'));

/** As its button: of no use before the catalogue is there. */
const onceReady = (act: () => unknown) => (): void => {
  if (useCatalog.getState().catalog) act();
};

const actions: Record<Shortcut, () => void> = {
  play: onceReady(togglePlay),
  step: onceReady(step),
  restart: onceReady(askToRestart),
  copyLink: onceReady(copyCurrentLink),
  help: () => openDialog('help'),
  theme: () => {
    const { theme, setTheme } = useSettings.getState();
    setTheme(nextTheme(theme));
  },
  rail: () => {
    const { rail, setRail } = useSettings.getState();
    setRail(!rail);
  },
};

const cssVariables = { plain: resolveVariables(false), projector: resolveVariables(true) };

export function App() {
  const theme = useShownTheme();
  const dialog = useView((state) => state.dialog);
  useEffect(() => {
    document.documentElement.dataset.pageTheme = theme;
  }, [theme]);
  const shortcuts = useSettings((state) => state.shortcuts);
  useShortcuts(actions, shortcuts && dialog === null);
  const projector = theme === 'projector';
  return (
    <MantineProvider
      theme={projector ? projectorTheme : instrumentTheme}
      forceColorScheme={theme === 'dark' ? 'dark' : 'light'}
      cssVariablesResolver={projector ? cssVariables.projector : cssVariables.plain}
    >
      <ErrorBoundary>
        <Page />
        <ErrorBoundary key={dialog}>
          <Suspense fallback={null}>
            <OpenDialog name={dialog} />
          </Suspense>
        </ErrorBoundary>
        <Notices />
        <LiveRegion />
      </ErrorBoundary>
    </MantineProvider>
  );
}

function OpenDialog({ name }: { name: DialogName | null }) {
  useEffect(() => {
    // A dialog is taken down whole, so that it cannot give the focus back itself.
    const { opener } = useView.getState();
    if (name === null && opener instanceof HTMLElement) opener.focus({ preventScroll: true });
  }, [name]);
  const { catalog, error } = useCatalog();
  if (!name) return null;
  const Dialog = dialogs[name];
  const waitsUnder = needCatalog[name];
  if (catalog || waitsUnder === undefined) return <Dialog />;
  return (
    <Modal opened title={waitsUnder} onClose={closeDialog} size="lg">
      {error ? (
        <ErrorMessage error={error} />
      ) : (
        <Group gap="sm" role="status">
          <Loader size="sm" />
          <Text size="sm">{text.form.loading}</Text>
        </Group>
      )}
    </Modal>
  );
}

function Page() {
  const rail = useSettings((state) => state.rail);
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  return (
    <div className={classes.page}>
      <a href="#results" className="skipLink" onClick={skipToResults}>
        {text.skip}
      </a>
      <TopBar />
      <LinkBanner />
      <div className={classes.columns}>
        {!narrow && rail && (
          <aside className={classes.rail} aria-label={text.landmarks.experiment}>
            <ErrorBoundary>
              <ExperimentRail />
            </ErrorBoundary>
          </aside>
        )}
        <main className={classes.centre} id="results" tabIndex={-1} aria-label={text.landmarks.results}>
          <Centre withSetup={narrow} />
          <ErrorBoundary>
            <Suspense fallback={null}>
              <PageDrop />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
    </div>
  );
}

/** The hash of the address belongs to links, so that the jump is made by hand. */
function skipToResults(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('results')?.focus();
}
