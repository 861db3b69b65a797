/** What came out: one row per workload and contender. */
import type { Disagreement } from './agreement';
import type { ContenderId } from './contenders/catalog';
import type { Round } from './lane';
import { median } from './median';
import type { WorkloadId } from './workloads/catalog';

export interface Row {
  workload: WorkloadId;
  contender: ContenderId;
  /** Medians over the rounds; null when the row was refused or the contender failed. A pass of `eval` is a step. */
  msPerStep: number | null;
  /** Also null for what waits for the device in the middle of a step. */
  jsMsPerStep: number | null;
  /** null for what runs on the processor. */
  dispatchesPerStep: number | null;
  /** Rows of batches, or users ranked. */
  samplesPerSecond: number | null;
  /** Held by GPU buffers after the last round. */
  gpuBytes: number | null;
  /** ms/step of each round. */
  rounds: number[];
  /** How many times as long each other contender takes. */
  ratios: Partial<Record<ContenderId, number>>;
  /** Results that differ from the reference. */
  refused?: Disagreement;
  /** The error that kept it from being measured. */
  failed?: string;
}

/** One contender's part in one workload. */
export interface Measurement {
  contender: ContenderId;
  rounds: Round[];
  refused?: Disagreement;
  failed?: string;
}

/** @param samples what a step gets through */
export function makeRows(workload: WorkloadId, samples: number, measurements: readonly Measurement[]): Row[] {
  const rows = measurements.map((measurement) => makeRow(workload, samples, measurement));
  for (const row of rows) row.ratios = ratiosOf(row, rows);
  return rows;
}

function makeRow(workload: WorkloadId, samples: number, measurement: Measurement): Row {
  const { contender, refused, failed } = measurement;
  // An error in the middle leaves rounds, but no result.
  const rounds = refused === undefined && failed === undefined ? measurement.rounds : [];
  const perStep = rounds.map(({ ms, steps }) => ms / steps);
  const jsPerStep = rounds.flatMap(({ jsMs, steps }) => (jsMs === null ? [] : [jsMs / steps]));
  const msPerStep = perStep.length > 0 ? median(perStep) : null;
  const last = rounds.at(-1);
  const onGpu = last !== undefined && last.dispatches > 0;
  return {
    workload,
    contender,
    msPerStep,
    jsMsPerStep: jsPerStep.length > 0 ? median(jsPerStep) : null,
    dispatchesPerStep: onGpu ? last.dispatches / last.steps : null,
    samplesPerSecond: msPerStep === null ? null : (samples / msPerStep) * 1000,
    gpuBytes: onGpu ? last.gpuBytes : null,
    rounds: perStep,
    ratios: {},
    ...(refused && { refused }),
    ...(failed !== undefined && { failed }),
  };
}

function ratiosOf(row: Row, all: readonly Row[]): Row['ratios'] {
  const own = row.msPerStep;
  if (own === null) return {};
  const measured = all.filter((other) => other !== row && other.msPerStep !== null);
  return Object.fromEntries(measured.map(({ contender, msPerStep }) => [contender, msPerStep! / own]));
}
