/** Whether a run here gave the results that came with its link. */
import type { MetricKey } from '../../protocol/metricKey';
import type { RunRecord } from '../store/runRecord';

export interface Verdict {
  /** A metric, or `loss`. */
  metric: MetricKey;
  /** `same`: equal to the six digits that a link carries. `close`: within the tolerance. */
  outcome: 'same' | 'close' | 'different';
  /** Greatest difference over the epochs compared, and over the test part once it is measured. */
  difference: number;
  epochsCompared: number;
  testCompared: boolean;
}

/** A link carries six significant digits, so equal values may differ by half a unit of the sixth. */
const sameWithin = 5e-6;
/**
 * Backends round differently and training amplifies it, so another machine drifts a little: 2 % of the value, or
 * 0.005 where values are small.
 */
const closeWithin = (expected: number) => Math.max(0.02 * Math.abs(expected), 0.005);

/**
 * One verdict per value that both have; empty when the run carries no results to compare with or has no epoch
 * yet. Epochs after the sender's last are not compared.
 */
export function verdicts(run: RunRecord): Verdict[] {
  const { expected } = run;
  if (!expected) return [];
  const pairs = new Map<MetricKey, { epoch: boolean; ours: number; theirs: number }[]>();
  const add = (key: MetricKey, epoch: boolean, ours: number | undefined, theirs: number) => {
    // Models without gradient steps have no loss to compare.
    if (ours === undefined || !Number.isFinite(ours)) return;
    const list = pairs.get(key) ?? [];
    list.push({ epoch, ours, theirs });
    pairs.set(key, list);
  };
  const theirsByEpoch = new Map(expected.epochs.map((point) => [point.epoch, point]));
  for (const ours of run.epochs) {
    const theirs = theirsByEpoch.get(ours.epoch);
    if (!theirs) continue;
    add('loss', true, ours.loss, theirs.loss);
    for (const [key, value] of Object.entries(theirs.metrics)) add(key, true, ours.metrics[key], value);
  }
  if (run.test && expected.test) {
    for (const [key, value] of Object.entries(expected.test)) add(key, false, run.test[key], value);
  }
  return [...pairs].map(([metric, compared]) => ({
    metric,
    outcome: outcomeOf(compared),
    difference: Math.max(...compared.map(({ ours, theirs }) => Math.abs(ours - theirs))),
    epochsCompared: compared.filter((pair) => pair.epoch).length,
    testCompared: compared.some((pair) => !pair.epoch),
  }));
}

function outcomeOf(compared: { ours: number; theirs: number }[]): Verdict['outcome'] {
  const within = (limit: (theirs: number) => number) =>
    compared.every(({ ours, theirs }) => Math.abs(ours - theirs) <= limit(theirs));
  if (within((theirs) => Math.abs(theirs) * sameWithin + 1e-12)) return 'same';
  return within(closeWithin) ? 'close' : 'different';
}
