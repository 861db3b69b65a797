/** The paired test of runs that differ in one thing: what it needs of each run, and what comes of it. */
import { z } from './zod';
import type { MetricKey } from './metricKey';
import { metricKeySchema } from './spec';

const measuredUnits = ['user', 'item', 'prediction'] as const;
type MeasuredUnit = (typeof measuredUnits)[number];

/**
 * What each unit of the test part contributes to a metric: the metric is the sum of the values over the sum of the
 * weights, or the root of that. A mean over users has weights of 1; micro-averaged F1 over items has values 2·TP and
 * weights 2·TP + FP + FN, macro-averaged F1 the same for each genre; RMSE is the root of squared errors over their
 * count.
 */
export interface UnitValues {
  metric: MetricKey;
  unit: MeasuredUnit;
  /** Dense ids, ascending, [n]; of predictions, their places in the order they are asked. */
  units: Int32Array;
  /** The metric is the mean of this many such ratios: 1, or the number of genres. */
  groups: number;
  /** [n · groups] */
  values: Float32Array;
  /** [n · groups]; null: 1 each. */
  weights: Float32Array | null;
  root: boolean;
}

/** More values than this are not kept with a run: three numbers each, in the browser's storage. */
export const maxUnitValues = 200_000;

const probability = z.number().min(0).max(1);
const index = z.int().min(0).max(23);

/** The best variant against each of the others. */
export const pairedTests = z.object({
  metric: metricKeySchema,
  unit: z.enum(measuredUnits),
  /** Units that all variants were measured on. */
  units: z.int().min(2).max(1_000_000_000),
  /** Bootstrap samples drawn. */
  resamples: z.int().min(1).max(1_000_000),
  /** Place of the best variant. */
  best: index,
  tests: z
    .array(
      z.object({
        /** Place of the variant that the best is compared with. */
        variant: index,
        /** How much better the best is: positive for better, also where lower values are better. */
        advantage: z.number(),
        /** 95 % confidence interval of the advantage, not corrected for the number of comparisons. */
        low: z.number(),
        high: z.number(),
        /** Two-sided, then corrected by Holm's method for the number of comparisons. */
        p: probability,
        adjustedP: probability,
      }),
    )
    .min(1)
    .max(23),
});
export type PairedTests = z.infer<typeof pairedTests>;
export type PairedTest = PairedTests['tests'][number];

/** Below this corrected p-value two variants count as different. */
export const significanceLevel = 0.05;

export const isDifferent = (test: PairedTest): boolean => test.adjustedP < significanceLevel;
