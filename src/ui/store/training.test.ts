import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent, RunInfo } from '../../protocol/events';
import { defaultSpec, type ExperimentSpec } from '../../protocol/spec';
import type { RunOptions } from '../../protocol/trainService';
import { buildCatalog } from '../../train/catalog';
import { useCatalog } from './catalog';
import { useDatasets } from './datasets';
import { dropAllDrafts, setDraft, settingId } from './drafts';
import { useExperiment } from './experiment';
import { useModelSize } from './modelSize';
import { useNotices } from './notices';
import { useRuns } from './runs';
import { withAt } from './specPath';
import { useView } from './view';
import {
  applyLearningRate,
  askToRestart,
  restart,
  stop,
  togglePlay,
  train,
  trainAll,
  useTraining,
} from './training';

/** A run as the fake worker sees it: told what to train, and how to end. */
interface FakeRun {
  spec: ExperimentSpec;
  options: RunOptions;
  tell(event: RunEvent): void;
  end(event: RunEvent): void;
}

const fake = vi.hoisted(() => ({
  runs: [] as FakeRun[],
  calls: [] as string[],
  folds: ['only'],
  terminated: 0,
}));

vi.mock('./services', () => {
  const service = {
    run: (spec: ExperimentSpec, _data: unknown, options: RunOptions, onEvent: (event: RunEvent) => void) =>
      new Promise<void>((resolve) => {
        const end = (event: RunEvent) => {
          resolve();
          onEvent(event);
        };
        fake.runs.push({ spec, options, tell: onEvent, end });
      }),
    pause: () => Promise.resolve(void fake.calls.push('pause')),
    resume: () => Promise.resolve(void fake.calls.push('resume')),
    stop: () => Promise.resolve(void fake.calls.push('stop')),
    setLearningRate: (rate: number) => Promise.resolve(void fake.calls.push(`rate ${rate}`)),
  };
  const data = {
    open: () => Promise.resolve({ userAttributes: [], itemAttributes: [], predefinedSplits: [] }),
    planSplit: () => Promise.resolve({ folds: fake.folds }),
  };
  return {
    withData: (call: (service: unknown) => unknown) => call(data),
    withTrain: () => Promise.resolve(null),
    takeTrainWorker: () => ({ service, guard: (call: unknown) => call, terminate: () => undefined }),
    endTrainWorker: () => {
      fake.terminated++;
    },
    dropSpareWorker: () => undefined,
  };
});

const done: RunEvent = {
  type: 'done',
  metrics: {},
  atK: {},
  bestEpoch: 1,
  epochs: 1,
  why: 'all epochs',
  evaluatedUsers: 1,
  skippedUsers: 0,
  elapsedMs: 1,
};
const firstEpoch: RunEvent = {
  ...{ type: 'epoch', epoch: 1, loss: 1, metrics: {}, atK: {}, bestEpoch: 1, learningRate: 0.01 },
  ...{ trainMs: 1, evaluateMs: 1, elapsedMs: 2 },
};
const failed: RunEvent = {
  type: 'failed',
  error: { code: 'non-finite', what: 'The loss is not a number.', hint: 'Lower the learning rate.' },
  canResume: false,
};

/** The start of a run that goes on behind an epoch. */
const startOf = (resumedAtEpoch: number): RunEvent => ({
  type: 'start',
  resumedAtEpoch,
  info: { notes: [] } as unknown as RunInfo,
});

const catalog = buildCatalog();
const fingerprint = 'a'.repeat(64);
const statuses = () => useRuns.getState().runs.map(({ status }) => status);
const started = (count: number) => vi.waitFor(() => expect(fake.runs).toHaveLength(count));
const idle = () => vi.waitFor(() => expect(useTraining.getState().activeId).toBeNull());

beforeEach(() => {
  // What has the focus when a dialog opens.
  vi.stubGlobal('document', { activeElement: null });
  Object.assign(fake, { runs: [], calls: [], folds: ['only'], terminated: 0 });
  useCatalog.setState({ catalog });
  useDatasets.setState({ generated: { fingerprint, name: 'Generated films' } as never, entries: [] });
  useExperiment.setState({ spec: withAt(defaultSpec(), 'data.fingerprint', fingerprint), before: null });
  useRuns.setState({ runs: [], currentId: null, baselineId: null });
  useTraining.setState({ activeId: null, queue: [], phase: null, inspect: null, starting: false });
  useNotices.setState({ notices: [] });
  useView.setState({ dialog: null });
});

