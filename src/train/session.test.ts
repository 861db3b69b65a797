import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { toAppError } from '../protocol/errors';
import type { SpecOverrides } from '../protocol/spec';
import { checkerboard } from '../testing/checkerboard';
import { startWasmInNode } from '../testing/nodeBackend';
import { runSession } from '../testing/runSession';
import { loadCheckpoint } from './checkpoints';
import { RunControl } from './control';

beforeAll(startWasmInNode);

const quick: SpecOverrides = {
  model: { id: 'mf', params: { factors: 8 } },
  optimizer: { id: 'adam', params: { learningRate: 0.02 } },
  train: { epochs: 6, batchSize: 128 },
};

/** What the run was refused for. */
const faultOf = async (overrides: SpecOverrides): Promise<{ code: string; what: string; hint: string }> => {
  try {
    await runSession(checkerboard(), overrides);
  } catch (error) {
    return toAppError(error);
  }
  throw new Error('the run should have failed');
};

describe('a run', () => {
  it('tells its start, then each epoch once, then its end', async () => {
    const { events, epochs, done } = await runSession(checkerboard(), quick);
    expect(events.filter((event) => event.type === 'start')).toHaveLength(1);
    expect(epochs.map((epoch) => epoch.epoch)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(events.at(-1)).toBe(done);
    expect(done).toMatchObject({ epochs: 6, why: 'all epochs', evaluatedUsers: 80 });
  });

  it('counts its parts: one of 20 to test, one to validation, 18 to train, for 80 users', async () => {
    const { events } = await runSession(checkerboard(), { ...quick, train: { epochs: 1, batchSize: 1000 } });
    const start = events.find((event) => event.type === 'start')!;
    expect(start.info).toMatchObject({
      numTrain: 1440,
      numValidation: 80,
      numTest: 80,
      numUsers: 80,
      numItems: 60,
      stepsPerEpoch: 2,
      numParameters: (80 + 60) * 8 + 60,
    });
  });

  it('tests the weights of the best validation epoch, not of the last', async () => {
    // Far too high a learning rate: later epochs are worse than some earlier one.
    const overrides: SpecOverrides = {
      ...quick,
      optimizer: { id: 'adam', params: { learningRate: 1 } },
      train: { epochs: 8, batchSize: 128 },
    };
    const whole = await runSession(checkerboard(), overrides);
    const values = whole.epochs.map((epoch) => epoch.metrics['ndcg@10']!);
    const best = values.indexOf(Math.max(...values)) + 1;
    expect(whole.done!.bestEpoch).toBe(best);
    const untilBest = await runSession(checkerboard(), {
      ...overrides,
      train: { epochs: best, batchSize: 128 },
    });
    expect(whole.done!.metrics).toEqual(untilBest.done!.metrics);
  });

  it('stops early when the watched metric has not improved for the patience', async () => {
    const { done } = await runSession(checkerboard(), {
      ...quick,
      train: { epochs: 50, batchSize: 128 },
      earlyStopping: { metric: 'ndcg@10', patience: 2, minDelta: 0.5 },
    });
    expect(done).toMatchObject({ why: 'early stopping', bestEpoch: 1, epochs: 3 });
  });

  it('evaluates only every n-th epoch when asked, and always the last', async () => {
    const { epochs } = await runSession(checkerboard(), {
      ...quick,
      train: { epochs: 5, batchSize: 128 },
      evaluation: { every: 3 },
    });
    expect(epochs.filter((epoch) => 'ndcg@10' in epoch.metrics).map((epoch) => epoch.epoch)).toEqual([3, 5]);
  });

  it('watches nothing and keeps the last epoch when there is no validation part', async () => {
    const { epochs, done } = await runSession(checkerboard(), { ...quick, validation: { id: 'none' } });
    expect(epochs.every((epoch) => Object.keys(epoch.metrics).length === 0)).toBe(true);
    expect(done!.bestEpoch).toBe(6);
  });

  it('draws a curve on the test part and still chooses nothing by it, when the last epoch is to count', async () => {
    const overrides: SpecOverrides = {
      ...quick,
      optimizer: { id: 'adam', params: { learningRate: 1 } },
      validation: { id: 'test', params: { keep: 'last' } },
      earlyStopping: { metric: 'ndcg@10', patience: 1 },
    };
    const { epochs, done } = await runSession(checkerboard(), overrides);
    expect(epochs.map((epoch) => epoch.bestEpoch)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(done).toMatchObject({ bestEpoch: 6, epochs: 6, why: 'all epochs' });
    expect(done!.metrics).toEqual(epochs.at(-1)!.metrics);
  });

  it('pretrains GMF and MLP for NeuMF, which then starts better', async () => {
    const neumf: SpecOverrides = {
      model: { id: 'neumf', params: { layers: [16, 8] } },
      loss: { id: 'bce' },
      optimizer: { id: 'adam', params: { learningRate: 0.01 } },
      train: { epochs: 1, batchSize: 128 },
    };
    const scratch = await runSession(checkerboard(), neumf);
    const pretrained = await runSession(checkerboard(), {
      ...neumf,
      model: { id: 'neumf', params: { layers: [16, 8], pretrain: true, pretrainEpochs: 8 } },
    });
    expect(pretrained.epochs[0]!.loss).toBeLessThan(scratch.epochs[0]!.loss * 0.95);
  });
});

describe('a run that cannot go on', () => {
  it('stops at a loss that is not finite, naming epoch, step and cause', async () => {
    const fault = await faultOf({
      ...quick,
      loss: { id: 'bce' },
      optimizer: { id: 'sgd', params: { learningRate: 100 } },
      train: { epochs: 6, batchSize: 16, l2: 10 },
    });
    expect(fault.code).toBe('non-finite');
    expect(fault.what).toMatch(
      /\(Infinity\) from epoch 1, step \d+ on\. (The weights "\w+" now hold|All weights are still finite)/,
    );
    expect(fault.hint).toMatch(/Lower the learning rate \(now 100\)/);
  });

  it('refuses to watch a metric of stars for a model that orders items', async () => {
    expect((await faultOf({ ...quick, earlyStopping: { metric: 'rmse' } })).what).toMatch(/MF orders items/);
  });

  it('refuses a metric that does not exist', async () => {
    expect((await faultOf({ ...quick, earlyStopping: { metric: 'wow@10' } })).what).toMatch(/"?wow@10"?/);
  });
});

describe('control', () => {
  it('stop ends the run after the step, with its test part measured', async () => {
    const control = new RunControl();
    const { done } = await runSession(
      checkerboard(),
      { ...quick, train: { epochs: 500, batchSize: 128 } },
      {
        control,
        onEvent: (event) => {
          if (event.type === 'epoch' && event.epoch === 2) control.stop();
        },
      },
    );
    expect(done).toMatchObject({ why: 'stopped by hand', epochs: 2 });
    expect(done!.metrics['ndcg@10']).toBeGreaterThan(0);
  });

  it('pause rests until resumed, a step lets exactly one through', async () => {
    const control = new RunControl();
    const said: string[] = [];
    let stepsLet = 0;
    await runSession(
      checkerboard(),
      { ...quick, train: { epochs: 2, batchSize: 720 } },
      {
        control,
        onEvent: (event) => {
          if (event.type === 'start') control.pause();
          if (event.type === 'step') said.push(`step ${event.epoch}.${event.step}`);
          if (event.type !== 'state') return;
          said.push(event.state);
          // Two steps by hand, then on.
          if (event.state === 'paused')
            setTimeout(() => (stepsLet++ < 2 ? control.step() : control.resume()), 0);
        },
      },
    );
    expect(said.slice(0, 6)).toEqual(['paused', 'step 1.1', 'paused', 'step 1.2', 'paused', 'running']);
  });

  it('a run goes on from its checkpoint as if it had never stopped', async () => {
    const whole = await runSession(checkerboard(), quick, { runId: 'whole' });
    const control = new RunControl();
    let interrupted = false;
    // The page is closed in a pause in the middle of epoch 3: nothing after the checkpoint is ever seen.
    const half = new Promise<void>((resolve) => {
      void runSession(checkerboard(), quick, {
        runId: 'half',
        control,
        onEvent: (event) => {
          if (event.type === 'epoch' && event.epoch === 2 && !interrupted) {
            interrupted = true;
            for (let i = 0; i < 3; i++) control.step();
          }
          if (event.type === 'state' && event.state === 'paused') resolve();
        },
      });
    });
    await half;
    expect(await loadCheckpoint('half')).toMatchObject({ epoch: 2, step: 3 });
    const resumed = await runSession(checkerboard(), quick, { runId: 'half', resume: true });
    expect(resumed.epochs.map(({ epoch, loss, metrics }) => ({ epoch, loss, metrics }))).toEqual(
      whole.epochs.slice(2).map(({ epoch, loss, metrics }) => ({ epoch, loss, metrics })),
    );
    expect(resumed.done!.metrics).toEqual(whole.done!.metrics);
    expect(await loadCheckpoint('half')).toBeUndefined();
  });

  it('a run trains to its end where the browser keeps nothing, and says once that it cannot be resumed', async () => {
    const denied = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    const control = new RunControl();
    const notes: string[] = [];
    // Each step by hand rests after it, and a rest is when a run is kept.
    let rests = 0;
    control.pause();
    const run = await runSession(checkerboard(), quick, {
      control,
      onEvent: (event) => {
        if (event.type === 'note') notes.push(event.note);
        if (event.type === 'state' && event.state === 'paused') {
          if (++rests < 3) control.step();
          else control.resume();
        }
      },
    });
    denied.mockRestore();
    expect(run.done!.epochs).toBe(6);
    expect(rests).toBe(3);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain('this run cannot go on');
  });
});
