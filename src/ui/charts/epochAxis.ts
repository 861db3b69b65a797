/** The horizontal axis that all charts over epochs or time share, so that one crosshair fits them all. */
import type { Catalog } from '../../protocol/catalog';
import type { RunRecord } from '../store/runRecord';
import type { ChartSettings } from './chartSettings';
import { hasNoEpochs } from './lines';
import { linearTicks, logTicks, niceAbove, type AxisScale } from './ticks';

export interface Axis extends AxisScale {
  label: string;
}

/**
 * Wide enough for all runs shown. A run in progress makes room for its planned epochs where they are few, else
 * for the next round number of epochs, so that the axis moves seldom.
 */
export function epochAxis(
  runs: readonly RunRecord[],
  settings: Pick<ChartSettings, 'xAxis' | 'logX'>,
  catalog: Catalog,
): Axis {
  const ends = runs
    .filter((run) => !hasNoEpochs(run, catalog))
    .map((run) => (settings.xAxis === 'time' ? endInSeconds(run) : endInEpochs(run)));
  const end = Math.max(...ends, settings.xAxis === 'time' ? 0 : 1) || 1;
  const scale = settings.logX ? 'log' : 'linear';
  const label = settings.xAxis === 'time' ? 'Time (seconds)' : 'Epoch';
  const whole = settings.xAxis === 'epoch';
  if (settings.logX) {
    const start = whole ? Math.min(1, end / 2) : Math.min(firstSecond(runs), end / 2);
    return { scale, label, domain: [start, end], ticks: logTicks(start, end) };
  }
  return { scale, label, domain: [0, end], ticks: linearTicks(0, end, 8, whole) };
}

function endInEpochs(run: RunRecord): number {
  const last = run.epochs.at(-1)?.epoch ?? 0;
  const sent = run.expected?.epochs.at(-1)?.epoch ?? 0;
  const reached = Math.max(last, sent);
  if (run.status !== 'running' && run.status !== 'paused' && run.status !== 'queued')
    return Math.max(reached, 1);
  const planned = (run.info?.spec ?? run.spec).train.epochs;
  return Math.max(sent, planned <= 50 ? planned : Math.min(planned, niceAbove(Math.max(last + 1, 20))));
}

function endInSeconds(run: RunRecord): number {
  const reached = (run.epochs.at(-1)?.elapsedMs ?? run.elapsedMs) / 1000;
  return run.status === 'running' ? niceAbove(Math.max(reached, run.elapsedMs / 1000, 1)) : reached;
}

function firstSecond(runs: readonly RunRecord[]): number {
  const firsts = runs.flatMap((run) => (run.epochs[0] ? [run.epochs[0].elapsedMs / 1000] : []));
  return firsts.length > 0 ? Math.max(Math.min(...firsts), 0.01) : 0.1;
}
