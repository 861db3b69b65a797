/** How a person wants the charts drawn. Kept by the page between visits; no part of an experiment. */
import type { MetricKey } from '../../protocol/metricKey';

export type ChartTheme = 'light' | 'dark' | 'projector';

export interface ChartSettings {
  /** Weight of the past in the moving average, 0 (raw) to 0.99. */
  smoothing: number;
  logX: boolean;
  logY: boolean;
  /** `time`: seconds since the run started. */
  xAxis: 'epoch' | 'time';
  /** Metrics that have a chart of their own. */
  metrics: MetricKey[];
}

/** Shown until somebody chooses others, of those that the runs have: of ranks, of stars, of genres. */
export const usualMetrics: readonly MetricKey[] = [
  'hr@10',
  'ndcg@10',
  'rmse',
  'mae',
  'f1/micro',
  'f1-tuned/micro',
];

export const defaultChartSettings: ChartSettings = {
  smoothing: 0,
  logX: false,
  logY: false,
  xAxis: 'epoch',
  metrics: [...usualMetrics],
};
