/**
 * What a metric is: a small pure function of ranks (of one user's held-out items), of the lists shown to all users, of
 * predicted and true ratings, or of predicted and true genres. The evaluator owns masking, ties, means and what is
 * skipped.
 */
import type { MetricEntry } from '../protocol/catalog';
import { describe, noParams, type Definition } from '../protocol/registry';

interface Common extends Definition<typeof noParams> {
  /** Shown beside the number: with h hits in the top k, n relevant items, r a rank from 1. */
  formula: string;
  higherIsBetter: boolean;
  /** '' for shares. */
  unit: string;
}

/** Measured per user, then averaged over the users for whom it is defined. */
export interface RankMetric extends Common {
  kind: 'ranks';
  cutoff: MetricEntry['cutoff'];
  /**
   * @param ranks 1-based ranks of the user's held-out items, ascending, at least one
   * @param candidates length of the ranked list, held-out items included
   * @param k cutoff; Infinity for the whole ranking
   * @returns NaN where it is not defined for this user
   */
  measure(ranks: ArrayLike<number>, candidates: number, k: number): number;
}

/** Measured once, over the lists of all users. */
export interface ListMetric extends Common {
  kind: 'lists';
  cutoff: 'required';
  /**
   * @param shown how many users have each item in their top k, [numItems]
   * @param trained training interactions of each item, [numItems]
   */
  measure(shown: Int32Array, trained: Int32Array): number;
}

/** Measured once, over all held-out ratings together. */
export interface RatingMetric extends Common {
  kind: 'ratings';
  cutoff: 'none';
  /** Of one rating; the metric is the mean of these, or its root. */
  error(predicted: number, actual: number): number;
  root: boolean;
}

/** How often each genre was predicted and true, over the items measured, [numGenres] each. */
export interface LabelCounts {
  truePositives: Float64Array;
  falsePositives: Float64Array;
  falseNegatives: Float64Array;
}

/** Measured once, from the counts of all items together. */
export interface LabelMetric extends Common {
  kind: 'labels';
  cutoff: 'none';
  /** `half`: a genre is predicted from probability .5 on; `tuned`: from the threshold that is best on validation. */
  threshold: 'half' | 'tuned';
  /** `micro`: all genres counted together; `macro`: the mean over the genres. */
  average: 'micro' | 'macro';
  /** The part and the whole of which the metric is the share; both are sums over what is counted. */
  parts(truePositives: number, falsePositives: number, falseNegatives: number): readonly [number, number];
  measure(counts: LabelCounts): number;
}

export type Metric = RankMetric | ListMetric | RatingMetric | LabelMetric;

/** Metrics have no parameters but the cutoff in their key (`ndcg@10`). */
export function defineMetric(metric: Omit<RankMetric, 'params'>): RankMetric;
export function defineMetric(metric: Omit<ListMetric, 'params'>): ListMetric;
export function defineMetric(metric: Omit<RatingMetric, 'params'>): RatingMetric;
export function defineMetric(metric: Omit<LabelMetric, 'params'>): LabelMetric;
export function defineMetric(
  metric:
    | Omit<RankMetric, 'params'>
    | Omit<ListMetric, 'params'>
    | Omit<RatingMetric, 'params'>
    | Omit<LabelMetric, 'params'>,
): Metric {
  return { ...metric, params: noParams };
}

export function describeMetric(metric: Metric): MetricEntry {
  const { formula, higherIsBetter, cutoff, kind, unit } = metric;
  return { ...describe(metric), formula, higherIsBetter, cutoff, kind, unit };
}
