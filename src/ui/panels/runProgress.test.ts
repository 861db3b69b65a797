import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../protocol/spec';
import { queuedRun } from '../store/runEvents';
import { runProgress, statusText } from './runProgress';

const run = queuedRun({ id: 'a', name: 'MF', spec: defaultSpec(), series: 0, createdAt: 0, expected: null });
const at = (x: number) => ({ ...run, status: 'running' as const, steps: [{ x, loss: 1 }] });

describe('runProgress', () => {
  it('shows the epochs asked for before there is a run', () => {
    expect(runProgress(null, 7)).toEqual({ epoch: 0, total: 7, fraction: 0 });
  });

  it('counts the epoch in progress', () => {
    expect(runProgress(at(4.25), 7)).toEqual({ epoch: 5, total: 20, fraction: 4.25 / 20 });
    expect(runProgress(at(5), 7).epoch).toBe(5);
  });

  it('is complete when the run is done, however early it stopped', () => {
    expect(runProgress({ ...at(3), status: 'done' }, 7).fraction).toBe(1);
  });
});

describe('statusText', () => {
  it('tells the phase of a running run, and how far it is', () => {
    expect(statusText(at(1), { label: 'Evaluating', done: 64, total: 943 })).toBe('Evaluating 64 / 943');
    expect(statusText({ ...run, status: 'paused' }, { label: 'Evaluating', done: 1, total: 2 })).toBe(
      'Paused',
    );
  });

  it('tells how fast a run trains, once that is known', () => {
    expect(statusText(at(1), null)).toBe('Training');
    expect(statusText({ ...at(1), samplesPerSecond: 2e6, msPerStep: 0.512 }, null)).toBe(
      '2,000,000 samples/s · 0.512 ms/step',
    );
  });

  it('says why a run is done', () => {
    expect(statusText({ ...run, status: 'done', why: 'early stopping' }, null)).toBe('Done: early stopping');
  });
});
