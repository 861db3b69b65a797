/** Runs as lines of a chart: which points, how strong, and what is exact beside what is drawn. */
import type { Catalog } from '../../protocol/catalog';
import type { MetricKey } from '../../protocol/metricKey';
import type { EpochPoint, RunRecord } from '../store/runRecord';
import type { ChartSettings } from './chartSettings';
import type { Point } from './points';
import { lookOf, type Look } from './series';
import { smooth } from './smoothing';
import { thin } from './thinning';

/**
 * `main`: values per epoch. `steps`: running mean inside epochs. `raw`: what `main` looked like before smoothing.
 * `expected`: the curve that came with a link. `level`: one value across the chart, of a model without epochs.
 */
export type LineRole = 'main' | 'steps' | 'raw' | 'expected' | 'level';

export interface ChartLine {
  key: string;
  name: string;
  look: Look;
  role: LineRole;
  /** The current run is drawn strong, the others lighter. */
  strong: boolean;
  /** What is drawn: smoothed and thinned. */
  drawn: readonly Point[];
  /** Every value as measured, by rising x. */
  exact: readonly Point[];
  /** The best epoch's point, where it is among the exact ones. */
  best: Point | null;
}

/** More points than this cannot be told apart on a screen, and cost time to draw. */
const maxPoints = 500;

const runRead = (run: RunRecord) => run.info?.spec ?? run.spec;

/** True for models that are not trained by steps (popularity, item-kNN): their one value is a level to compare with. */
export function hasNoEpochs(run: RunRecord, catalog: Catalog): boolean {
  return catalog.models.find((model) => model.id === runRead(run).model.id)?.losses.length === 0;
}

type LineSettings = Pick<ChartSettings, 'smoothing' | 'xAxis'>;

/** Seconds of the run at a place in epochs, by straight lines between the ends of epochs. */
export function secondsAt(run: RunRecord, epochs: number): number {
  let before = { epoch: 0, elapsedMs: 0 };
  for (const point of run.epochs) {
    if (point.epoch >= epochs) {
      const share = (epochs - before.epoch) / (point.epoch - before.epoch);
      return (before.elapsedMs + share * (point.elapsedMs - before.elapsedMs)) / 1000;
    }
    before = point;
  }
  // In the epoch in progress: at the pace of the one before it, as far as the run has come.
  const pace = before.epoch > 0 ? before.elapsedMs / before.epoch : run.elapsedMs / Math.max(epochs, 1e-6);
  return (
    Math.min(before.elapsedMs + (epochs - before.epoch) * pace, Math.max(run.elapsedMs, before.elapsedMs)) /
    1000
  );
}

/**
 * Lines already made, by what they are made from: records are never changed in place. A step leaves the epochs
 * as they are, so only the loss is drawn anew for it; a run that is over is worked out once.
 */
const made = new WeakMap<RunRecord['epochs'] | RunRecord['steps'], Map<string, ChartLine[]>>();

/** Lines of one value per epoch, a metric or `loss`, for every run that has it. */
export function epochLines(
  runs: readonly RunRecord[],
  currentId: string | null,
  catalog: Catalog,
  settings: LineSettings,
  key: MetricKey,
): ChartLine[] {
  return runs.flatMap((run) => {
    const strong = run.id === currentId;
    const level = hasNoEpochs(run, catalog);
    const source = key === 'loss' ? run.steps : run.epochs;
    const { smoothing, xAxis } = settings;
    const { id, name, series, bestEpoch, epochs } = run;
    const cacheKey = JSON.stringify([
      key,
      strong,
      level,
      smoothing,
      xAxis,
      id,
      name,
      series,
      bestEpoch,
      epochs.length,
    ]);
    const known = made.get(source) ?? new Map<string, ChartLine[]>();
    made.set(source, known);
    const lines = known.get(cacheKey) ?? linesOf(run, strong, level, settings, key);
    known.set(cacheKey, lines);
    return lines;
  });
}

function linesOf(
  run: RunRecord,
  strong: boolean,
  isLevel: boolean,
  settings: LineSettings,
  key: MetricKey,
): ChartLine[] {
  const read = (point: Pick<EpochPoint, 'loss' | 'metrics'>) =>
    key === 'loss' ? point.loss : point.metrics[key];
  // A loss is what steps minimise; without steps there is none to show.
  if (isLevel && key === 'loss') return [];
  const common = { name: run.name, look: lookOf(run.series), strong };
  const lines: ChartLine[] = [];
  const add = (role: LineRole, exact: Point[], drawn: readonly Point[], best: Point | null = null) =>
    lines.push({ ...common, key: `${run.id}/${role}`, role, exact, drawn: thin(drawn, maxPoints), best });
  const at = (point: EpochPoint) => (settings.xAxis === 'time' ? point.elapsedMs / 1000 : point.epoch);
  if (run.expected && settings.xAxis === 'epoch' && !isLevel) {
    const sent = pointsOf(run.expected.epochs, (p) => p.epoch, read);
    if (sent.length > 0) add('expected', sent, smooth(sent, settings.smoothing));
  }
  if (key === 'loss' && run.steps.length > 0) {
    const finite = run.steps.map(({ x, loss }) => ({ x, y: loss })).filter((p) => Number.isFinite(p.y));
    // Thinned first: finding the time of each of 2,000 steps costs more than drawing them.
    const steps = thin(finite, maxPoints).map(({ x, y }) => ({
      x: settings.xAxis === 'time' ? secondsAt(run, x) : x,
      y,
    }));
    if (steps.length > 0) add('steps', steps, steps);
  }
  const exact = pointsOf(run.epochs, at, read);
  if (exact.length === 0) return lines;
  if (isLevel) {
    add('level', exact, exact);
    return lines;
  }
  const bestEpoch = run.epochs.find((point) => point.epoch === run.bestEpoch);
  const best = key === 'loss' || !bestEpoch ? null : (exact.find((p) => p.x === at(bestEpoch)) ?? null);
  if (settings.smoothing > 0 && exact.length > 1) {
    add('raw', exact, exact);
    add('main', exact, smooth(exact, settings.smoothing), best);
  } else {
    add('main', exact, exact, best);
  }
  return lines;
}

function pointsOf<P extends Pick<EpochPoint, 'loss' | 'metrics'>>(
  epochs: readonly P[],
  at: (point: P) => number,
  read: (point: P) => number | undefined,
): Point[] {
  return epochs.flatMap((point) => {
    const y = read(point);
    // Epochs that were not evaluated carry no metrics; a diverged loss has no place on an axis.
    return y === undefined || !Number.isFinite(y) ? [] : [{ x: at(point), y }];
  });
}

/** The exact point of a line nearest to `x`, or null when the line does not reach it. */
export function pointAt(line: ChartLine, x: number, reach: number): Point | null {
  if (line.role === 'level') return line.exact[0] ?? null;
  const points = line.exact;
  let low = 0;
  let high = points.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle]!.x < x) low = middle + 1;
    else high = middle;
  }
  const right = points[low];
  const left = points[low - 1];
  const nearest = left && right && x - left.x <= right.x - x ? left : right;
  return nearest && Math.abs(nearest.x - x) <= reach ? nearest : null;
}
