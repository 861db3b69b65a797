/** The runs of this page: their records, which is current, which is the baseline. Kept in IndexedDB. */
import { createStore } from './createStore';
import { reportOf } from '../../protocol/errors';
import type { RunEvent } from '../../protocol/events';
import type { LinkedResult } from '../../protocol/link';
import type { ExperimentSpec } from '../../protocol/spec';
import { currentCatalog } from './catalog';
import { keep, tellUnread } from './keeping';
import { notify } from './notices';
import { applyEvent, afterReload, queuedRun } from './runEvents';
import { runName, unique } from './runName';
import type { RunRecord } from './runRecord';
import { deleteRun, loadRuns, saveRun } from './runStorage';
import { withTrain } from './services';
import { text } from '../messages';

interface RunsState {
  runs: RunRecord[];
  /** The run in progress, else the one last started or picked. */
  currentId: string | null;
  baselineId: string | null;
}

export const useRuns = createStore<RunsState>(() => ({ runs: [], currentId: null, baselineId: null }));

export const findRun = (id: string | null): RunRecord | null =>
  useRuns.getState().runs.find((run) => run.id === id) ?? null;

/** Runs that never began are not worth keeping. */
const isWorthKeeping = (run: RunRecord): boolean => run.status !== 'queued';

function update(id: string, change: (run: RunRecord) => RunRecord): RunRecord | null {
  useRuns.setState(({ runs }) => ({ runs: runs.map((run) => (run.id === id ? change(run) : run)) }));
  return findRun(id);
}

function updateAndSave(id: string, change: (run: RunRecord) => RunRecord): void {
  const run = update(id, change);
  if (run && isWorthKeeping(run)) keep(saveRun(run));
}

/** A name for something new that nothing else has. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** Adds a run that waits for its turn, and makes it current. */
export function addRun(spec: ExperimentSpec, name: string | null, expected: LinkedResult | null): RunRecord {
  const { runs } = useRuns.getState();
  const record = queuedRun({
    id: newId(),
    name:
      name === null
        ? runName(spec, runs, currentCatalog())
        : unique(
            name,
            runs.map((run) => run.name),
          ),
    spec,
    series: runs.reduce((most, run) => Math.max(most, run.series), -1) + 1,
    createdAt: Date.now(),
    expected,
  });
  useRuns.setState({ runs: [...runs, record], currentId: record.id });
  return record;
}

const eventsWorthSaving: RunEvent['type'][] = ['start', 'epoch', 'state', 'done', 'failed'];

export function takeEvent(id: string, event: RunEvent): void {
  const run = update(id, (record) => applyEvent(record, event));
  if (run && eventsWorthSaving.includes(event.type)) keep(saveRun(run));
}

/** Brings back the runs of earlier visits; gives the ids of those that the end of the last visit interrupted. */
export async function restoreRuns(): Promise<string[]> {
  try {
    const stored = await loadRuns();
    const restored = stored.map(afterReload);
    useRuns.setState(({ runs, currentId, baselineId }) => ({
      runs: [...restored, ...runs],
      currentId: currentId ?? restored.at(-1)?.id ?? null,
      baselineId: baselineId ?? restored.find(({ pinned }) => pinned)?.id ?? null,
    }));
    const interrupted = restored.filter((run, index) => run.status !== stored[index]!.status);
    for (const run of interrupted) keep(saveRun(run));
    return interrupted.map(({ id }) => id);
  } catch (error) {
    tellUnread(error);
    return [];
  }
}

/** Finds out which unfinished runs left a checkpoint and can be resumed. */
export async function findCheckpoints(): Promise<void> {
  try {
    for (const { id, status } of useRuns.getState().runs) {
      if (status !== 'interrupted' && status !== 'failed') continue;
      const checkpoint = await withTrain((service) => service.hasCheckpoint(id));
      update(id, (run) => ({ ...run, canResume: checkpoint !== null }));
      dropUnbegun(id);
    }
  } catch (error) {
    notify({ kind: 'error', ...reportOf(error) });
  }
}

