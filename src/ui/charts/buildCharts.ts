/** The charts of the panel, made from runs: plain data, drawn elsewhere. */
import { measuredKinds, type Catalog } from '../../protocol/catalog';
import {
  itemGroups,
  metricKey,
  parseMetricKey,
  type ItemGroup,
  type MetricKey,
} from '../../protocol/metricKey';
import { inGroups, ungrouped, watchedGroups } from '../store/itemGroups';
import type { RunRecord } from '../store/runRecord';
import type { ChartModel } from './chartModel';
import type { ChartSettings } from './chartSettings';
import { epochAxis, type Axis } from './epochAxis';
import { formatMetric } from './formatMetric';
import { epochLines, hasNoEpochs, type ChartLine } from './lines';
import { measuredOn, measuredOnAll, watchedPart } from './measuredOn';
import {
  groupWords,
  metricAxisName,
  metricEntry,
  metricInSentence,
  metricName,
  sortMetricKeys,
} from './metricName';
import { referencesFor, type Reference } from './references';
import { lookOf } from './series';
import { axisFor } from './ticks';

/** What all charts are made from. */
export interface ChartsInput {
  /** Those shown. */
  runs: readonly RunRecord[];
  currentId: string | null;
  catalog: Catalog;
  settings: ChartSettings;
}

/** Cutoffs that the evaluator reports at every k. */
const cutoffs = 20;

const currentOf = ({ runs, currentId }: ChartsInput) =>
  runs.find((run) => run.id === currentId) ?? runs.at(-1);

/** Half an epoch, or a fiftieth of the time shown. */
const reachOf = (x: Axis, settings: ChartSettings) =>
  settings.xAxis === 'epoch' ? 0.5 : (x.domain[1] - x.domain[0]) / 50;

/**
 * An axis that fits what is compared. A reference that would leave the lines less than half of it is not fitted in: it is
 * named at the edge that it lies beyond.
 */
function verticalAxis(
  label: string,
  lines: readonly ChartLine[],
  references: readonly Reference[],
  x: Axis,
  scale: Axis['scale'],
): Axis {
  const values: number[] = [];
  for (const line of lines) {
    for (const point of line.drawn) {
      if (line.role === 'level' || (point.x >= x.domain[0] && point.x <= x.domain[1])) values.push(point.y);
    }
  }
  const levels = references.map((reference) => reference.value);
  // Before the first value there is no scale but that of the references: show it from 0.
  if (values.length === 0) return { label, ...axisFor(levels.length > 0 ? [0, ...levels] : [], scale) };
  // On a logarithmic axis half of it is half of its decades.
  const place = scale === 'log' ? Math.log10 : (value: number): number => value;
  const [low, high] = axisFor(values, scale).domain.map(place) as [number, number];
  const room = high - low;
  const near = levels.filter((level) => place(level) >= low - room && place(level) <= high + room);
  return { label, ...axisFor([...values, ...near], scale) };
}

/**
 * Training loss: running mean inside epochs, and the mean of each epoch. Null when no run has any: popularity, or a
 * Markov chain, is counted, not trained by steps.
 */
export function lossChart(input: ChartsInput): ChartModel | null {
  const { runs, currentId, catalog, settings } = input;
  const counted = runs.filter((run) => hasNoEpochs(run, catalog));
  if (counted.length === runs.length) return null;
  const x = epochAxis(runs, settings, catalog);
  const lines = epochLines(runs, currentId, catalog, settings, 'loss');
  const trained = runs.filter((run) => run.epochs.length > 0 && !counted.includes(run));
  const losses = [...new Set(trained.map((run) => (run.info?.spec ?? run.spec).loss.id))];
  return {
    id: 'loss',
    title: 'Training loss',
    subtitle: 'training part, mean over the samples of an epoch',
    x,
    y: verticalAxis('Loss', lines, [], x, settings.logY ? 'log' : 'linear'),
    lines,
    references: [],
    reach: reachOf(x, settings),
    status: null,
    captions: [
      ...(losses.length > 1 ? ['Runs with different losses: compare the shapes, not the values.'] : []),
      ...(counted.length > 0
        ? [`Counted, not trained by steps, so without a loss: ${counted.map(({ name }) => name).join(', ')}.`]
        : []),
      ...logNote(lines, settings),
    ],
    metrics: ['loss'],
  };
}

