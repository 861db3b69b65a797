import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ContenderId } from './contenders/catalog';
import type { Lane } from './lane';
import { progressLine } from './progress';
import { patienceMs, runBench, type Opener } from './schedule';

/** How a contender behaves: its loss, and the ms of its rounds of ten steps; a text is an error. */
interface Script {
  loss: number | string;
  rounds: (number | string)[];
  dispatches?: number;
}

/** Lanes that follow scripts. They note every call, and how many of them are open. */
function lanesOf(scripts: Partial<Record<ContenderId, Script>>) {
  const calls: string[] = [];
  const state = { open: 0, opened: 0 };
  const orThrow = (value: number | string): number => {
    if (typeof value === 'string') throw new Error(value);
    return value;
  };
  const open: Opener = () => {
    let name = '';
    let script: Script = { loss: 0.5, rounds: [] };
    let round = 0;
    state.open++;
    state.opened++;
    const lane: Lane = {
      prepare(workload, contender) {
        name = contender;
        calls.push(`${workload} ${name} prepare`);
        if (contender !== 'reference') script = scripts[contender]!;
        return Promise.resolve().then(() => ({
          outcome: { kind: 'loss', loss: orThrow(script.loss) },
          samples: 1000,
        }));
      },
      round() {
        calls.push(`${name} round`);
        return Promise.resolve().then(() => ({
          steps: 10,
          ms: orThrow(script.rounds[round++]!),
          jsMs: 5,
          dispatches: (script.dispatches ?? 0) * 10,
          gpuBytes: 4096,
        }));
      },
      adapter: () => Promise.resolve(null),
    };
    const close = () => {
      state.open--;
      return Promise.resolve();
    };
    return Promise.resolve({ lane, close });
  };
  return { open, calls, state };
}

const asked = (rounds: number, ...contenders: ContenderId[]) => ({
  workloads: ['mf'] as const,
  contenders,
  rounds,
  roundMs: 100,
});

const silent = { onProgress: () => undefined };

