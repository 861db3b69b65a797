import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sweep } from '../../protocol/sweep';
import { readSpec } from '../../protocol/completeSpec';
import { buildCatalog } from '../../train/catalog';
import { useCatalog } from './catalog';
import { useDatasets } from './datasets';
import { fakeRuns } from '../../testing/fakeServices';
import { useNotices } from './notices';
import { useRuns } from './runs';
import { bestPoint } from './sweepRecord';
import { restoreSweeps, resumeSweep, runningSweep, startSweep, stopSweep, useSweeps } from './sweeps';
import { stop, useTraining } from './training';

vi.mock('./services', async () => (await import('../../testing/fakeServices')).fakeServices);

const catalog = buildCatalog();
const fingerprint = 'a'.repeat(64);
const sweep: Sweep = {
  base: readSpec({ data: { fingerprint } }, catalog).spec,
  parameters: [{ path: 'model.params.factors', range: { kind: 'values', values: [4, 8, 16, 32] } }],
  method: 'grid',
  seed: 1,
  maxRuns: 10,
  maxMinutes: null,
};

/** Ends the run in progress with a value of the watched metric. */
function end(ndcg: number, why: 'all epochs' | 'stopped by hand' = 'all epochs'): void {
  const run = fakeRuns.at(-1)!;
  const metrics = { 'ndcg@10': ndcg };
  const common = { metrics, atK: {}, bestEpoch: 1, elapsedMs: 30_000 };
  run.end({ type: 'done', ...common, epochs: 1, why, evaluatedUsers: 1, skippedUsers: 0 });
}
function epoch(ndcg: number): void {
  const { activeId } = useTraining.getState();
  useRuns.setState(({ runs }) => ({
    runs: runs.map((run) =>
      run.id === activeId
        ? {
            ...run,
            epochs: [
              {
                ...{ epoch: 1, loss: 1, metrics: { 'ndcg@10': ndcg } },
                ...{ elapsedMs: 1, trainMs: 1, evaluateMs: 0, learningRate: 0.1 },
              },
            ],
          }
        : run,
    ),
  }));
}
const fail = (code: 'non-finite' | 'internal') =>
  fakeRuns.at(-1)!.end({ type: 'failed', error: { code, what: 'It broke.', hint: '' }, canResume: false });

const started = (count: number) => vi.waitFor(() => expect(fakeRuns).toHaveLength(count));
const record = () => useSweeps.getState().sweeps[0]!;
const statuses = () => record().points.map(({ status }) => status);

beforeEach(() => {
  fakeRuns.length = 0;
  useCatalog.setState({ catalog });
  useDatasets.setState({ generated: { fingerprint, name: 'Generated films' } as never, entries: [] });
  useRuns.setState({ runs: [], currentId: null, baselineId: null });
  useTraining.setState({ activeId: null, queue: [], phase: null, inspect: null, starting: false });
  useSweeps.setState({ sweeps: [], shownId: null });
  useNotices.setState({ notices: [] });
});

describe('a sweep', () => {
  it('runs one point after the other, and knows the best by what was watched', async () => {
    await startSweep('Factors', sweep);
    for (const [index, ndcg] of [0.1, 0.4, 0.3, 0.2].entries()) {
      await started(index + 1);
      epoch(ndcg);
      // The test part says otherwise, and has no say.
      end(1 - ndcg);
    }
    await vi.waitFor(() => expect(record().state).toBe('done'));
    expect(fakeRuns.map(({ spec }) => spec.model.params['factors'])).toEqual([4, 8, 16, 32]);
    expect(bestPoint(record().points, true)?.point).toEqual({ 'model.params.factors': 8 });
    expect(bestPoint(record().points, false)?.point).toEqual({ 'model.params.factors': 4 });
  });

  it('goes on after a run that diverged, without a notice', async () => {
    await startSweep('Factors', sweep);
    await started(1);
    fail('non-finite');
    await started(2);
    expect(record().points[0]).toMatchObject({ status: 'failed', fault: 'It broke.' });
    expect(useNotices.getState().notices).toEqual([]);
  });

  it('stops at any other failure, and runs that point again when it goes on', async () => {
    await startSweep('Factors', sweep);
    await started(1);
    fail('internal');
    await vi.waitFor(() => expect(record()).toMatchObject({ state: 'stopped', why: 'It broke.' }));
    resumeSweep(record().id);
    await started(2);
    expect(fakeRuns[1]!.spec.model.params['factors']).toBe(4);
  });

  it('stops with its run, whose point has then no result', async () => {
    await startSweep('Factors', sweep);
    await started(1);
    stop();
    epoch(0.1);
    end(0.1, 'stopped by hand');
    await vi.waitFor(() => expect(record().state).toBe('stopped'));
    expect(statuses()).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
  });

  it('can be stopped and goes on at the next point without a result', async () => {
    await startSweep('Factors', sweep);
    await started(1);
    epoch(0.1);
    end(0.1);
    await started(2);
    stopSweep(record().id);
    await vi.waitFor(() => expect(statuses()).toEqual(['done', 'waiting', 'waiting', 'waiting']));
    expect(useTraining.getState().activeId).toBeNull();
    resumeSweep(record().id);
    await started(3);
    expect(fakeRuns[2]!.spec.model.params['factors']).toBe(8);
  });

  it('starts no run once its time is spent', async () => {
    await startSweep('Factors', { ...sweep, maxMinutes: 0.5 });
    await started(1);
    end(0.1);
    await vi.waitFor(() => expect(record()).toMatchObject({ state: 'done', why: 'its time is spent' }));
    expect(fakeRuns).toHaveLength(1);
  });

  it('is there after a reload, stopped at the run that was cut short', async () => {
    await startSweep('Factors', sweep);
    await started(1);
    epoch(0.1);
    end(0.1);
    await started(2);
    const { id } = record();
    await vi.waitFor(async () => {
      useSweeps.setState({ sweeps: [], shownId: null });
      expect((await restoreSweeps())?.id).toBe(id);
      const restored = useSweeps.getState().sweeps.find((one) => one.id === id)!;
      expect(restored.points.map(({ status }) => status)).toEqual(['done', 'waiting', 'waiting', 'waiting']);
      expect(restored.state).toBe('stopped');
    });
    expect(runningSweep()).toBeNull();
  });

  it('does not begin with a value that a setting cannot have', async () => {
    const parameters: Sweep['parameters'] = [
      { path: 'model.params.factors', range: { kind: 'values', values: [4, -1] } },
    ];
    expect(await startSweep('Factors', { ...sweep, parameters })).toBe(false);
    expect(fakeRuns).toEqual([]);
    expect(useNotices.getState().notices[0]!.what).toContain('model.params.factors must be at least');
  });
});
