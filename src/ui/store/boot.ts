/** What happens when the page opens, in order: catalogue, built-in data, earlier runs, the link in the address. */
import { AppError, reportOf } from '../../protocol/errors';
import { useCatalog } from './catalog';
import { chooseDataset, loadDatasets, refreshPlan, refreshSummary, useDatasets } from './datasets';
import { startingSpec, useExperiment } from './experiment';
import { openAddress } from './link';
import { notify } from './notices';
import { findCheckpoints, findRun, restoreRuns } from './runs';
import { dropSpareWorker, withTrain } from './services';
import { useSettings } from './settings';
import { resumeRun } from './training';
import { text } from '../messages';

const planDelayMs = 300;

async function loadCatalog(): Promise<void> {
  const catalog = await withTrain((train) => train.catalog());
  useCatalog.setState({ catalog });
  useExperiment.setState({ spec: startingSpec(catalog) });
}

async function detectBackend(): Promise<void> {
  try {
    const { backend } = useSettings.getState();
    useCatalog.setState({ backend: await withTrain((train) => train.detectBackend(backend)), error: null });
  } catch (error) {
    useCatalog.setState({ backend: null, error: reportOf(error) });
  }
}

/** Keeps the figures of the data set and of the split in step with the experiment. */
function followExperiment(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const recount = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void refreshPlan(), planDelayMs);
  };
  useExperiment.subscribe(({ spec }, { spec: before }) => {
    if (spec.data !== before.data) void refreshSummary();
    if (spec.data !== before.data || spec.split !== before.split || spec.validation !== before.validation)
      recount();
  });
  useSettings.subscribe(({ backend }, before) => {
    if (backend === before.backend) return;
    dropSpareWorker();
    void detectBackend();
  });
}

/** Asks whether to go on with the run that the end of the last visit cut short. */
function offerResume(interrupted: string[]): void {
  const run = interrupted.map(findRun).findLast((record) => record?.canResume);
  if (!run) return;
  notify({
    kind: 'info',
    stays: true,
    what: text.run.wasInterrupted(run.name, run.epochs.length),
    hint: text.run.resumeHint,
    action: { label: text.run.resume, run: () => resumeRun(run.id) },
  });
}

/** Brings the page to life. What fails is written into the stores and shown where it belongs. */
export async function boot(): Promise<void> {
  if (typeof Worker === 'undefined' || typeof indexedDB === 'undefined') {
    useCatalog.setState({
      error: reportOf(
        new AppError(
          'internal',
          'This browser has no web workers or no storage for pages, so nothing can be trained here.',
          'Use a current Chrome, Edge, Firefox or Safari, outside of a locked-down private window.',
        ),
      ),
    });
    return;
  }
  followExperiment();
  const data = loadDatasets();
  const runs = restoreRuns();
  try {
    await loadCatalog();
  } catch (error) {
    useCatalog.setState({ error: reportOf(error) });
    return;
  }
  const [, interrupted] = await Promise.all([data, runs]);
  const { generated } = useDatasets.getState();
  if (generated) chooseDataset(generated);
  window.addEventListener('hashchange', () => openAddress(location.hash));
  openAddress(location.hash);
  await detectBackend();
  await findCheckpoints();
  offerResume(interrupted);
}
