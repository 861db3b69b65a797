/** The sweeps of the Lab: one run after the other until all points are done, the budget is spent or somebody stops. */
import { createStore } from './createStore';
import { AppError, reportOf } from '../../protocol/errors';
import { specAt, type Sweep } from '../../protocol/sweep';
import { currentCatalog } from './catalog';
import { keep, tellUnread } from './keeping';
import { deleteFromLab, loadSweeps, saveSweep } from './labStorage';
import { notify } from './notices';
import { findRun, newId, setVisible } from './runs';
import { withLab } from './services';
import {
  isOutOfTime,
  resultOf,
  specOfPoint,
  sweepAfterReload,
  waitingPoint,
  type PointResult,
  type SweepRecord,
} from './sweepRecord';
import { abandon, plannedRuns, trainToEnd } from './training';

interface SweepsState {
  sweeps: SweepRecord[];
  /** The one shown; null: the form for a new one. */
  shownId: string | null;
}

export const useSweeps = createStore<SweepsState>(() => ({ sweeps: [], shownId: null }));

export const findSweep = (id: string | null): SweepRecord | null =>
  useSweeps.getState().sweeps.find((record) => record.id === id) ?? null;

export const runningSweep = (): SweepRecord | null =>
  useSweeps.getState().sweeps.find(({ state }) => state === 'running') ?? null;

const stoppedByHand = 'stopped by hand';

export const showSweep = (id: string | null): void => useSweeps.setState({ shownId: id });

function update(id: string, change: (record: SweepRecord) => SweepRecord): void {
  useSweeps.setState(({ sweeps }) => ({
    sweeps: sweeps.map((record) => (record.id === id ? change(record) : record)),
  }));
  const record = findSweep(id);
  if (record) keep(saveSweep(record));
}

const setPoint = (id: string, index: number, result: PointResult): void =>
  update(id, (record) => ({
    ...record,
    points: record.points.map((one, place) => (place === index ? result : one)),
  }));

/**
 * Plans a sweep and starts it. With a split of several folds, on the first fold only.
 * @returns whether it was started; if not, a notice says why
 */
export async function startSweep(title: string, asked: Sweep): Promise<boolean> {
  try {
    if (runningSweep())
      throw new AppError('bad-spec', 'Another sweep is in progress.', 'Stop it, or wait for its end.');
    const [base] = await plannedRuns(asked.base);
    const sweep = { ...asked, base: base! };
    const points = await withLab((lab) => lab.planSweep(sweep));
    for (const point of points) {
      const [problem] = specAt(sweep.base, point, currentCatalog()).problems;
      if (problem)
        throw new AppError('bad-spec', `${problem.path} ${problem.message}.`, 'Change its values.');
    }
    const record: SweepRecord = {
      id: newId(),
      title,
      createdAt: Date.now(),
      sweep,
      points: points.map(waitingPoint),
      state: 'running',
      why: '',
    };
    useSweeps.setState(({ sweeps }) => ({ sweeps: [...sweeps, record], shownId: record.id }));
    keep(saveSweep(record));
    void work(record.id);
    return true;
  } catch (error) {
    notify({ kind: 'error', ...reportOf(error) });
    return false;
  }
}

/** Goes on with a sweep that was stopped or interrupted, at its next point without a result. */
export function resumeSweep(id: string): void {
  const record = findSweep(id);
  if (record?.state !== 'stopped') return;
  if (runningSweep()) {
    notify({ kind: 'info', what: 'Another sweep is in progress.', hint: 'Stop it first, then go on here.' });
    return;
  }
  update(id, (before) => ({ ...before, state: 'running', why: '' }));
  showSweep(id);
  void work(id);
}

/** Ends the run in progress without a result; the sweep can go on from there. */
export function stopSweep(id: string): void {
  const record = findSweep(id);
  if (record?.state !== 'running') return;
  update(id, (before) => ({ ...before, state: 'stopped', why: stoppedByHand }));
  const running = record.points.find(({ status }) => status === 'running');
  if (running?.runId) abandon(running.runId);
}

/** A diverged run is a result of its settings; any other failure would meet the next run too. */
const isOfItsSettings = (runId: string): boolean => findRun(runId)?.error?.code === 'non-finite';

/** Runs point after point while the sweep is in progress. */
async function work(id: string): Promise<void> {
  for (let record = findSweep(id); record?.state === 'running'; record = findSweep(id)) {
    const ending = await runNext(record);
    if (ending && findSweep(id)?.state === 'running') update(id, (before) => ({ ...before, ...ending }));
  }
}

/** Runs the next point. @returns how the sweep ends with it, or null when it goes on */
async function runNext(record: SweepRecord): Promise<Pick<SweepRecord, 'state' | 'why'> | null> {
  const { id, sweep, points } = record;
  const index = points.findIndex(({ status }) => status === 'waiting');
  if (index < 0) return { state: 'done', why: '' };
  if (isOutOfTime(record)) return { state: 'done', why: 'its time is spent' };
  const { point } = points[index]!;
  const run = trainToEnd(specOfPoint(sweep, point, currentCatalog()));
  setPoint(id, index, { ...waitingPoint(point), runId: run.id, status: 'running' });
  await run.ended;
  const trained = findRun(run.id);
  // Dozens of lines would hide each other; the best is shown when it is opened.
  if (trained) setVisible(run.id, false);
  const result = resultOf(point, trained, sweep.base.earlyStopping.metric);
  const isLost = result.status === 'failed' && !isOfItsSettings(run.id);
  setPoint(id, index, isLost ? { ...result, status: 'waiting' } : result);
  if (isLost) return { state: 'stopped', why: result.fault };
  return result.status === 'waiting' ? { state: 'stopped', why: stoppedByHand } : null;
}

/** Takes a sweep off the Lab and offers to bring it back; its runs stay. */
export function removeSweep(id: string): void {
  stopSweep(id);
  const gone = findSweep(id);
  if (!gone) return;
  useSweeps.setState(({ sweeps }) => ({
    sweeps: sweeps.filter((record) => record.id !== id),
    shownId: null,
  }));
  keep(deleteFromLab('sweeps', id));
  notify({
    kind: 'info',
    what: `Deleted the sweep “${gone.title}”.`,
    hint: 'Its runs stay in the table of runs.',
    action: {
      label: 'Undo',
      run: () => {
        useSweeps.setState(({ sweeps }) => ({
          sweeps: [...sweeps, sweepAfterReload(gone)].sort((a, b) => a.createdAt - b.createdAt),
          shownId: id,
        }));
        keep(saveSweep(gone));
      },
    },
  });
}

/** Brings back the sweeps of earlier visits; gives the one that the end of the last visit interrupted. */
export async function restoreSweeps(): Promise<SweepRecord | null> {
  try {
    const stored = await loadSweeps();
    const restored = stored.map(sweepAfterReload);
    useSweeps.setState(({ sweeps }) => ({ sweeps: [...restored, ...sweeps] }));
    const interrupted = restored.filter((record, place) => record !== stored[place]);
    for (const record of interrupted) keep(saveSweep(record));
    return interrupted.at(-1) ?? null;
  } catch (error) {
    tellUnread(error);
    return null;
  }
}

/** Whether a run is that of a sweep, which goes on by itself. */
export const belongsToSweep = (runId: string): boolean =>
  useSweeps.getState().sweeps.some(({ points }) => points.some((one) => one.runId === runId));
