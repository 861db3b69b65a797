/** A spec that asks for all folds stands for one run per fold; a run is always exactly one fit. */
import type { Metrics } from './events';
import type { ExperimentSpec } from './spec';

/** The runs of a spec, given the folds its split has on the data set. */
export function runsOf(spec: ExperimentSpec, foldCount: number): ExperimentSpec[] {
  if (foldCount <= 1 || spec.split.fold > 0) return [spec];
  return Array.from({ length: foldCount }, (_, index) => ({
    ...spec,
    split: { ...spec.split, fold: index + 1 },
  }));
}

/** Mean of each metric over runs, of those that all runs have. */
export function meanMetrics(runs: Metrics[]): Metrics {
  const keys = Object.keys(runs[0] ?? {}).filter((key) => runs.every((run) => key in run));
  return Object.fromEntries(
    keys.map((key) => [key, runs.reduce((sum, run) => sum + run[key]!, 0) / runs.length]),
  );
}
