/** The metrics of one user, worked out on paper from the ranks of the held-out items. */
import { formatMetric } from '../../charts/formatMetric';

export interface Sum {
  /** "NDCG@10". */
  name: string;
  /** Lines of the sum: "DCG = 1/log2(3) = 0.6309". */
  steps: string[];
  value: number;
}

/** Terms written out before a long sum is cut short. */
const maxTerms = 6;

/**
 * Sums for the ranking metrics at a cutoff, with the definitions of the evaluator: binary relevance, recall over
 * all held-out items, NDCG and AP against the best list there could be.
 * @param ranks rank of each held-out item, from 1; at least one
 */
export function arithmetic(ranks: readonly number[], k: number): Sum[] {
  const sorted = [...ranks].sort((a, b) => a - b);
  const n = sorted.length;
  const hits = sorted.filter((rank) => rank <= k);
  const h = hits.length;
  const top = Math.min(k, n);
  const gains = hits.map((rank) => 1 / Math.log2(rank + 1));
  const ideals = Array.from({ length: top }, (_, i) => 1 / Math.log2(i + 2));
  const dcg = total(gains);
  const ideal = total(ideals);
  const precisions = hits.map((rank, i) => (i + 1) / rank);
  const at = (name: string) => `${name}@${k}`;
  return [
    {
      name: at('HR'),
      value: h > 0 ? 1 : 0,
      steps: [
        h > 0
          ? `${h} ${h === 1 ? 'hit' : 'hits'} in the top ${k}, at least one: 1`
          : `no hit in the top ${k}: 0`,
      ],
    },
    { name: at('Precision'), value: h / k, steps: [`hits ÷ k = ${h} ÷ ${k}`] },
    { name: at('Recall'), value: h / n, steps: [`hits ÷ held-out items = ${h} ÷ ${n}`] },
    {
      name: at('F1'),
      value: (2 * h) / (k + n),
      steps: [`2 · hits ÷ (k + held-out items) = ${2 * h} ÷ ${k + n}`],
    },
    {
      name: at('NDCG'),
      value: dcg / ideal,
      steps: [
        h === 0
          ? 'DCG = 0'
          : `DCG = ${sumOf(hits.map((rank) => `1/log2(${rank + 1})`))} = ${formatMetric(dcg)}`,
        `ideal = ${sumOf(ideals.map((_, i) => `1/log2(${i + 2})`))} = ${formatMetric(ideal)}`,
        `DCG ÷ ideal = ${formatMetric(dcg)} ÷ ${formatMetric(ideal)}`,
      ],
    },
    {
      name: at('MRR'),
      value: h > 0 ? 1 / hits[0]! : 0,
      steps: [h > 0 ? `1 ÷ rank of the first hit = 1 ÷ ${hits[0]}` : `no hit in the top ${k}: 0`],
    },
    {
      // Its mean over users is MAP.
      name: at('AP'),
      value: total(precisions) / top,
      steps: [
        h === 0
          ? `no hit in the top ${k}: 0`
          : `precision at each hit ÷ min(k, held-out items) = (${sumOf(
              hits.map((rank, i) => `${i + 1}/${rank}`),
            )}) ÷ ${top}`,
      ],
    },
  ];
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

function sumOf(terms: readonly string[]): string {
  if (terms.length <= maxTerms) return terms.join(' + ');
  return `${terms.slice(0, maxTerms - 1).join(' + ')} + … + ${terms.at(-1)}`;
}
