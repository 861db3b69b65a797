/** The rows of a benchmark in words and figures: for its tables, and to copy. */
import type { Adapter } from '../../../../bench/adapter';
import { contenders, type ContenderEntry } from '../../../../bench/contenders/catalog';
import type { Progress } from '../../../../bench/progress';
import type { Row } from '../../../../bench/rows';
import { workloads, type WorkloadId } from '../../../../bench/workloads/catalog';
import { formatMs } from '../../charts/formatSpeed';
import { roundMs, type BenchmarkChoice } from '../../store/benchmark';

const none = '–';
const entryOf = (row: Row): ContenderEntry => contenders[row.contender];

/** How many times as fast as stock TensorFlow.js on the same device; null for rows that are not ours, or not measured. */
export function speedup(row: Row): number | null {
  const { stock } = entryOf(row);
  return (stock !== null && row.ratios[stock as keyof Row['ratios']]) || null;
}

/** "44×", "2.3×", "0.85×". */
export const formatRatio = (ratio: number): string =>
  `${ratio >= 9.95 ? Math.round(ratio).toLocaleString('en') : ratio.toPrecision(2)}×`;

/** Whether it is this page's engine. */
export const isOurs = (row: Row): boolean => entryOf(row).stock !== null;

/** "Medians of 3 rounds of one second". */
export const roundsWords = (rounds: number): string =>
  rounds === 1 ? 'One round of one second' : `Medians of ${rounds} rounds of one second`;

/** Titles of the columns, the first that of the contender. */
export function columnsOf(workload: WorkloadId): string[] {
  const { step, rows } = workloads[workload];
  return [
    'Program',
    `ms/${step}`,
    'vs TensorFlow.js',
    `${rows}/s`,
    `dispatches/${step}`,
    `JS ms/${step}`,
    'GPU MB',
  ];
}

/** The values under those titles. */
export function cellsOf(row: Row): string[] {
  const ratio = speedup(row);
  const milliseconds = (value: number | null): string => (value === null ? none : formatMs(value));
  return [
    entryOf(row).label,
    milliseconds(row.msPerStep),
    ratio === null ? none : formatRatio(ratio),
    row.samplesPerSecond === null ? none : Number(row.samplesPerSecond.toPrecision(3)).toLocaleString('en'),
    row.dispatchesPerStep === null ? none : String(Math.round(row.dispatchesPerStep)),
    milliseconds(row.jsMsPerStep),
    row.gpuBytes === null ? none : (row.gpuBytes / 2 ** 20).toFixed(1),
  ];
}

/** Why a row has no figures; null where it has. */
export function problemOf({ refused, failed }: Row): string | null {
  if (refused)
    return `Refused, as it does not compute the same: ${refused.what} should be ${formatFigure(refused.expected)}, and is ${formatFigure(refused.actual)}.`;
  return failed === undefined ? null : `Could not run: ${failed}`;
}

const formatFigure = (value: number): string =>
  Number.isInteger(value) ? value.toLocaleString('en') : value.toPrecision(5);

/** "44× the speed of stock TensorFlow.js on this GPU", for our best row; null where there is nothing to compare. */
export function verdictOf(rows: readonly Row[], adapter: Adapter | null): string | null {
  const best = rows.find((row) => speedup(row) !== null);
  if (!best) return null;
  const device = !entryOf(best).onGpu ? 'CPU' : adapter?.software ? 'software GPU' : 'GPU';
  return `${formatRatio(speedup(best)!)} the speed of stock TensorFlow.js on this ${device}`;
}

/** "NeuMF, round 2 of 3: This page, GPU". */
export function progressWords({ workload, contender, round, rounds }: Progress): string {
  const { label } = workloads[workload];
  if (contender === 'reference') return `${label}: computing the loss that all must reach`;
  const program = contenders[contender].label;
  return round === null
    ? `${label}: checking ${program}`
    : `${label}, round ${round} of ${rounds}: ${program}`;
}

/** The same for screen readers, which need not hear every turn. */
export function progressNews({ workload, round, rounds }: Progress): string {
  const { label } = workloads[workload];
  return round === null ? `${label}: checking` : `${label}: round ${round} of ${rounds}`;
}

/** What a start and a check take, about, where nothing is slow. */
const startSeconds = 2;

/** "about 30 seconds", "about 2 minutes", on a device with a GPU. */
export function durationWords({ workloads: chosen, contenders: racing, rounds }: BenchmarkChoice): string {
  const seconds = chosen.length * (startSeconds + racing.length * (startSeconds + (rounds * roundMs) / 1000));
  if (seconds <= 50) return `about ${Math.max(1, Math.ceil(seconds / 10)) * 10} seconds`;
  const minutes = Math.round(seconds / 60);
  return `about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
}
