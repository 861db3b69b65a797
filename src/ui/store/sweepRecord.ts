/** One sweep as the page keeps it: its plan, and what came of each point. Plain data, stored in IndexedDB as it is. */
import { specAt, type Sweep, type SweepPoint } from '../../protocol/sweep';
import type { Catalog } from '../../protocol/catalog';
import type { ExperimentSpec } from '../../protocol/spec';
import type { RunRecord } from './runRecord';

export interface PointResult {
  point: SweepPoint;
  /** Its latest run, which may have been deleted since. */
  runId: string | null;
  status: 'waiting' | 'running' | 'done' | 'failed';
  /** The watched metric at the best epoch, by which points are compared; null where it was not measured. */
  watched: number | null;
  /** The same metric on the test part. */
  test: number | null;
  bestEpoch: number;
  seconds: number;
  /** Why it failed. */
  fault: string;
}

export interface SweepRecord {
  id: string;
  title: string;
  createdAt: number;
  sweep: Sweep;
  points: PointResult[];
  /** `stopped` can go on at the next point without a result. */
  state: 'running' | 'stopped' | 'done';
  /** Why it is stopped or done, for people; '' where that needs no word. */
  why: string;
}

export const waitingPoint = (point: SweepPoint): PointResult => ({
  point,
  runId: null,
  status: 'waiting',
  watched: null,
  test: null,
  bestEpoch: 0,
  seconds: 0,
  fault: '',
});

/** The experiment of a point. Points were checked when the sweep was made, so nothing of them is left out. */
export const specOfPoint = ({ base }: Sweep, point: SweepPoint, catalog: Catalog): ExperimentSpec =>
  specAt(base, point, catalog).spec;

/** What came of a point once its run has ended; one that was cut short waits again. */
export function resultOf(point: SweepPoint, run: RunRecord | null, metric: string): PointResult {
  const waiting = { ...waitingPoint(point), runId: run?.id ?? null };
  if (run?.status === 'failed') return { ...waiting, status: 'failed', fault: run.error?.what ?? '' };
  if (run?.status !== 'done' || run.why === 'stopped by hand') return waiting;
  const best = run.epochs.find(({ epoch }) => epoch === run.bestEpoch);
  return {
    ...waiting,
    status: 'done',
    watched: best?.metrics[metric] ?? null,
    test: run.test?.[metric] ?? null,
    bestEpoch: run.bestEpoch,
    seconds: run.elapsedMs / 1000,
  };
}

/** Training time so far. */
export const secondsOf = ({ points }: Pick<SweepRecord, 'points'>): number =>
  points.reduce((sum, { seconds }) => sum + seconds, 0);

/** True when no further run may start. */
export const isOutOfTime = (record: Pick<SweepRecord, 'points' | 'sweep'>): boolean =>
  record.sweep.maxMinutes !== null && secondsOf(record) >= record.sweep.maxMinutes * 60;

/** The best point by the watched metric: never by the test part, which is there to judge the winner alone. */
export function bestPoint(points: readonly PointResult[], higherIsBetter: boolean): PointResult | null {
  const sign = higherIsBetter ? 1 : -1;
  const valueOf = ({ watched }: PointResult) => (watched === null ? -Infinity : sign * watched);
  return points.reduce<PointResult | null>(
    (best, one) => (one.watched !== null && (best === null || valueOf(one) > valueOf(best)) ? one : best),
    null,
  );
}

/** A record as it was stored, seen on the next visit: what was in progress then waits now. */
export function sweepAfterReload(record: SweepRecord): SweepRecord {
  if (record.state !== 'running') return record;
  return {
    ...record,
    state: 'stopped',
    why: 'interrupted',
    points: record.points.map((one) => (one.status === 'running' ? { ...one, status: 'waiting' } : one)),
  };
}
