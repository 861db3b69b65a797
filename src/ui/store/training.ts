/** Play, pause, step, stop and restart: one run at a time, the others wait in a queue. */
import { proxy, transfer } from 'comlink';
import { createStore } from './createStore';
import { buffersOf } from '../../protocol/dataset';
import { AppError, reportOf } from '../../protocol/errors';
import { afterFailure, type Recovery } from '../../protocol/deviceLoss';
import type { Backend, RunEvent } from '../../protocol/events';
import { runsOf } from '../../protocol/folds';
import { keptVectors } from '../../protocol/itemVectors';
import type { LinkedResult } from '../../protocol/link';
import type { ExperimentSpec } from '../../protocol/spec';
import type { TrainService } from '../../protocol/trainService';
import { datasetsLoaded, fingerprintFor, withFoundData } from './datasets';
import { hasFaultyField, useExperiment } from './experiment';
import { takeLinkedRuns } from './link';
import { refuseKnownTooLarge } from './modelSize';
import { notify } from './notices';
import {
  addInfoNote,
  addRun,
  dropQueued,
  dropUnbegun,
  findRun,
  setCurrent,
  setStatus,
  takeEvent,
} from './runs';
import { dropSpareWorker, endTrainWorker, takeTrainWorker, withData, type ServiceWorker } from './services';
import { useSettings } from './settings';
import { openDialog, showTab, useView } from './view';

interface TrainingState {
  /** The run in progress. */
  activeId: string | null;
  /** Runs that start when it ends, in order. */
  queue: string[];
  /** What the run does besides steps: loading, evaluating ... */
  phase: { label: string; done: number; total: number } | null;
  /** The worker that holds the weights of the latest run. */
  inspect: { runId: string; service: TrainService } | null;
  /** Between the click and the first word of the worker. */
  starting: boolean;
}

export const useTraining = createStore<TrainingState>(() => ({
  activeId: null,
  queue: [],
  phase: null,
  inspect: null,
  starting: false,
}));

let worker: ServiceWorker<TrainService> | null = null;

/** The worker of the run in progress; calls to it before there is one are dropped. */
function tell(call: (service: TrainService) => Promise<void>): void {
  worker
    ?.guard(call(worker.service))
    .catch((error: unknown) => notify({ kind: 'error', ...reportOf(error) }));
}

/** Starts the experiment as it is edited now, or the runs of the link that was opened. */
export async function train(): Promise<void> {
  const { activeId, starting } = useTraining.getState();
  if (activeId !== null || starting || hasFaultyField()) return;
  useTraining.setState({ starting: true });
  if (['setup', 'data'].includes(useView.getState().tab)) showTab('charts');
  try {
    await datasetsLoaded();
    const { spec } = useExperiment.getState();
    refuseKnownTooLarge(spec);
    const linked = takeLinkedRuns();
    if (linked.some((run) => sameExperiment(run.spec, spec))) {
      enqueue(linked.map(({ id }) => id));
    } else {
      dropQueued(linked.map(({ id }) => id));
      enqueue((await plannedRuns(spec)).map((one) => addRun(one, null, null).id));
    }
  } catch (error) {
    notify({ kind: 'error', ...reportOf(error) });
  } finally {
    useTraining.setState({ starting: false });
  }
}

/** The data set may be known here under another name; all else must agree. */
function sameExperiment(a: ExperimentSpec, b: ExperimentSpec): boolean {
  const content = (spec: ExperimentSpec): string =>
    JSON.stringify({ ...spec, data: { ...spec.data, name: '', fingerprint: fingerprintFor(spec.data) } });
  return fingerprintFor(b.data) !== null && content(a) === content(b);
}

/**
 * Starts several given experiments one after the other, each with the results to hold it against, if any.
 * @returns the ids of their runs
 */
export function trainAll(runs: { spec: ExperimentSpec; expected: LinkedResult | null }[]): string[] {
  const ids = runs.map(({ spec, expected }) => addRun(spec, null, expected).id);
  enqueue(ids);
  return ids;
}

/** Whoever waits for a run to end, and tells of its failure in their own way. */
const awaited = new Map<string, () => void>();