/** One metric over the epochs of all runs. */
export function metricChart(input: ChartsInput, key: MetricKey): ChartModel {
  const { runs, currentId, catalog, settings } = input;
  const having = runs.filter((run) => metricsOf([run], catalog).includes(key));
  const x = epochAxis(runs, settings, catalog);
  const lines = epochLines(having, currentId, catalog, settings, key);
  const references = referencesFor(key, having, currentId, catalog);
  const name = metricName(key, catalog);
  const subtitle = measuredOnAll(having, catalog, undefined, parseMetricKey(key)?.group ?? null);
  const parts = [...new Set(having.map((run) => (watchedPart(run) === 'test' ? 'test part' : 'validation')))];
  const part = parts.join(' / ') || 'validation';
  return {
    id: `metric ${key}`,
    title: name,
    subtitle,
    x,
    y: verticalAxis(
      `${metricAxisName(key, catalog)}, ${part}`,
      lines,
      references,
      x,
      settings.logY ? 'log' : 'linear',
    ),
    lines,
    references,
    reach: reachOf(x, settings),
    status: outcome(currentOf({ ...input, runs: having }), key, catalog),
    captions: [...references.map((reference) => reference.explanation), ...logNote(lines, settings)],
    metrics: [key],
  };
}

/** Precision, recall and F1 at one cutoff, 10 if it was measured; of genres at the usual threshold, micro. */
function precisionRecallKeys(present: readonly MetricKey[]): { keys: MetricKey[]; at: string } {
  const parsed = present.map((key) => parseMetricKey(key));
  const ks = parsed.flatMap((key) => (key?.id === 'precision' ? [key.k] : []));
  const k = ks.includes(10) ? 10 : (ks[0] ?? null);
  const names = ['precision', 'recall', 'f1'];
  const ranked = names.map((id) => metricKey(id, k)).filter((key) => present.includes(key));
  if (ranked.length > 0) return { keys: ranked, at: k === null ? '' : ` at ${k}` };
  return { keys: names.map((id) => `${id}/micro`).filter((key) => present.includes(key)), at: ', micro' };
}

/** Precision, recall and F1 of the current run in one chart; null when it has none of them. */
export function precisionRecallChart(input: ChartsInput): ChartModel | null {
  const run = currentOf(input);
  if (!run) return null;
  const { catalog, settings } = input;
  const { keys, at } = precisionRecallKeys(metricsOf([run], catalog));
  if (keys.length === 0) return null;
  const x = epochAxis(input.runs, settings, catalog);
  const lines = keys.flatMap((key, index) =>
    epochLines([run], run.id, catalog, settings, key).map((line) => metricLine(line, key, index, catalog)),
  );
  return {
    id: 'precision-recall',
    title: `Precision, recall and F1${at}`,
    subtitle: `${run.name} · ${measuredOn(run, catalog)}`,
    x,
    y: verticalAxis(`Value${at}`, lines, [], x, settings.logY ? 'log' : 'linear'),
    lines,
    references: [],
    reach: reachOf(x, settings),
    status: null,
    captions: logNote(lines, settings),
    metrics: keys,
  };
}

/**
 * Metrics that can be drawn over k, of those that the runs have, and the groups of items that they are measured on
 * apart; null stands for all items.
 */
export function cutoffMetrics(runs: readonly RunRecord[]): { ids: string[]; groups: (ItemGroup | null)[] } {
  const offered = ['hr', 'ndcg', 'recall', 'mrr'];
  const all = [null, ...itemGroups];
  const has = (run: RunRecord, id: string, group: ItemGroup | null): boolean => {
    const key = metricKey(id, null, group);
    return (run.atK[key] ?? run.testAtK?.[key]) !== undefined;
  };
  const measured = runs.filter((run) => run.epochs.length > 0);
  if (measured.length === 0) return { ids: offered, groups: [null] };
  return {
    ids: offered.filter((id) => measured.some((run) => all.some((group) => has(run, id, group)))),
    groups: all.filter((group) => measured.some((run) => offered.some((id) => has(run, id, group)))),
  };
}

/** A metric over the cutoffs 1 to 20: of the latest epoch on the watched part, or of the best epoch on the test part. */
export function cutoffChart(
  input: ChartsInput,
  id: string,
  part: 'watched' | 'test',
  group: ItemGroup | null = null,
): ChartModel {
  const { runs, currentId, catalog } = input;
  const key = metricKey(id, null, group);
  const valuesOf = (run: RunRecord) => (part === 'test' ? run.testAtK : run.atK)?.[key];
  const having = runs.filter(valuesOf);
  const lines = having.map((run) => cutoffLine(run, valuesOf(run)!, run.id === currentId));
  const x: Axis = { scale: 'linear', domain: [1, cutoffs], ticks: [1, 5, 10, 15, cutoffs], label: 'k' };
  const label = catalog.metrics.find((entry) => entry.id === id)?.label ?? id;
  const when = part === 'test' ? 'best epoch' : 'latest epoch';
  return {
    id: `cutoff ${part}`,
    title: `${label}@k${group === null ? '' : `, ${groupWords[group]}`}`,
    subtitle:
      having.length > 0
        ? `${measuredOnAll(having, catalog, part === 'test' ? 'test' : undefined, group)}, ${when}`
        : '',
    x,
    y: verticalAxis(`${label}@k`, lines, [], x, 'linear'),
    lines,
    references: [],
    reach: 0.5,
    status: null,
    captions: [],
    metrics: [id],
  };
}

