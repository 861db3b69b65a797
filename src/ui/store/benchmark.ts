/** The benchmark of this device: what can run here, the run in progress, its rows. Only the dialog imports it. */
import { createStore } from './createStore';
import type { Adapter } from '../../../bench/adapter';
import type { ShippedId } from '../../../bench/contenders/catalog';
import { workerLane } from '../../../bench/page/workerLane';
import type { Progress } from '../../../bench/progress';
import type { Row } from '../../../bench/rows';
import { adapterOf, runBench, type Opener } from '../../../bench/schedule';
import type { WorkloadId } from '../../../bench/workloads/catalog';
import { reportOf, type ErrorReport } from '../../protocol/errors';

export interface BenchmarkChoice {
  workloads: readonly WorkloadId[];
  contenders: readonly ShippedId[];
  rounds: number;
}

/** About how long a contender is timed in one round. */
export const roundMs = 1000;

interface BenchmarkState {
  /** What WebGPU runs on: null without WebGPU, undefined until it is known. */
  adapter: Adapter | null | undefined;
  /** Null when nothing runs. */
  progress: Progress | null;
  /** Of the workloads that are over. */
  rows: Row[];
  /** What the rows are part of, and when it began. */
  measured: { choice: BenchmarkChoice; date: string } | null;
  ended: 'complete' | 'stopped' | null;
  error: ErrorReport | null;
}

export const useBenchmark = createStore<BenchmarkState>(() => ({
  adapter: undefined,
  progress: null,
  rows: [],
  measured: null,
  ended: null,
  error: null,
}));

const openWorker: Opener = () =>
  Promise.resolve(
    workerLane(new Worker(new URL('../../../workers/bench.worker.ts', import.meta.url), { type: 'module' })),
  );

/** Asks a worker for its adapter, once per visit. */
export async function detectAdapter(): Promise<void> {
  if (useBenchmark.getState().adapter !== undefined) return;
  try {
    const adapter = await adapterOf(openWorker);
    useBenchmark.setState({ adapter });
  } catch (error) {
    useBenchmark.setState({ error: reportOf(error) });
  }
}

let ending: AbortController | null = null;

/** Measures what was chosen; nothing while it measures already. */
export async function startBenchmark(choice: BenchmarkChoice): Promise<void> {
  if (ending) return;
  const mine = new AbortController();
  ending = mine;
  const measured = { choice, date: new Date().toISOString() };
  useBenchmark.setState({ rows: [], measured, ended: null, error: null });
  try {
    await runBench({ ...choice, roundMs }, openWorker, {
      onProgress: (progress) => useBenchmark.setState({ progress }),
      onRows: (made) => useBenchmark.setState(({ rows }) => ({ rows: [...rows, ...made] })),
      signal: mine.signal,
    });
    useBenchmark.setState({ ended: 'complete' });
  } catch (error) {
    useBenchmark.setState(mine.signal.aborted ? { ended: 'stopped' } : { error: reportOf(error) });
  } finally {
    ending = null;
    useBenchmark.setState({ progress: null });
  }
}

/** Ends its workers at once. Rows of workloads that are over stay. */
export function stopBenchmark(): void {
  ending?.abort();
}
