/** Which metrics of a run a terminal has room for, and how all of them are listed. */
import type { Metrics } from '../src/protocol/events';
import { itemGroups, metricKey, parseMetricKey, type MetricKey } from '../src/protocol/metricKey';
import type { ExperimentSpec } from '../src/protocol/spec';
import { alignedTable } from './alignedTable';
import { formatNumber } from './formatNumber';

/** Of models that predict stars these come first. */
const ofStars = ['rmse', 'mae'];

/** Metrics in the order of interest; a table shows the first six that a run has. */
const columnsByInterest = [
  'ndcg@10',
  'hr@10',
  'precision@10',
  'recall@10',
  'map',
  'mrr@10',
  'rmse',
  'mae',
  'auc',
];

/** The key over all items and over each group of them. */
function onEachGroup(key: MetricKey): MetricKey[] {
  const parsed = parseMetricKey(key);
  return parsed ? [null, ...itemGroups].map((group) => metricKey(parsed.id, parsed.k, group)) : [key];
}

export function columnsOf(metrics: Metrics, spec: ExperimentSpec): MetricKey[] {
  const watched = spec.earlyStopping.metric;
  const wanted = [
    watched,
    ...onEachGroup(watched),
    ...(ofStars.includes(watched) ? ofStars : []),
    ...columnsByInterest.flatMap(onEachGroup),
    ...Object.keys(metrics),
  ];
  return [...new Set(wanted)].filter((key) => key in metrics).slice(0, 6);
}

/** A line per metric; where groups of items were measured apart, a column for each of them. */
export function metricLines(metrics: Metrics): string[] {
  const parsed = Object.keys(metrics).map((key) => ({ key, parts: parseMetricKey(key) }));
  const groups = itemGroups.filter((group) => parsed.some(({ parts }) => parts?.group === group));
  if (groups.length === 0) {
    const width = Math.max(12, ...parsed.map(({ key }) => key.length)) + 2;
    return parsed.map(({ key }) => `  ${key.padEnd(width)}${formatNumber(metrics[key])}`);
  }
  const names = [...new Set(parsed.map(({ key, parts }) => (parts ? metricKey(parts.id, parts.k) : key)))];
  const rows = names.map((name) => [
    name,
    ...groups.map((group) => formatNumber(metrics[`${name}/${group}`])),
  ]);
  return alignedTable(['', ...groups.map((group) => `${group} items`)], rows).map((line) => `  ${line}`);
}
