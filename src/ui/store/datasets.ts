/** The data sets of this browser: which there are, which one the experiment uses, and its figures. */
import { proxy } from 'comlink';
import { createStore } from './createStore';
import type { DatasetEntry, ImportAccount, Progress, SplitPlan } from '../../protocol/dataService';
import type { DatasetSummary } from '../../protocol/dataset';
import { reportOf, type ErrorReport } from '../../protocol/errors';
import type { ExperimentSpec } from '../../protocol/spec';
import { useCatalog } from './catalog';
import { useExperiment } from './experiment';
import { notify } from './notices';
import { withData } from './services';
import { withAt } from './specPath';

interface DatasetsState {
  /** Imported sets, latest first. */
  entries: DatasetEntry[];
  /** The built-in set, null while it is being made. */
  generated: DatasetSummary | null;
  /** Figures of the set the experiment uses, null while they are fetched or when it is missing. */
  current: DatasetSummary | null;
  /** How that set was read. */
  accounts: ImportAccount[];
  /** What keeps the built-in data busy at load. */
  progress: Progress | null;
  error: ErrorReport | null;
  /** What the split of the experiment gives; null while it is counted. */
  plan: SplitPlan | null;
  planError: ErrorReport | null;
}

export const useDatasets = createStore<DatasetsState>(() => ({
  entries: [],
  generated: null,
  current: null,
  accounts: [],
  progress: null,
  error: null,
  plan: null,
  planError: null,
}));

let loading: Promise<void> | null = null;

/** Makes the built-in data and lists the stored sets, once per visit. Its failure is shown in the Data panel. */
export const loadDatasets = (): Promise<void> => (loading ??= load());

/** Waits for the list where it is being filled; a run may be asked for before. */
export const datasetsLoaded = (): Promise<void> => loading ?? Promise.resolve();

async function load(): Promise<void> {
  try {
    const generated = await withData((data) =>
      data.generate(proxy((progress: Progress) => useDatasets.setState({ progress }))),
    );
    useDatasets.setState({ generated, progress: null });
    await listDatasets();
  } catch (error) {
    useDatasets.setState({ error: reportOf(error), progress: null });
  }
}

export async function listDatasets(): Promise<void> {
  const entries = await withData((data) => data.list());
  const builtIn = useDatasets.getState().generated?.fingerprint;
  useDatasets.setState({
    entries: entries
      .filter(({ fingerprint }) => fingerprint !== builtIn)
      .sort((a, b) => b.importedAt - a.importedAt),
  });
}

/** The fingerprint of the data set a spec asks for, or null when it is not in this browser. */
export function fingerprintFor(data: ExperimentSpec['data']): string | null {
  const { generated, entries } = useDatasets.getState();
  if (data.source === 'generated')
    return generated && (data.fingerprint === '' || data.fingerprint === generated.fingerprint)
      ? generated.fingerprint
      : null;
  if (data.fingerprint === '') return entries.find(({ name }) => name === data.name)?.fingerprint ?? null;
  return entries.some(({ fingerprint }) => fingerprint === data.fingerprint) ? data.fingerprint : null;
}

/** The spec with the data set of this browser that it asks for, or null when that is not here. */
export function withFoundData(spec: ExperimentSpec): ExperimentSpec | null {
  const { generated, entries } = useDatasets.getState();
  const wanted = fingerprintFor(spec.data);
  const found = [generated, ...entries].find((set) => set !== null && set.fingerprint === wanted);
  return found ? withDataset(spec, found) : null;
}

/** The spec with its data set replaced by one of this browser; filters stay. */
export function withDataset(
  spec: ExperimentSpec,
  dataset: { fingerprint: string; name: string },
): ExperimentSpec {
  const { generated } = useDatasets.getState();
  const source = dataset.fingerprint === generated?.fingerprint ? 'generated' : 'imported';
  const { fingerprint, name } = dataset;
  return withAt(spec, 'data', { ...spec.data, source, name, fingerprint });
}

/** Makes a data set the one the experiment uses. */
export function chooseDataset(dataset: { fingerprint: string; name: string }): void {
  useExperiment.setState(({ spec }) => ({ spec: withOtherDataset(spec, dataset) }));
}

/** The same for any spec. */
export function withOtherDataset(
  spec: ExperimentSpec,
  dataset: { fingerprint: string; name: string },
): ExperimentSpec {
  const chosen = withDataset(spec, dataset);
  // Item vectors are kept with one data set.
  const isSame = fingerprintFor(spec.data) === dataset.fingerprint;
  return isSame ? chosen : withAt(chosen, 'data.vectors', '');
}

/** Removes a stored data set; an experiment that used it goes back to the built-in data. */
export async function removeDataset(entry: DatasetEntry): Promise<void> {
  try {
    await withData((data) => data.remove(entry.fingerprint));
    const { generated } = useDatasets.getState();
    if (useExperiment.getState().spec.data.fingerprint === entry.fingerprint && generated)
      chooseDataset(generated);
    await listDatasets();
    notify({ kind: 'info', what: `Removed “${entry.name}” from this browser.`, hint: '' });
  } catch (error) {
    notify({ kind: 'error', ...reportOf(error) });
  }
}

let summaryRequest = 0;

/**
 * Fetches the figures of the chosen set; a later call overtakes an earlier one.
 * @param anew Also when they are there: the same interactions may have come again with more known of their users.
 */
export async function refreshSummary(anew = false): Promise<void> {
  const request = ++summaryRequest;
  const { spec } = useExperiment.getState();
  const { generated, current } = useDatasets.getState();
  const fingerprint = fingerprintFor(spec.data);
  if (fingerprint === current?.fingerprint && !anew) return;
  if (fingerprint === null || fingerprint === generated?.fingerprint) {
    useDatasets.setState({ current: fingerprint === null ? null : generated, accounts: [] });
    return;
  }
  try {
    const [summary, accounts] = await withData((data) =>
      Promise.all([data.summary(fingerprint), data.accounts(fingerprint)]),
    );
    if (request === summaryRequest) useDatasets.setState({ current: summary, accounts, error: null });
  } catch (error) {
    if (request === summaryRequest)
      useDatasets.setState({ current: null, accounts: [], error: reportOf(error) });
  }
}

let planRequest = 0;

/** Counts what the split of the experiment gives; a later call overtakes an earlier one. */
export async function refreshPlan(): Promise<void> {
  const request = ++planRequest;
  const { spec } = useExperiment.getState();
  const fingerprint = fingerprintFor(spec.data);
  if (fingerprint === null) {
    useDatasets.setState({ plan: null, planError: null });
    return;
  }
  try {
    const task = useCatalog.getState().catalog?.models.find(({ id }) => id === spec.model.id)?.task;
    const plan = await withData((data) => data.planSplit(fingerprint, spec, task));
    if (request === planRequest) useDatasets.setState({ plan, planError: null });
  } catch (error) {
    if (request === planRequest) useDatasets.setState({ plan: null, planError: reportOf(error) });
  }
}