function tellEnded(id: string): void {
  awaited.get(id)?.();
  awaited.delete(id);
}

/** Trains one experiment after those that wait already; answers once it has ended, however it did. */
export function trainToEnd(spec: ExperimentSpec): { id: string; ended: Promise<void> } {
  const { id } = addRun(spec, null, null);
  const ended = new Promise<void>((resolve) => {
    awaited.set(id, resolve);
  });
  enqueue([id]);
  return { id, ended };
}

/** One spec per fold when all folds are asked for. @throws AppError `data-missing`. */
export async function plannedRuns(spec: ExperimentSpec): Promise<ExperimentSpec[]> {
  const fingerprint = dataOf(spec);
  const fixed = withFoundData(spec) ?? spec;
  if (spec.split.fold > 0) return [fixed];
  const { folds } = await withData((data) => data.planSplit(fingerprint, fixed));
  return runsOf(fixed, folds.length);
}

function dataOf(spec: ExperimentSpec): string {
  const fingerprint = fingerprintFor(spec.data);
  if (fingerprint !== null) return fingerprint;
  throw new AppError(
    'data-missing',
    `The data set “${spec.data.name}” is not in this browser.`,
    'Drop its file on the page, or choose another data set under Data.',
  );
}

function enqueue(ids: string[]): void {
  useTraining.setState(({ queue }) => ({ queue: [...queue, ...ids] }));
  advance();
}

function advance(): void {
  const { activeId, queue } = useTraining.getState();
  const [next, ...rest] = queue;
  if (activeId !== null || next === undefined) return;
  useTraining.setState({ queue: rest });
  if (findRun(next)) void begin(next, fresh());
  else advance();
}

/** How a run begins, or goes on. */
interface Beginning {
  resume: boolean;
  backend: Backend | null;
  /** How often it has lost its GPU so far. */
  losses: number;
  /** What has happened to it, to stand among its notes. */
  notes: string[];
}

const fresh = (): Beginning => ({
  resume: false,
  backend: useSettings.getState().backend,
  losses: 0,
  notes: [],
});

async function begin(id: string, beginning: Beginning): Promise<void> {
  const mine = takeTrainWorker();
  worker = mine;
  useTraining.setState({
    activeId: id,
    phase: { label: 'Opening the data set', done: 0, total: 0 },
    inspect: { runId: id, service: mine.service },
  });
  setCurrent(id);
  // A run that was paused when its GPU was lost stays so.
  const wasPaused = findRun(id)?.status === 'paused';
  if (!wasPaused) setStatus(id, 'running', false);
  let tellEnded: () => void;
  const ended = new Promise<void>((resolve) => {
    tellEnded = resolve;
  });
  let recovery: Recovery | null = null;
  const onEvent = (event: RunEvent): void => {
    if (worker !== mine) return;
    if (event.type === 'phase') {
      const { label, done, total } = event;
      useTraining.setState({ phase: event.phase === 'training' ? null : { label, done, total } });
    } else if (event.type === 'step') useTraining.setState({ phase: null });
    if (event.type === 'failed') recovery = afterFailure(event, beginning);
    if (!recovery) takeEvent(id, event);
    if (event.type === 'start') for (const note of beginning.notes) addInfoNote(id, note);
    if (event.type === 'done' || event.type === 'failed') tellEnded();
  };
  try {
    const { spec } = findRun(id)!;
    const fingerprint = dataOf(spec);
    const dataset = await withData((data) => data.open(fingerprint, keptVectors(spec.data.vectors)));
    const { backend, resume } = beginning;
    const options = { runId: id, backend, resume };
    if (wasPaused) await mine.guard(mine.service.pause());
    await mine.guard(mine.service.run(spec, transfer(dataset, buffersOf(dataset)), options, proxy(onEvent)));
    // Events come by a port of their own: the last one may still be under way.
    await mine.guard(ended);
  } catch (error) {
    if (worker !== mine) return;
    takeEvent(id, { type: 'failed', error: reportOf(error), canResume: false });
  }
  if (worker !== mine) return;
  if (recovery) recover(id, beginning, recovery);
  else end(id);
}

