/** What happens when the page opens, in order: catalogue, built-in data, earlier runs and sweeps, the link in the address. */
import { AppError, reportOf } from '../../protocol/errors';
import type { ExperimentSpec } from '../../protocol/spec';
import { followAddress, settingsInAddress } from './address';
import { useCatalog } from './catalog';
import { followComparisons } from './comparisonRuns';
import { restoreComparisons } from './comparisons';
import { loadDatasets, refreshPlan, refreshSummary, withFoundData } from './datasets';
import { startingSpec, useExperiment } from './experiment';
import { followModelSize } from './modelSize';
import { notify } from './notices';
import { findCheckpoints, findRun, restoreRuns } from './runs';
import { dropSpareWorker, withTrain } from './services';
import { useSettings } from './settings';
import type { SweepRecord } from './sweepRecord';
import { belongsToSweep, restoreSweeps, resumeSweep } from './sweeps';
import { resumeRun } from './training';
import { showLab } from './view';
import { text } from '../messages';

const planDelayMs = 300;

async function loadCatalog(): Promise<void> {
  const catalog = await withTrain((train) => train.catalog());
  useCatalog.setState({ catalog });
  useExperiment.setState({ spec: settingsInAddress(catalog) ?? startingSpec(catalog) });
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
    const parts = ({ data, split, validation, sessions, model }: ExperimentSpec) =>
      [data, split, validation, sessions, model.id] as const;
    const old = parts(before);
    if (parts(spec).some((part, place) => part !== old[place])) recount();
  });
  useSettings.subscribe(({ backend }, before) => {
    if (backend === before.backend) return;
    dropSpareWorker();
    void detectBackend();
  });
}

/** Asks whether to go on with the run that the end of the last visit cut short. */
function offerResume(interrupted: string[]): void {
  const run = interrupted
    .filter((id) => !belongsToSweep(id))
    .map(findRun)
    .findLast((record) => record?.canResume);
  if (!run) return;
  notify({
    kind: 'info',
    stays: true,
    what: text.run.wasInterrupted(run.name, run.epochs.length),
    hint: text.run.resumeHint,
    action: { label: text.run.resume, run: () => resumeRun(run.id) },
  });
}

/** Asks whether to go on with the sweep that the end of the last visit cut short. */
function offerSweep(sweep: SweepRecord): void {
  const done = sweep.points.filter(({ status }) => status === 'done' || status === 'failed').length;
  notify({
    kind: 'info',
    stays: true,
    what: text.lab.sweepInterrupted(sweep.title, done, sweep.points.length),
    hint: text.lab.sweepHint,
    action: {
      label: text.lab.goOn,
      run: () => {
        showLab('sweeps');
        resumeSweep(sweep.id);
      },
    },
  });
}

/** Brings the page to life. What fails is written into the stores and shown where it belongs. */
export async function boot(): Promise<void> {
  if (typeof Worker === 'undefined') {
    useCatalog.setState({
      error: reportOf(
        new AppError(
          'internal',
          'This browser has no web workers, so nothing can be trained here.',
          'Use a current Chrome, Edge, Firefox or Safari.',
        ),
      ),
    });
    return;
  }
  followExperiment();
  followModelSize();
  followComparisons();
  const data = loadDatasets();
  const runs = restoreRuns();
  const lab = Promise.all([restoreSweeps(), restoreComparisons()]);
  try {
    await loadCatalog();
  } catch (error) {
    useCatalog.setState({ error: reportOf(error) });
    return;
  }
  const [, interrupted, [sweep]] = await Promise.all([data, runs, lab]);
  useExperiment.setState(({ spec }) => ({ spec: withFoundData(spec) ?? spec }));
  followAddress();
  await detectBackend();
  await findCheckpoints();
  offerResume(interrupted);
  if (sweep) offerSweep(sweep);
}
