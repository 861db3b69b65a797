/** What the runs of a comparison measured, side by side: gains over a baseline, values per epoch, values over k. */
import type { AtK, Metrics } from './events';
import { meanMetrics } from './folds';
import type { MetricKey } from './metricKey';

/** What one run measured, or several folds of one variant in the mean. */
export interface ComparedRun {
  /** Of the variant. */
  name: string;
  /** On the test part. */
  metrics: Metrics;
  atK: AtK;
  bestEpoch: number;
  /** On the watched part, each epoch that was measured, ascending; a model without epochs has one. */
  epochs: readonly MeasuredEpoch[];
}

export interface MeasuredEpoch {
  epoch: number;
  metrics: Metrics;
}

/** Values of each variant at the same places: epochs, or cutoffs. */
export interface SideBySide {
  places: number[];
  /** [places.length] each; null where a variant has no value. */
  columns: { name: string; values: (number | null)[] }[];
}

/** One run per variant, in order of first appearance; the folds of a variant are their mean. */
export function meansOfVariants(runs: readonly ComparedRun[]): ComparedRun[] {
  return [...new Set(runs.map(({ name }) => name))].map((name) => {
    const folds = runs.filter((run) => run.name === name);
    return {
      name,
      metrics: meanMetrics(folds.map(({ metrics }) => metrics)),
      atK: meanAtK(folds.map(({ atK }) => atK)),
      bestEpoch: folds.reduce((sum, { bestEpoch }) => sum + bestEpoch, 0) / folds.length,
      epochs: meanEpochs(folds.map(({ epochs }) => epochs)),
    };
  });
}

function meanAtK(folds: readonly AtK[]): AtK {
  const ids = Object.keys(folds[0] ?? {}).filter((id) => folds.every((atK) => id in atK));
  return Object.fromEntries(
    ids.map((id) => [
      id,
      folds[0]![id]!.map((_, place) => folds.reduce((sum, atK) => sum + atK[id]![place]!, 0) / folds.length),
    ]),
  );
}

/** Only epochs that all folds have: a mean over those that went on would compare others with others. */
function meanEpochs(folds: readonly (readonly MeasuredEpoch[])[]): MeasuredEpoch[] {
  const [first = [], ...others] = folds;
  return first.flatMap(({ epoch, metrics }) => {
    const same = others.map((epochs) => epochs.find((one) => one.epoch === epoch));
    if (same.some((one) => one === undefined)) return [];
    return [{ epoch, metrics: meanMetrics([metrics, ...same.map((one) => one!.metrics)]) }];
  });
}

/**
 * By how much a value is above that of the baseline, as a share of it: .198 for +19.8 %. Whether higher is better is for
 * the metric to say.
 * @returns null where one is missing, or the baseline is 0
 */
export function gainOver(value: number | undefined, baseline: number | undefined): number | null {
  if (value === undefined || !baseline) return null;
  const gain = value / baseline - 1;
  return Number.isFinite(gain) ? gain : null;
}

/** The gains of every variant over the one of this name, by metric; those that there are. */
export function gainsOver(
  runs: readonly Pick<ComparedRun, 'name' | 'metrics'>[],
  baseline: string,
  keys: readonly MetricKey[],
): { name: string; gains: Metrics }[] {
  const against = runs.find(({ name }) => name === baseline)?.metrics ?? {};
  return runs.map(({ name, metrics }) => ({
    name,
    gains: Object.fromEntries(
      keys.flatMap((key) => {
        const gain = name === baseline ? null : gainOver(metrics[key], against[key]);
        return gain === null ? [] : [[key, gain]];
      }),
    ),
  }));
}

/** A metric of the watched part after each epoch. A model without epochs has its one value in the first. */
export function perEpoch(
  runs: readonly Pick<ComparedRun, 'name' | 'epochs'>[],
  metric: MetricKey,
): SideBySide {
  const measured = runs.flatMap(({ epochs }) => epochs.filter(({ metrics }) => metric in metrics));
  const places = [...new Set(measured.map(({ epoch }) => epoch))].sort((a, b) => a - b);
  return {
    places,
    columns: runs.map(({ name, epochs }) => {
      const values = new Map(epochs.map(({ epoch, metrics }) => [epoch, metrics[metric]]));
      return { name, values: places.map((epoch) => values.get(epoch) ?? null) };
    }),
  };
}

/** Cutoffs that tables over k have. */
const mostCutoffs = 10;

/**
 * A metric of the test part at k = 1..10.
 * @param id as in `AtK`: "hr", or of a group of items "recall/cold"
 */
export function overK(runs: readonly Pick<ComparedRun, 'name' | 'atK'>[], id: string): SideBySide {
  const places = Array.from({ length: mostCutoffs }, (_, index) => index + 1);
  return {
    places,
    columns: runs.map(({ name, atK }) => ({
      name,
      values: places.map((k) => atK[id]?.[k - 1] ?? null),
    })),
  };
}
