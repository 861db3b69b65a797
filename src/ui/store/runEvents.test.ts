import { describe, expect, it } from 'vitest';
import type { RunEvent, RunInfo } from '../../protocol/events';
import { defaultSpec } from '../../protocol/spec';
import { addStep, afterReload, applyEvent, linkedResultOf, maxSteps, queuedRun } from './runEvents';

const fresh = () =>
  queuedRun({ id: 'a', name: 'MF', spec: defaultSpec(), series: 0, createdAt: 1, expected: null });

const info: RunInfo = {
  spec: defaultSpec(),
  backend: { backend: 'wasm', device: 'WebAssembly', software: false },
  engine: null,
  numUsers: 2,
  numItems: 3,
  numTrain: 4,
  numValidation: 1,
  numTest: 1,
  numParameters: 20,
  stepsPerEpoch: 2,
  notes: [],
  oracle: null,
  watchedPart: 'validation',
  keepsLast: false,
};

const start = (resumedAtEpoch = 0): RunEvent => ({ type: 'start', info, resumedAtEpoch });
const stepEvent = (epoch: number, step: number): RunEvent => ({
  type: 'step',
  epoch,
  step,
  stepsPerEpoch: 2,
  loss: 0.5,
  samplesPerSecond: 100,
  msPerStep: 2,
  elapsedMs: 10,
});
const epochEvent = (epoch: number, value?: number): RunEvent => ({
  type: 'epoch',
  epoch,
  loss: 1 / epoch,
  metrics: value === undefined ? {} : { 'ndcg@10': value },
  atK: value === undefined ? {} : { ndcg: [value] },
  bestEpoch: 1,
  learningRate: 0.01,
  trainMs: 5,
  evaluateMs: 5,
  elapsedMs: 10 * epoch,
});

describe('applyEvent', () => {
  it('turns a queued run into a running one when it starts', () => {
    const run = applyEvent(fresh(), start());
    expect(run.status).toBe('running');
    expect(run.info).toBe(info);
  });

  it('places steps on the epoch axis', () => {
    const run = [start(), stepEvent(1, 1), stepEvent(1, 2), stepEvent(2, 1)].reduce(applyEvent, fresh());
    expect(run.steps.map(({ x }) => x)).toEqual([0.5, 1, 1.5]);
  });

  it('collects epochs and keeps the last curve over k when an epoch was not evaluated', () => {
    const run = [start(), epochEvent(1, 0.2), epochEvent(2)].reduce(applyEvent, fresh());
    expect(run.epochs.map(({ epoch, loss }) => [epoch, loss])).toEqual([
      [1, 1],
      [2, 0.5],
    ]);
    expect(run.atK).toEqual({ ndcg: [0.2] });
  });

  it('drops what lies after the checkpoint of a resumed run', () => {
    const events = [start(), stepEvent(1, 2), epochEvent(1, 0.1), stepEvent(2, 2), epochEvent(2, 0.2)];
    const run = applyEvent(events.reduce(applyEvent, fresh()), start(1));
    expect(run.epochs.map(({ epoch }) => epoch)).toEqual([1]);
    expect(run.steps.map(({ x }) => x)).toEqual([1]);
  });

  it('stays paused when it was paused before its first step', () => {
    const run = [{ type: 'state', state: 'paused' } as const, start()].reduce(applyEvent, fresh());
    expect(run.status).toBe('paused');
  });

  it('keeps the measured epochs of a run that failed and says whether it can go on', () => {
    const error = { code: 'device-lost', what: 'The GPU went away.', hint: 'Resume.' } as const;
    const run = [start(), epochEvent(1, 0.1), { type: 'failed', error, canResume: true } as const].reduce(
      applyEvent,
      fresh(),
    );
    expect(run).toMatchObject({ status: 'failed', canResume: true, error });
    expect(run.epochs).toHaveLength(1);
  });
});

describe('addStep', () => {
  it('never holds more than the limit and keeps the whole curve at an even density', () => {
    let steps: { x: number; loss: number }[] = [];
    const total = 5 * maxSteps;
    for (let i = 1; i <= total; i++) {
      steps = addStep(steps, { x: i, loss: 0 });
      expect(steps.length).toBeLessThanOrEqual(maxSteps);
    }
    expect(steps[0]!.x).toBe(1);
    expect(steps.at(-1)!.x).toBe(total);
    const gaps = steps.slice(1).map(({ x }, i) => x - steps[i]!.x);
    expect(Math.min(...gaps)).toBeGreaterThan(0);
    expect(Math.max(...gaps)).toBeLessThan(total / 400);
  });
});

describe('afterReload', () => {
  it('calls a run interrupted that was in progress, and leaves a finished one alone', () => {
    expect(afterReload({ ...fresh(), status: 'running' }).status).toBe('interrupted');
    expect(afterReload({ ...fresh(), status: 'done' }).status).toBe('done');
  });
});

describe('linkedResultOf', () => {
  it('has nothing to say before the first epoch', () => {
    expect(linkedResultOf(fresh())).toBeNull();
  });

  it('carries losses that JSON can hold', () => {
    const event = { ...epochEvent(1, 0.3), loss: NaN } as RunEvent;
    const run = [start(), event].reduce(applyEvent, fresh());
    expect(linkedResultOf(run)).toEqual({
      epochs: [{ epoch: 1, loss: 0, metrics: { 'ndcg@10': 0.3 } }],
      test: null,
      bestEpoch: 1,
      backend: 'wasm',
    });
  });
});
