/** What the paired test found, in plain words. */
import { isDifferent, type PairedTest, type PairedTests } from '../../../protocol/significance';
import { formatMetric } from '../../charts/formatMetric';

export interface VerdictWords {
  /** The answer in one sentence. */
  headline: string;
  /** A sentence for each comparison with its interval; empty where the headline has said it. */
  pairs: string[];
  /** How it was tested. */
  method: string;
}

const list = (names: string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;

const interval = ({ low, high }: PairedTest): string =>
  `95 % CI ${formatMetric(low)} to ${formatMetric(high)}`;

const probability = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`);

function pairWords(best: string, other: string, test: PairedTest, metric: string): string {
  if (isDifferent(test))
    return `${best} is better than ${other} by ${formatMetric(test.advantage)} ${metric} (${interval(test)}).`;
  // Where the interval leaves out 0, it is the correction that forbids the claim.
  const corrected = test.low > 0 ? ' once corrected for the number of comparisons' : '';
  return `${best} and ${other} are not distinguishable${corrected}: ${formatMetric(test.advantage)} ${metric} apart (${interval(test)}).`;
}

/** A sentence with more names than this is not read. */
const mostNamed = 3;

function summary(best: string, better: string[], same: string[]): string {
  if (same.length === 0) return `${best} is the best: better than each of the others.`;
  if (better.length === 0)
    return `Not distinguishable: ${best} has the best value, but cannot be told apart from ${list(same)}.`;
  const beaten = better.length > mostNamed ? `${better.length} of the others` : list(better);
  return `${best} is better than ${beaten}, but not distinguishable from ${list(same)}.`;
}

/**
 * @param names of the variants, by place
 * @param metric its name, "NDCG@10"
 */
export function verdictWords(found: PairedTests, names: readonly string[], metric: string): VerdictWords {
  const { tests, units, unit, resamples } = found;
  const best = names[found.best] ?? '';
  const nameOf = ({ variant }: PairedTest): string => names[variant] ?? '';
  const number = (value: number): string => value.toLocaleString('en');
  const method = `Paired bootstrap over ${number(units)} ${unit}s of the test part, ${number(resamples)} samples`;
  if (tests.length === 1)
    return {
      headline: pairWords(best, nameOf(tests[0]!), tests[0]!, metric),
      pairs: [],
      method: `${method}; ${probability(tests[0]!.adjustedP)}.`,
    };
  const better = tests.filter(isDifferent).map(nameOf);
  const same = tests.filter((test) => !isDifferent(test)).map(nameOf);
  return {
    headline: summary(best, better, same),
    pairs: tests.map(
      (test) => `${pairWords(best, nameOf(test), test, metric)} ${probability(test.adjustedP)}.`,
    ),
    method: `${method}. The best against each of the others; p-values corrected by Holm’s method for ${tests.length} comparisons.`,
  };
}
