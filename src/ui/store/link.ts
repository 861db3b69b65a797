/** Experiments that come and go by link: reading the address, waiting for its data, writing a new one. */
import { createStore } from './createStore';
import { variantSpecs, type Comparison } from '../../protocol/comparison';
import type { DatasetSummary } from '../../protocol/dataset';
import { reportOf, type ErrorReport } from '../../protocol/errors';
import { hasLink, readLink, writeLink, type LinkedRun } from '../../protocol/link';
import type { ExperimentSpec } from '../../protocol/spec';
import { currentCatalog } from './catalog';
import {
  addComparison,
  addLinkedComparison,
  setComparisonData,
  variantRuns,
  type ComparisonRecord,
} from './comparisons';
import { chooseDataset, useDatasets, withFoundData, withOtherDataset } from './datasets';
import { useExperiment } from './experiment';
import { linkedResultOf } from './runEvents';
import { addRun, dropQueued, findRun, setCurrent, setData, useRuns } from './runs';
import type { RunRecord } from './runRecord';
import { showLab } from './view';

/** Data an experiment asks for that is not in this browser. */
export interface WantedData {
  name: string;
  /** Empty when any version will do. */
  fingerprint: string;
}

interface LinkState {
  /** The link that was opened, and the settings it led to. */
  opened: { hash: string; spec: ExperimentSpec } | null;
  /** Runs of the link that was opened, not yet started. */
  runIds: string[];
  /** The comparison that was opened, whose runs wait in the Lab. */
  comparisonId: string | null;
  /** Values of the link that were not taken, in words. */
  problems: string[];
  error: ErrorReport | null;
  wanted: WantedData | null;
  /** Imported while other data was wanted: asks whether to go on with it. */
  offered: DatasetSummary | null;
}

const nothing: LinkState = {
  opened: null,
  runIds: [],
  comparisonId: null,
  problems: [],
  error: null,
  wanted: null,
  offered: null,
};

export const useLink = createStore<LinkState>(() => nothing);

// Data chosen by hand settles the question which data to use, for all that waits for it.
useExperiment.subscribe(({ spec }, before) => {
  if (spec.data === before.spec.data || !useLink.getState().wanted || !withFoundData(spec)) return;
  settleData(spec.data);
  useLink.setState({ wanted: null, offered: null });
});

/** Takes over the experiment in the address, if there is one. */
export function openAddress(hash: string): void {
  if (!hasLink(hash)) return;
  dropQueued(useLink.getState().runIds);
  try {
    const link = readLink(hash, currentCatalog());
    const { runs } = link;
    const comparison = addLinkedComparison(link);
    const records = comparison ? [] : runs.map(({ spec, name, result }) => addRun(spec, name, result));
    useLink.setState({
      ...nothing,
      runIds: records.map(({ id }) => id),
      problems: runs.flatMap(({ name, problems }) =>
        problems.map(({ path, message }) => `${runs.length > 1 ? `${name}: ` : ''}${path} ${message}`),
      ),
    });
    if (comparison) showLab('comparisons');
    else setCurrent(records[0]!.id);
    openSpec(runs[0]!.spec, comparison?.id);
  } catch (error) {
    useLink.setState({ ...nothing, error: reportOf(error) });
  }
  useLink.setState({ opened: { hash, spec: useExperiment.getState().spec } });
}

/** Puts a comparison into the Lab, and the experiment that it varies into the rail. */
export function openComparison(comparison: Comparison): void {
  const { id } = addComparison(comparison.title, variantSpecs(comparison, currentCatalog()));
  openSpec(comparison.base, id);
  showLab('comparisons');
}

/** Takes over a spec, maybe that of a comparison, and asks for its data set when that is not here. */
export function openSpec(spec: ExperimentSpec, comparisonId: string | null = null): void {
  const found = withFoundData(spec);
  useExperiment.getState().replace(found ?? spec);
  const { name, fingerprint } = spec.data;
  useLink.setState({ wanted: found ? null : { name, fingerprint }, offered: null, comparisonId });
}

/**
 * Tells that a data set was imported. True when an experiment was waiting for data: then it was either taken
 * or is offered for a decision.
 */
export function dataArrived(summary: DatasetSummary): boolean {
  const { wanted } = useLink.getState();
  if (!wanted) return false;
  if (wanted.fingerprint !== '' && wanted.fingerprint !== summary.fingerprint)
    useLink.setState({ offered: summary });
  else chooseDataset(summary);
  return true;
}

/** Goes on with data of another fingerprint: results of the link can then no longer be compared. */
export function takeOffered(): void {
  const { offered } = useLink.getState();
  if (offered) chooseDataset(offered);
}

/** Goes on with the built-in data in place of that which is wanted; likewise. */
export function takeGenerated(): void {
  const { generated } = useDatasets.getState();
  if (generated) chooseDataset(generated);
}

/** Gives the data that was settled on to what waits for it: the comparison of the link, and its runs. */
function settleData(data: { fingerprint: string; name: string }): void {
  const { runIds, comparisonId } = useLink.getState();
  if (comparisonId) setComparisonData(comparisonId, data);
  for (const id of runIds) {
    const run = findRun(id);
    if (run && !withFoundData(run.spec)) setData(id, withOtherDataset(run.spec, data).data);
  }
}

/** Puts the question away; the experiment keeps its settings and the data chosen before is used. */
export function closeLink(): void {
  dropQueued(useLink.getState().runIds);
  useLink.setState(nothing);
}

export const forgetProblems = (): void => useLink.setState({ problems: [], error: null, opened: null });

/** The runs of the link that wait for their start, as long as they do. */
export function takeLinkedRuns(): RunRecord[] {
  const { runIds } = useLink.getState();
  useLink.setState({ runIds: [], problems: [] });
  return useRuns.getState().runs.filter(({ id, status }) => runIds.includes(id) && status === 'queued');
}

const asLinked = (run: RunRecord, withCurves: boolean): LinkedRun => ({
  name: run.name,
  spec: run.spec,
  result: withCurves ? linkedResultOf(run) : null,
});

const pageAddress = (): string => location.href.replace(/#.*$/, '');

/** The whole address that opens a comparison in the Lab, with its results so far. */
export function comparisonLink(record: ComparisonRecord, runs: RunRecord[], withCurves: boolean): string {
  const linked = variantRuns(record, runs).map((run) => {
    const { name, spec, result } = asLinked(run, true);
    const shown = result ?? run.expected;
    return { name, spec, result: shown && { ...shown, epochs: withCurves ? shown.epochs : [] } };
  });
  const { title, tests, linkedTests } = record;
  return pageAddress() + writeLink(linked, currentCatalog(), { title, tests: tests ?? linkedTests });
}

/** The whole address that opens these runs, or the settings as they stand when there are none. */
export function shareLink(runs: RunRecord[], withCurves: boolean): string {
  const linked =
    runs.length > 0
      ? runs.slice(-24).map((run) => asLinked(run, withCurves))
      : [{ name: '', spec: useExperiment.getState().spec, result: null }];
  return pageAddress() + writeLink(linked, currentCatalog());
}