/** Lets a run go on whose GPU was lost, and says so. */
function recover(id: string, { notes }: Beginning, recovery: Recovery): void {
  const { what, hint, resume, backend, losses } = recovery;
  // What waits for the next run has the same GPU, or had it.
  dropSpareWorker();
  notify({ kind: 'info', what, hint, stays: true });
  void begin(id, { resume, backend, losses, notes: [...notes, `${what} ${hint}`] });
}

function end(id: string): void {
  worker = null;
  useTraining.setState({ activeId: null, phase: null });
  dropUnbegun(id);
  const run = findRun(id);
  const isAwaited = awaited.has(id);
  tellEnded(id);
  if (run?.status === 'failed' && run.error && !isAwaited) {
    useTraining.setState({ inspect: null });
    notify({
      kind: 'error',
      ...run.error,
      ...(run.canResume && { action: { label: 'Resume', run: () => resumeRun(id) } }),
    });
    // What stopped this run would stop the next ones, or their results would stand beside a gap.
    giveUpQueue();
    return;
  }
  advance();
}

function giveUpQueue(): void {
  const { queue } = useTraining.getState();
  dropQueued(queue);
  useTraining.setState({ queue: [] });
  queue.forEach(tellEnded);
}

export const pause = (): void => tell((service) => service.pause());
export const resume = (): void => tell((service) => service.resume());

/** Ends the run with its best epoch and measures the test part; runs that wait are given up. */
export function stop(): void {
  giveUpQueue();
  tell((service) => service.stop());
}

/** One training step, then a pause; starts a run when there is none. */
export async function step(): Promise<void> {
  const { activeId } = useTraining.getState();
  if (activeId === null) await train();
  tell((service) => service.step());
}

/** Goes on with a run that was interrupted, from its last checkpoint. */
export function resumeRun(id: string): void {
  if (useTraining.getState().activeId !== null) {
    notify({
      kind: 'info',
      what: 'Another run is in progress.',
      hint: 'Stop it first, then resume this one.',
    });
    return;
  }
  void begin(id, { ...fresh(), resume: true });
}

/** A run that has trained for longer is not thrown away without a word, even in its first epoch. */
const worthAskingMs = 5000;

/** Restarts; asks before where that throws something away: what was trained, or runs that wait. */
export function askToRestart(): void {
  const { activeId, queue } = useTraining.getState();
  const run = findRun(activeId);
  const losesWork = run !== null && (run.epochs.length > 0 || run.elapsedMs > worthAskingMs);
  if (losesWork || queue.length > 0) openDialog('restart');
  else void restart();
}

/** Ends the run in progress without a result and starts again with the settings as they are now. */
export async function restart(): Promise<void> {
  if (hasFaultyField()) return;
  const { activeId } = useTraining.getState();
  if (activeId !== null) {
    giveUpQueue();
    abandon(activeId);
  }
  await train();
}

/** Ends the worker of a run at once. What it has measured stays. */
export function abandon(id: string): void {
  if (useTraining.getState().activeId !== id || !worker) return;
  const ended = worker;
  worker = null;
  endTrainWorker(ended);
  useTraining.setState({ activeId: null, phase: null, inspect: null });
  setStatus(id, 'interrupted', false);
  dropUnbegun(id);
  tellEnded(id);
  advance();
}

/** Play, pause or resume: what the space bar means now. */
export function togglePlay(): void {
  const { activeId } = useTraining.getState();
  if (activeId === null) void train();
  else if (findRun(activeId)?.status === 'paused') resume();
  else pause();
}

/** Changes the learning rate of the run in progress from its next step on. */
export function applyLearningRate(learningRate: number): void {
  const { activeId } = useTraining.getState();
  const run = findRun(activeId);
  if (!run || activeId === null) return;
  tell((service) => service.setLearningRate(learningRate));
  addInfoNote(
    activeId,
    `Learning rate set to ${learningRate} by hand in epoch ${run.epochs.length + 1}; a link repeats the run without this.`,
  );
}
