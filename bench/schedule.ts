/** The order of a benchmark: every contender checked, then round after round, each contender in turn. */
import type { Adapter } from './adapter';
import { disagreement } from './agreement';
import type { ContenderId } from './contenders/registry';
import type { Lane } from './lane';
import { makeRows, type Measurement, type Row } from './rows';
import type { WorkloadId } from './workloads/registry';

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
  close(): Promise<void>;
}

/** Starts a worker. */
export type Opener = () => Promise<OpenLane>;

/**
 * A contender that cannot start, fails or comes to another result than the reference gets a row that says so.
 * @param say told what is going on, a line at a time
 */
export async function runBench(asked: Asked, open: Opener, say: (line: string) => void): Promise<Row[]> {
  const rows: Row[] = [];
  for (const workload of asked.workloads) rows.push(...(await runWorkload(workload, asked, open, say)));
  return rows;
}

async function runWorkload(
  workload: WorkloadId,
  { contenders, rounds, roundMs }: Asked,
  open: Opener,
  say: (line: string) => void,
): Promise<Row[]> {
  say(`${workload}: reference`);
  const expected = await inLane(open, (lane) => lane.prepare(workload, 'reference'));
  const opened: OpenLane[] = [];
  const racing: { measurement: Measurement; lane: Lane }[] = [];
  const measurements: Measurement[] = [];
  try {
    for (const contender of contenders) {
      say(`${workload}: ${contender} starts`);
      const measurement: Measurement = { contender, rounds: [] };
      measurements.push(measurement);
      await attempt(measurement, async () => {
        const fresh = await open();
        opened.push(fresh);
        const { outcome } = await fresh.lane.prepare(workload, contender);
        const differs = disagreement(expected.outcome, outcome);
        if (differs) measurement.refused = differs;
        else racing.push({ measurement, lane: fresh.lane });
      });
    }
    for (let round = 1; round <= rounds; round++) {
      for (const { measurement, lane } of racing.filter((each) => each.measurement.failed === undefined)) {
        say(`${workload}: round ${round} of ${rounds}, ${measurement.contender}`);
        await attempt(measurement, async () => {
          measurement.rounds.push(await lane.round(roundMs));
        });
      }
    }
  } finally {
    for (const { close } of opened) await close();
  }
  return makeRows(workload, expected.samples, measurements);
}

async function attempt(measurement: Measurement, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    measurement.failed = error instanceof Error ? error.message : String(error);
  }
}

/** What WebGPU runs on where the lanes are. */
export const adapterOf = (open: Opener): Promise<Adapter | null> => inLane(open, (lane) => lane.adapter());

async function inLane<T>(open: Opener, ask: (lane: Lane) => Promise<T>): Promise<T> {
  const { lane, close } = await open();
  try {
    return await ask(lane);
  } finally {
    await close();
  }
}