describe('training', () => {
  it('runs the edited experiment and keeps its worker for a look inside', async () => {
    await train();
    await started(1);
    expect(statuses()).toEqual(['running']);
    fake.runs[0]!.end(done);
    await idle();
    expect(statuses()).toEqual(['done']);
    expect(useTraining.getState().inspect?.runId).toBe(useRuns.getState().runs[0]!.id);
  });

  it('starts nothing while a setting holds what cannot be taken, instead of training with the value before', async () => {
    const focus = vi.fn();
    vi.stubGlobal('document', { getElementById: () => ({ closest: () => null, focus }) });
    vi.stubGlobal('requestAnimationFrame', (draw: () => void) => draw());
    const of = JSON.stringify(defaultSpec().train.epochs);
    setDraft(settingId('train.epochs'), {
      label: 'Epochs',
      typed: '3000',
      of,
      fault: 'must be at most 1000',
    });
    await train();
    expect(fake.runs).toHaveLength(0);
    expect(useRuns.getState().runs).toHaveLength(0);
    expect(focus).toHaveBeenCalledOnce();
    dropAllDrafts();
    await train();
    await started(1);
    vi.unstubAllGlobals();
  });

  it('runs the folds of a cross-validation one after the other', async () => {
    fake.folds = ['u1', 'u2', 'u3'];
    await train();
    await started(1);
    expect(statuses()).toEqual(['running', 'queued', 'queued']);
    fake.runs[0]!.end(done);
    await started(2);
    expect(statuses()).toEqual(['done', 'running', 'queued']);
    fake.runs[1]!.end(done);
    await started(3);
    fake.runs[2]!.end(done);
    await idle();
    expect(fake.runs.map(({ spec }) => spec.split.fold)).toEqual([1, 2, 3]);
  });

  it('gives up the queue when a run fails, and says why', async () => {
    trainAll([
      { spec: defaultSpec(), expected: null },
      { spec: defaultSpec(), expected: null },
    ]);
    await started(1);
    fake.runs[0]!.end(failed);
    await idle();
    expect(statuses()).toEqual(['failed']);
    expect(useTraining.getState().queue).toEqual([]);
    expect(useNotices.getState().notices[0]!.what).toBe('The loss is not a number.');
  });

  it('goes on by itself when the GPU is lost: from the checkpoint, then on the processor, and says so', async () => {
    const lost = (canResume: boolean): RunEvent => ({
      type: 'failed',
      error: { code: 'device-lost', what: 'The GPU was lost: it crashed.', hint: '' },
      canResume,
    });
    const waits = { spec: defaultSpec(), expected: null };
    trainAll([waits, waits]);
    await started(1);
    fake.runs[0]!.tell(startOf(0));
    // Before the first checkpoint it begins anew; nobody is told to resume anything.
    fake.runs[0]!.end(lost(false));
    await started(2);
    expect(fake.runs[1]!.options).toMatchObject({ resume: false, backend: null });
    expect(useNotices.getState().notices).toMatchObject([
      {
        what: 'The GPU was lost: it crashed.',
        hint: expect.stringContaining('from the beginning') as string,
      },
    ]);
    fake.runs[1]!.end(lost(true));
    await started(3);
    expect(fake.runs[2]!.options).toMatchObject({
      resume: true,
      backend: 'wasm',
      runId: fake.runs[0]!.options.runId,
    });
    expect(statuses()).toEqual(['running', 'queued']);
    fake.runs[2]!.tell(startOf(1));
    const { info } = useRuns.getState().runs[0]!;
    expect(info!.notes).toEqual([
      'The GPU was lost: it crashed. There is no checkpoint yet: the run starts again from the beginning.',
      expect.stringContaining('on the processor'),
    ]);
    fake.runs[2]!.end(done);
    await started(4);
    expect(statuses()).toEqual(['done', 'running']);
    expect(fake.runs[3]!.options).toMatchObject({ resume: false, backend: null });
  });

  it('stays paused when the GPU is lost in a pause', async () => {
    await train();
    await started(1);
    fake.runs[0]!.tell({ type: 'state', state: 'paused' });
    fake.runs[0]!.end({
      type: 'failed',
      error: { code: 'device-lost', what: 'The GPU was lost.', hint: '' },
      canResume: true,
    });
    await started(2);
    expect(fake.calls).toEqual(['pause']);
    expect(statuses()).toEqual(['paused']);
  });

  it('gives up the queue when a person stops', async () => {
    trainAll([
      { spec: defaultSpec(), expected: null },
      { spec: defaultSpec(), expected: null },
    ]);
    await started(1);
    stop();
    expect(fake.calls).toEqual(['stop']);
    expect(statuses()).toEqual(['running']);
  });

  it('pauses what runs and resumes what is paused', async () => {
    await train();
    await started(1);
    togglePlay();
    fake.runs[0]!.tell({ type: 'state', state: 'paused' });
    togglePlay();
    expect(fake.calls).toEqual(['pause', 'resume']);
  });

  it('does not start a second run beside the first', async () => {
    await train();
    await started(1);
    await train();
    expect(useRuns.getState().runs).toHaveLength(1);
  });

  it('restarts with the settings as they are now, and leaves the old run interrupted', async () => {
    await train();
    await started(1);
    fake.runs[0]!.tell(firstEpoch);
    useExperiment.getState().set('train.epochs', 3);
    await restart();
    await started(2);
    expect(fake.terminated).toBe(1);
    expect(statuses()).toEqual(['interrupted', 'running']);
    expect(fake.runs[1]!.spec.train.epochs).toBe(3);
    // A late word of the ended worker changes nothing.
    fake.runs[0]!.tell(done);
    expect(statuses()).toEqual(['interrupted', 'running']);
  });

  it('keeps no run that was stopped before its first epoch, however often one restarts, and says so', async () => {
    await train();
    for (let count = 1; count <= 8; count++) {
      await started(count);
      await restart();
    }
    await started(9);
    expect(useRuns.getState().runs.map(({ name, status }) => [name, status])).toEqual([
      [useRuns.getState().runs[0]!.name, 'running'],
    ]);
    expect(useRuns.getState().runs[0]!.name).not.toContain('#');
    expect(useNotices.getState().notices.map(({ what, count }) => [what, count])).toEqual([
      ['A run that ends before its first epoch is not kept.', 8],
    ]);
    // The same where the worker itself says that there was nothing to measure.
    fake.runs[8]!.end({ type: 'failed', error: { code: 'cancelled', what: '', hint: '' }, canResume: false });
    await idle();
    expect(statuses()).toEqual([]);
  });

  it('asks before a restart throws epochs or waiting runs away, and at once before the first', async () => {
    await train();
    await started(1);
    askToRestart();
    await started(2);
    expect(useView.getState().dialog).toBeNull();
    fake.runs[1]!.tell(firstEpoch);
    askToRestart();
    expect(useView.getState().dialog).toBe('restart');
    expect(statuses()).toEqual(['running']);
    await restart();
    await started(3);
    expect(statuses()).toEqual(['interrupted', 'running']);
    useView.setState({ dialog: null });
    trainAll([{ spec: defaultSpec(), expected: null }]);
    askToRestart();
    expect(useView.getState().dialog).toBe('restart');
  });

  it('refuses at once what is known to be too large, and nothing that was changed since', async () => {
    const refusal = { code: 'too-large', what: 'This model needs 7.38 GB.', hint: 'Lower Factors.' } as const;
    const { spec } = useExperiment.getState();
    useModelSize.setState({ size: { numParameters: 1, bytes: 12, refusal }, of: spec });
    await train();
    expect(useRuns.getState().runs).toEqual([]);
    expect(useNotices.getState().notices[0]).toMatchObject(refusal);
    useExperiment.getState().set('train.epochs', 3);
    await train();
    await started(1);
    useModelSize.setState({ size: null, of: null });
  });

  it('asks for the data when it is not here', async () => {
    useExperiment.getState().set('data.fingerprint', 'b'.repeat(64));
    await train();
    expect(useRuns.getState().runs).toEqual([]);
    expect(useNotices.getState().notices[0]!.what).toContain('is not in this browser');
  });

  it('passes a new learning rate on at once', async () => {
    await train();
    await started(1);
    applyLearningRate(0.5);
    expect(fake.calls).toEqual(['rate 0.5']);
  });
});
