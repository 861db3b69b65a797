/** One contender at one workload, in a worker of its own: checked once, then timed round by round. */
import type { ContenderId } from './contenders/catalog';
import type { LoadContender, Ranking, Surroundings, Training } from './contenders/contender';
import type { Adapter } from './adapter';
import type { GpuCounters } from './gpuCounters';
import type { WorkloadId } from './workloads/catalog';
import { makeWorkload } from './workloads/registry';
import { samplesOf } from './workloads/workload';

/** What a workload comes to: the mean loss after 20 steps, or the rank of each user's held-out item. */
export type Outcome = { kind: 'loss'; loss: number } | { kind: 'ranks'; ranks: Int32Array };

export interface Prepared {
  outcome: Outcome;
  /** What one step or pass gets through: rows of the batch, or users. */
  samples: number;
}

export interface Round {
  /** Steps, or passes over all users. */
  steps: number;
  /** From the first call until all of it was done. */
  ms: number;
  /** Until the last call returned; null for rankings, which wait for the device in between. */
  jsMs: number | null;
  /** On the GPU; 0 for what runs elsewhere. */
  dispatches: number;
  /** Held by GPU buffers at its end. */
  gpuBytes: number;
}

/** What a worker offers. Plain values only, so that any wire will do. */
export interface Lane {
  prepare(workload: WorkloadId, contender: ContenderId | 'reference'): Promise<Prepared>;
  /** Steps from the initial weights for about so long, at least one and at most 200. */
  round(targetMs: number): Promise<Round>;
  /** What WebGPU runs on here, null where there is none. */
  adapter(): Promise<Adapter | null>;
}

/** After how many steps losses are compared. */
const comparedSteps = 20;
/** A round that went on for long on one batch would drive gradients to where 32-bit floats get slow. */
const mostSteps = 200;
/** Steps before each timed stretch, which fill caches and pools. */
const warmupSteps = 2;

/** @param contenders those that can run here */
export function createLane(
  contenders: Partial<Record<ContenderId | 'reference', LoadContender>>,
  surroundings: Surroundings,
  counters: GpuCounters,
  findAdapter: () => Promise<Adapter | null>,
): Lane {
  let training: Training | null = null;
  let ranking: Ranking | null = null;
  let stepMs = 0;

  /** Times `work`, which does so many steps and says how much of the time was JavaScript's. */
  const timed = async (steps: number, work: (start: number) => Promise<number | null>): Promise<Round> => {
    const dispatchesBefore = counters.dispatches();
    const start = performance.now();
    const jsMs = await work(start);
    const ms = performance.now() - start;
    stepMs = ms / steps;
    const dispatches = counters.dispatches() - dispatchesBefore;
    return { steps, ms, jsMs, dispatches, gpuBytes: counters.bytes() };
  };

  const timedSteps = async (of: Training, steps: number): Promise<{ round: Round; loss: number }> => {
    let loss = NaN;
    const round = await timed(steps, async (start) => {
      of.run(steps);
      const jsMs = performance.now() - start;
      loss = await of.finish();
      return jsMs;
    });
    return { round, loss };
  };

  const timedPasses = (of: Ranking, steps: number): Promise<Round> =>
    timed(steps, async () => {
      for (let i = 0; i < steps; i++) await of.rank();
      return null;
    });

  return {
    async prepare(workloadId, contenderId) {
      const workload = makeWorkload[workloadId]();
      const samples = samplesOf(workload);
      const load = contenders[contenderId];
      if (!load) throw new Error(`There is no ${contenderId} here.`);
      const start = await load();
      const contender = await start(surroundings);
      if (workload.kind === 'ranking') {
        ranking = await contender.rankAll(workload);
        const ranks = await ranking.rank();
        await timedPasses(ranking, 1);
        return { outcome: { kind: 'ranks', ranks }, samples };
      }
      training = await (workload.kind === 'texts'
        ? contender.trainOnTexts(workload)
        : workload.kind === 'sequences'
          ? contender.trainOnSequences(workload)
          : workload.kind === 'sessions'
            ? contender.trainOnSessions(workload)
            : contender.train(workload));
      for (let step = 0; step < comparedSteps; step++) {
        training.run(1);
        // jax-js holds all that a step has made on WebAssembly until it is waited for.
        await training.finish();
      }
      // The loss that the next step starts from is the one after those steps.
      const { loss } = await timedSteps(training, 1);
      return { outcome: { kind: 'loss', loss }, samples };
    },
    async round(targetMs) {
      const steps = Math.max(1, Math.min(mostSteps, Math.round(targetMs / stepMs)));
      if (ranking) return timedPasses(ranking, steps);
      await training!.reset();
      // What takes a whole round for a step has no caches to warm.
      if (steps > 1) {
        training!.run(warmupSteps);
        await training!.finish();
      }
      return (await timedSteps(training!, steps)).round;
    },
    adapter: findAdapter,
  };
}