export const setCurrent = (id: string): void => useRuns.setState({ currentId: id });

/** Makes a run the baseline, in place of the one before; null: none. */
export function pinBaseline(id: string | null): void {
  const { baselineId } = useRuns.getState();
  if (baselineId !== null) updateAndSave(baselineId, (run) => ({ ...run, pinned: false }));
  if (id !== null) updateAndSave(id, (run) => ({ ...run, pinned: true }));
  useRuns.setState({ baselineId: id });
}

export const setVisible = (id: string, visible: boolean): void =>
  updateAndSave(id, (run) => ({ ...run, visible }));

export const renameRun = (id: string, name: string): void =>
  updateAndSave(id, (run) => ({ ...run, name: name.trim() || run.name, renamed: true }));

export const setNotes = (id: string, notes: string): void => updateAndSave(id, (run) => ({ ...run, notes }));

/** Says on the run itself that its settings were changed by hand while it ran. */
export const addInfoNote = (id: string, note: string): void =>
  updateAndSave(id, (run) =>
    run.info ? { ...run, info: { ...run.info, notes: [...run.info.notes, note] } } : run,
  );

export const setStatus = (id: string, status: RunRecord['status'], canResume: boolean): void =>
  updateAndSave(id, (run) => ({ ...run, status, canResume }));

export const setData = (id: string, data: ExperimentSpec['data']): void =>
  updateAndSave(id, (run) => ({ ...run, spec: { ...run.spec, data }, expected: null }));

/** Takes runs off the page and offers to bring them back; their checkpoints go when they are not brought back. */
export function removeRuns(ids: string[]): void {
  const before = useRuns.getState();
  const gone = before.runs.filter(({ id }) => ids.includes(id));
  if (gone.length === 0) return;
  const runs = before.runs.filter(({ id }) => !ids.includes(id));
  useRuns.setState({
    runs,
    currentId: ids.includes(before.currentId ?? '') ? (runs.at(-1)?.id ?? null) : before.currentId,
    baselineId: ids.includes(before.baselineId ?? '') ? null : before.baselineId,
  });
  for (const { id } of gone) keep(deleteRun(id));
  notify({
    kind: 'info',
    what: gone.length === 1 ? `Deleted “${gone[0]!.name}”.` : `Deleted ${gone.length} runs.`,
    hint: '',
    action: {
      label: 'Undo',
      run: () => {
        useRuns.setState((state) => ({
          runs: [...state.runs, ...gone].sort((a, b) => a.createdAt - b.createdAt),
          baselineId: state.baselineId ?? gone.find(({ pinned }) => pinned)?.id ?? null,
        }));
        for (const run of gone.filter(isWorthKeeping)) keep(saveRun(run));
      },
    },
    onExpired: () => {
      for (const { id } of gone) keep(withTrain((train) => train.deleteCheckpoint(id)));
    },
  });
}

/** Removes runs without a word: those of a queue that was given up. */
export function dropQueued(ids: string[]): void {
  useRuns.setState(({ runs, currentId }) => {
    const left = runs.filter((run) => !(ids.includes(run.id) && run.status === 'queued'));
    const stillThere = left.some(({ id }) => id === currentId);
    return { runs: left, currentId: stillThere ? currentId : (left.at(-1)?.id ?? null) };
  });
}

/** Lets go of a run that was cut short before its first epoch, and says so. Results that came with a link stay. */
export function dropUnbegun(id: string): void {
  const run = findRun(id);
  if (run?.status !== 'interrupted' || run.canResume || run.epochs.length > 0 || run.expected) return;
  useRuns.setState(({ runs, currentId }) => {
    const left = runs.filter((other) => other.id !== id);
    return { runs: left, currentId: currentId === id ? (left.at(-1)?.id ?? null) : currentId };
  });
  keep(deleteRun(id));
  notify({ kind: 'info', what: text.run.notKept, hint: '' });
}