describe('runBench', () => {
  it('checks all, then lets them take turns, each in a lane of its own that is closed at the end', async () => {
    const { open, calls, state } = lanesOf({
      'ours-cpu': { loss: 0.5, rounds: [10, 10] },
      'tfjs-wasm': { loss: 0.5, rounds: [10, 10] },
    });
    await runBench(asked(2, 'ours-cpu', 'tfjs-wasm'), open, silent);
    expect(calls).toEqual([
      'mf reference prepare',
      'mf ours-cpu prepare',
      'mf tfjs-wasm prepare',
      'ours-cpu round',
      'tfjs-wasm round',
      'ours-cpu round',
      'tfjs-wasm round',
    ]);
    expect(state).toEqual({ open: 0, opened: 3 });
  });

  it('gives medians per step, samples per second and ratios', async () => {
    const { open } = lanesOf({
      'ours-webgpu': { loss: 0.5, rounds: [20, 900, 40], dispatches: 5 },
      'tfjs-wasm': { loss: 0.5, rounds: [400, 400, 400] },
    });
    const [ours, theirs] = await runBench(asked(3, 'ours-webgpu', 'tfjs-wasm'), open, silent);
    expect(ours).toEqual({
      workload: 'mf',
      contender: 'ours-webgpu',
      msPerStep: 4,
      jsMsPerStep: 0.5,
      dispatchesPerStep: 5,
      samplesPerSecond: 250_000,
      gpuBytes: 4096,
      rounds: [2, 90, 4],
      ratios: { 'tfjs-wasm': 10 },
    });
    expect(theirs).toMatchObject({
      dispatchesPerStep: null,
      gpuBytes: null,
      ratios: { 'ours-webgpu': 0.1 },
    });
  });

  it('refuses a row whose loss differs from the reference, without timing it', async () => {
    const { open, calls, state } = lanesOf({
      'ours-cpu': { loss: 0.5, rounds: [10] },
      'tfjs-wasm': { loss: 0.6, rounds: [10] },
    });
    const [ours, theirs] = await runBench(asked(1, 'ours-cpu', 'tfjs-wasm'), open, silent);
    expect(theirs).toMatchObject({ msPerStep: null, refused: { expected: 0.5, actual: 0.6 }, ratios: {} });
    expect(ours).toMatchObject({ msPerStep: 1, ratios: {} });
    expect(calls).not.toContain('tfjs-wasm round');
    expect(state.open).toBe(0);
  });

  it('goes on with the others when one cannot start, or breaks in the middle', async () => {
    const { open, calls, state } = lanesOf({
      'ours-cpu': { loss: 'no device', rounds: [] },
      'tfjs-wasm': { loss: 0.5, rounds: [10, 'out of memory', 10] },
      'jax-js-wasm': { loss: 0.5, rounds: [30, 30, 30] },
    });
    const rows = await runBench(asked(3, 'ours-cpu', 'tfjs-wasm', 'jax-js-wasm'), open, silent);
    expect(rows).toMatchObject([
      { msPerStep: null, failed: 'no device' },
      { msPerStep: null, failed: 'out of memory', rounds: [] },
      { msPerStep: 3, ratios: {} },
    ]);
    expect(calls.filter((call) => call === 'tfjs-wasm round')).toHaveLength(2);
    expect(state.open).toBe(0);
  });

  describe('with contenders that do not answer', () => {
    afterEach(() => void vi.useRealTimers());

    it('closes their lanes after a while, says so, and goes on with the others', async () => {
      vi.useFakeTimers();
      const loss = 0.5;
      const { open, calls } = lanesOf({
        'ours-cpu': { loss, rounds: [10, 10] },
        'tfjs-wasm': { loss, rounds: [] },
        'jax-js-wasm': { loss, rounds: [] },
      });
      const never = () => new Promise<never>(() => undefined);
      const partlySilent: Opener = async () => {
        const { lane, close } = await open();
        let name = '';
        return {
          lane: {
            ...lane,
            prepare(workload, contender) {
              name = contender;
              return name === 'tfjs-wasm' ? never() : lane.prepare(workload, contender);
            },
            round: (targetMs) => (name === 'jax-js-wasm' ? never() : lane.round(targetMs)),
          },
          close() {
            calls.push(`${name} closed`);
            return close();
          },
        };
      };
      const running = runBench(asked(2, 'ours-cpu', 'tfjs-wasm', 'jax-js-wasm'), partlySilent, silent);
      await vi.advanceTimersByTimeAsync(2 * patienceMs);
      expect(await running).toMatchObject([
        { contender: 'ours-cpu', msPerStep: 1 },
        { contender: 'tfjs-wasm', failed: 'It did not get ready within 10 minutes.' },
        { contender: 'jax-js-wasm', failed: 'It did not end a round within 10 minutes.' },
      ]);
      // Each is closed before the next thing that is timed.
      expect(calls.slice(0, 7)).toEqual([
        'mf reference prepare',
        'reference closed',
        'mf ours-cpu prepare',
        'tfjs-wasm closed',
        'mf jax-js-wasm prepare',
        'ours-cpu round',
        'jax-js-wasm closed',
      ]);
      expect(vi.getTimerCount()).toBe(0);
    });
  });

  it('tells how far it is, and the rows of a workload as soon as it is over', async () => {
    const { open } = lanesOf({ 'ours-cpu': { loss: 0.5, rounds: [10, 10] } });
    const told: string[] = [];
    await runBench({ ...asked(1, 'ours-cpu'), workloads: ['mf', 'mlp'] }, open, {
      onProgress: (progress) => told.push(`${progressLine(progress)} ${progress.done}/${progress.total}`),
      onRows: (rows) => told.push(`rows of ${rows[0]!.workload}`),
    });
    expect(told).toEqual([
      'mf: reference 0/6',
      'mf: ours-cpu starts 1/6',
      'mf: round 1 of 1, ours-cpu 2/6',
      'rows of mf',
      'mlp: reference 3/6',
      'mlp: ours-cpu starts 4/6',
      'mlp: round 1 of 1, ours-cpu 5/6',
      'rows of mlp',
    ]);
  });

  it('ends in the middle of a call when it is told to, and closes its lanes', async () => {
    const { open, calls, state } = lanesOf({
      'ours-cpu': { loss: 0.5, rounds: [10] },
      'tfjs-wasm': { loss: 0.5, rounds: [10] },
    });
    const ending = new AbortController();
    const openSilent: Opener = async () => {
      const { lane, close } = await open();
      // A worker that is ended never answers.
      const round = () => {
        calls.push('a round that does not end');
        queueMicrotask(() => ending.abort());
        return new Promise<never>(() => undefined);
      };
      return { lane: { ...lane, round }, close };
    };
    const running = runBench(asked(1, 'ours-cpu', 'tfjs-wasm'), openSilent, {
      ...silent,
      signal: ending.signal,
    });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(calls.filter((call) => call === 'a round that does not end')).toHaveLength(1);
    expect(state).toEqual({ open: 0, opened: 3 });
  });
});
