/** Sums up the rankings of users into means, the lists into counts, and each metric of ranks at every cutoff 1..20. */
import type { AtK, Metrics } from '../protocol/events';
import type { MetricKey } from '../protocol/metricKey';
import type { AskedMetrics } from './askedMetrics';
import type { Metric, RankMetric } from './metric';
import { metrics as registry } from './metrics/registry';
import type { Ranking } from './ranker';

/** Cutoffs of the curve over k. */
export const cutoffs = Array.from({ length: 20 }, (_, i) => i + 1);

const overCutoffs = (registry as readonly Metric[]).filter(
  (metric): metric is RankMetric => metric.kind === 'ranks' && metric.cutoff !== 'none',
);

/** A mean that leaves out users for whom the value is not defined. */
class Mean {
  private sum = 0;
  private n = 0;

  add(value: number): void {
    if (Number.isNaN(value)) return;
    this.sum += value;
    this.n++;
  }

  get value(): number {
    return this.sum / this.n;
  }
}

export class Tally {
  users = 0;
  private readonly asked: AskedMetrics;
  private readonly means: Mean[];
  private readonly meansAtK: Mean[][];
  /** How many users were shown each item, by cutoff. */
  private readonly shown: Map<number, Int32Array>;
  /** The metric whose value for each user is kept, in the order of the users; null where none is. */
  readonly kept: { key: MetricKey; values: number[] } | null;

  /** @param perUser the metric of ranks whose value for each user is kept */
  constructor(asked: AskedMetrics, numItems: number, perUser?: MetricKey) {
    this.asked = asked;
    this.means = asked.ranks.map(() => new Mean());
    this.meansAtK = overCutoffs.map(() => cutoffs.map(() => new Mean()));
    this.shown = new Map(asked.lists.map(({ k }) => [k, new Int32Array(numItems)]));
    const keeps = perUser !== undefined && asked.ranks.some(({ key }) => key === perUser);
    this.kept = keeps ? { key: perUser, values: [] } : null;
  }

  add({ ranks, candidates, top }: Ranking): void {
    this.users++;
    this.asked.ranks.forEach(({ key, metric, k }, i) => {
      const value = metric.measure(ranks, candidates, k);
      this.means[i]!.add(value);
      if (this.kept?.key === key) this.kept.values.push(value);
    });
    overCutoffs.forEach((metric, i) => {
      for (const k of cutoffs) this.meansAtK[i]![k - 1]!.add(metric.measure(ranks, candidates, k));
    });
    for (const [k, counts] of this.shown)
      for (let place = 0; place < k && place < top.length; place++) counts[top[place]!]!++;
  }

  /** Means of the metrics of ranks; those that are defined for no user are left out. */
  rankMetrics(): Metrics {
    const entries = this.asked.ranks.map(({ key }, i) => [key, this.means[i]!.value] as const);
    return Object.fromEntries(entries.filter(([, value]) => !Number.isNaN(value)));
  }

  /**
   * @param trained training interactions of each item
   * @param among [numItems]: 1 for the items that are ranked at all; null: all
   */
  listMetrics(trained: Int32Array, among: Uint8Array | null): Metrics {
    if (this.users === 0) return {};
    const ranked = (counts: Int32Array): Int32Array =>
      among ? counts.filter((_, item) => among[item] === 1) : counts;
    return Object.fromEntries(
      this.asked.lists.map(({ key, metric, k }) => [
        key,
        metric.measure(ranked(this.shown.get(k)!), ranked(trained)),
      ]),
    );
  }

  atK(): AtK {
    if (this.users === 0) return {};
    return Object.fromEntries(
      overCutoffs.map(({ id }, i) => [id, this.meansAtK[i]!.map((mean) => mean.value)]),
    );
  }
}
