/** The order of a benchmark: every contender checked, then round after round, each contender in turn. */
import type { Adapter } from './adapter';
import { disagreement } from './agreement';
import type { ContenderId } from './contenders/catalog';
import type { Lane } from './lane';
import type { Progress } from './progress';
import { makeRows, type Measurement, type Row } from './rows';
import type { WorkloadId } from './workloads/catalog';

export interface Asked {
  workloads: readonly WorkloadId[];
  contenders: readonly ContenderId[];
  rounds: number;
  /** About how long a contender is timed in one round. */
  roundMs: number;
}

/** A fresh worker for one contender, and how to end it. */
export interface OpenLane {
  lane: Lane;
  /** Nothing when it is closed already. */
  close(): Promise<void>;
}

/** Starts a worker. */
export type Opener = () => Promise<OpenLane>;

export interface BenchHooks {
  /** Told what is going on. */
  onProgress(progress: Progress): void;
  /** Told the rows of a workload as soon as it is over. */
  onRows?(rows: Row[]): void;
  /** Ends it: lanes are closed in the middle of what they do. */
  signal?: AbortSignal;
}

/** How long a contender may take to get ready, or for a round, before it counts as one that cannot do the workload. */
export const patienceMs = 10 * 60_000;

/**
 * A contender that cannot start, fails, does not end or comes to another result than the reference gets a row that says so.
 * @throws the reason of `signal`; Error when the reference cannot run
 */
export async function runBench(asked: Asked, open: Opener, hooks: BenchHooks): Promise<Row[]> {
  const rows: Row[] = [];
  const openLane = openUntil(hooks.signal, open);
  for (const index of asked.workloads.keys()) {
    const made = await runWorkload(index, asked, openLane, hooks);
    hooks.onRows?.(made);
    rows.push(...made);
  }
  return rows;
}

async function runWorkload(
  index: number,
  { workloads, contenders, rounds, roundMs }: Asked,
  open: Opener,
  { onProgress, signal }: BenchHooks,
): Promise<Row[]> {
  const workload = workloads[index]!;
  const parts = 1 + contenders.length * (1 + rounds);
  const tell = (contender: Progress['contender'], round: number | null): void => {
    const place = contender === 'reference' ? 0 : 1 + contenders.indexOf(contender);
    const done = index * parts + place + (round ?? 0) * contenders.length;
    onProgress({ workload, contender, round, rounds, done, total: workloads.length * parts });
  };
  /** Errors are the contender's; the end of it all is nobody's. */
  const attempt = async (measurement: Measurement, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      signal?.throwIfAborted();
      measurement.failed = error instanceof Error ? error.message : String(error);
    }
  };

  tell('reference', null);
  const expected = await inLane(open, (lane) => lane.prepare(workload, 'reference'));
  const opened: OpenLane[] = [];
  const racing: { measurement: Measurement; opened: OpenLane }[] = [];
  const measurements: Measurement[] = [];
  try {
    for (const contender of contenders) {
      tell(contender, null);
      const measurement: Measurement = { contender, rounds: [] };
      measurements.push(measurement);
      await attempt(measurement, async () => {
        const fresh = await open();
        opened.push(fresh);
        const { outcome } = await patiently(fresh, 'get ready', (lane) => lane.prepare(workload, contender));
        const differs = disagreement(expected.outcome, outcome);
        if (differs) measurement.refused = differs;
        else racing.push({ measurement, opened: fresh });
      });
    }
    for (let round = 1; round <= rounds; round++) {
      for (const { measurement, opened } of racing.filter((each) => each.measurement.failed === undefined)) {
        tell(measurement.contender, round);
        await attempt(measurement, async () => {
          measurement.rounds.push(await patiently(opened, 'end a round', (lane) => lane.round(roundMs)));
        });
      }
    }
  } finally {
    for (const { close } of opened) await close();
  }
  return makeRows(workload, expected.samples, measurements);
}

/** What WebGPU runs on where the lanes are. */
export const adapterOf = (open: Opener): Promise<Adapter | null> => inLane(open, (lane) => lane.adapter());

/** @throws Error when it takes longer than `patienceMs`; the lane is closed then, so that others have its time. */
async function patiently<T>(
  { lane, close }: OpenLane,
  what: string,
  ask: (lane: Lane) => Promise<T>,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<'over'>((resolve) => {
    timer = setTimeout(resolve, patienceMs, 'over');
  });
  try {
    const answer = ask(lane);
    const first = await Promise.race([answer, over]);
    if (first !== 'over') return first;
    // To end it may fail the call.
    answer.catch(() => undefined);
    await close();
    throw new Error(`It did not ${what} within ${patienceMs / 60_000} minutes.`);
  } finally {
    clearTimeout(timer);
  }
}

async function inLane<T>(open: Opener, ask: (lane: Lane) => Promise<T>): Promise<T> {
  const { lane, close } = await open();
  try {
    return await ask(lane);
  } finally {
    await close();
  }
}

/** Lanes whose calls fail as soon as `signal` says so: a call to a lane that is closed would never answer. */
function openUntil(signal: AbortSignal | undefined, open: Opener): Opener {
  if (!signal) return open;
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
  aborted.catch(() => undefined);
  const orAborted = <T>(call: Promise<T>): Promise<T> => Promise.race([call, aborted]);
  return async () => {
    signal.throwIfAborted();
    const { lane, close } = await open();
    return {
      lane: {
        prepare: (workload, contender) => orAborted(lane.prepare(workload, contender)),
        round: (targetMs) => orAborted(lane.round(targetMs)),
        adapter: () => orAborted(lane.adapter()),
      },
      close,
    };
  };
}
