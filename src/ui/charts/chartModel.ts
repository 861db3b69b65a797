/** One chart as plain data: what is drawn, told and exported. */
import type { MetricKey } from '../../protocol/metricKey';
import type { CsvCell } from './csv';
import type { Axis } from './epochAxis';
import type { ChartLine } from './lines';
import type { Reference } from './references';

export interface ChartModel {
  id: string;
  title: string;
  /** How it was measured: "validation, full ranking". */
  subtitle: string;
  x: Axis;
  y: Axis;
  lines: ChartLine[];
  references: Reference[];
  /** How far from the crosshair a value may lie and still be told. */
  reach: number;
  /** What came of the current run so far, '' before its first value; null where a chart has no such sentence. */
  status: string | null;
  /** Sentences under the chart that do not change with the values. */
  captions: string[];
  /** Metrics whose definitions stand behind the info button. */
  metrics: MetricKey[];
}

const sameAxis = (a: Axis, b: Axis) =>
  a.scale === b.scale && a.domain[0] === b.domain[0] && a.domain[1] === b.domain[1] && a.label === b.label;

/** True when both have the same axes, so that only what lies between them can differ. */
export const sameAxes = (a: ChartModel, b: ChartModel) => sameAxis(a.x, b.x) && sameAxis(a.y, b.y);

/** True when both look and read the same. */
export function sameChart(a: ChartModel, b: ChartModel): boolean {
  const words = ({ id, title, subtitle, status, captions, references, metrics }: ChartModel) =>
    JSON.stringify([id, title, subtitle, status, captions, references, metrics]);
  return (
    sameAxes(a, b) &&
    a.lines.length === b.lines.length &&
    a.lines.every((line, i) => line === b.lines[i]) &&
    words(a) === words(b)
  );
}

/** Lines whose values are told: own runs first, then what came with a link. */
export function toldLines(model: ChartModel): ChartLine[] {
  const own = model.lines.filter((line) => line.role === 'main' || line.role === 'level');
  const sent = model.lines.filter((line) => line.role === 'expected');
  if (own.length + sent.length > 0) return [...own, ...sent];
  // While no epoch has ended, the running mean is all there is.
  return model.lines.filter((line) => line.role === 'steps');
}

/** Every exact value, one row per place on the horizontal axis, one column per line. Rows[0] is the header. */
export function tableOf(model: ChartModel): CsvCell[][] {
  const columns = toldLines(model);
  const places = [...new Set(columns.flatMap((line) => line.exact.map((p) => p.x)))].sort((a, b) => a - b);
  const values = columns.map((line) => new Map(line.exact.map((p) => [p.x, p.y])));
  return [
    [model.x.label, ...columns.map(columnName)],
    ...places.map((x) => [x, ...values.map((column) => column.get(x))]),
  ];
}

function columnName(line: ChartLine): string {
  return line.role === 'expected' ? `${line.name} (from the link)` : line.name;
}