/** Lines over k already made, by their values: they change once per epoch, and charts are drawn more often. */
const cutoffLines = new WeakMap<readonly number[], ChartLine>();

function cutoffLine(run: RunRecord, values: readonly number[], strong: boolean): ChartLine {
  const before = cutoffLines.get(values);
  if (before?.key === run.id && before.name === run.name && before.strong === strong) return before;
  const points = values.slice(0, cutoffs).map((y, index) => ({ x: index + 1, y }));
  const line: ChartLine = {
    key: run.id,
    name: run.name,
    look: lookOf(run.series),
    role: 'main',
    strong,
    drawn: points,
    exact: points,
    best: null,
  };
  cutoffLines.set(values, line);
  return line;
}

/** Lines of a run named after their metric, by the lines they were made from. */
const metricLines = new WeakMap<ChartLine, ChartLine>();

function metricLine(line: ChartLine, key: MetricKey, index: number, catalog: Catalog): ChartLine {
  const before = metricLines.get(line);
  if (before) return before;
  const made = {
    ...line,
    key: `${key} ${line.key}`,
    name: metricName(key, catalog),
    // The colour stays that of the run; dash and marker tell the metrics apart.
    look: { color: line.look.color, dash: index, marker: index },
  };
  metricLines.set(line, made);
  return made;
}

/**
 * All metrics that these runs have, or will have: a run without an epoch yet counts with those it was asked for, so
 * that charts stand ready before the first value and nothing moves when it comes.
 */
export function metricsOf(runs: readonly RunRecord[], catalog: Catalog): MetricKey[] {
  const keys = runs.flatMap((run) => {
    const measured = [run.epochs[0], run.epochs.at(-1)].flatMap((point) => Object.keys(point?.metrics ?? {}));
    return measured.length > 0 ? measured : expectedMetrics(run, catalog);
  });
  return sortMetricKeys(keys, catalog);
}

function expectedMetrics(run: RunRecord, catalog: Catalog): MetricKey[] {
  const spec = run.info?.spec ?? run.spec;
  const task = catalog.models.find((entry) => entry.id === spec.model.id)?.task ?? 'ranking';
  const groups = watchedGroups(spec, catalog);
  const fitting = spec.evaluation.metrics.filter((key) => {
    const kind = metricEntry(key, catalog)?.kind;
    return kind === undefined || measuredKinds[task].includes(kind);
  });
  return fitting.flatMap((key) => inGroups(key, groups));
}

/**
 * Which metrics get a chart: those chosen, of each group of items its own, or, when no run shown has any of them, the
 * first two that the runs do have. Those of what the current run is trained for come first: stars before ranks.
 */
export function shownMetrics(
  chosen: readonly MetricKey[],
  present: readonly MetricKey[],
  current: RunRecord | undefined,
  catalog: Catalog,
): MetricKey[] {
  const task = catalog.models.find(({ id }) => id === (current?.info?.spec ?? current?.spec)?.model.id)?.task;
  const isOfTask = (key: MetricKey): boolean =>
    task === 'rating' && metricEntry(key, catalog)?.kind === 'ratings';
  const ordered = [...present.filter(isOfTask), ...present.filter((key) => !isOfTask(key))];
  const shown = ordered.filter((key) => chosen.includes(ungrouped(key)));
  return shown.length > 0 ? shown : ordered.slice(0, 2);
}

function outcome(run: RunRecord | undefined, key: MetricKey, catalog: Catalog): string {
  if (!run || run.epochs.length === 0) return '';
  const { earlyStopping } = run.info?.spec ?? run.spec;
  const isLevel = hasNoEpochs(run, catalog);
  const why = run.info?.keepsLast
    ? 'the last, which counts'
    : `the best by ${metricInSentence(earlyStopping.metric, catalog)}`;
  const best = run.epochs.find((point) => point.epoch === run.bestEpoch)?.metrics[key];
  const when = isLevel ? '' : ` at epoch ${run.bestEpoch}, ${why} (ringed)`;
  const kept = best === undefined ? '' : ` ${formatMetric(best)}${when}.`;
  const test = run.test?.[key];
  const told = test === undefined ? '' : ` Test part: ${formatMetric(test)}.`;
  return kept || told ? `${run.name}:${kept}${told}` : '';
}

function logNote(lines: readonly ChartLine[], settings: ChartSettings): string[] {
  if (!settings.logY) return [];
  const dropped = lines.reduce((sum, line) => sum + line.drawn.filter((p) => p.y <= 0).length, 0);
  return dropped > 0 ? [`${dropped} points at or below 0 have no place on a logarithmic axis.`] : [];
}
