/** Sweeps: the same experiment at many points of a space of settings, by grid or at random. */
import type { Catalog, ParamSchema } from './catalog';
import { paramFault, readSpec, type ReadSpec } from './completeSpec';
import { setPath } from './setPath';
import type { ExperimentSpec, ParamValue, SpecOverrides } from './spec';

/** What a setting may be: one of some values, or anything in a range. */
export type SweepRange =
  | { kind: 'values'; values: ParamValue[] }
  | {
      kind: 'range';
      from: number;
      to: number;
      scale: 'linear' | 'log';
      integer: boolean;
      /** Values in a grid, both ends among them; a random search draws from the whole range. */
      steps: number;
    };

export interface SweepParameter {
  /** Dot path of the setting: "optimizer.params.learningRate". */
  path: string;
  range: SweepRange;
}

export interface Sweep {
  base: ExperimentSpec;
  parameters: SweepParameter[];
  /** `random`: Bergstra and Bengio, JMLR 2012. */
  method: 'grid' | 'random';
  /** Of the random search. */
  seed: number;
  maxRuns: number;
  /** No run starts after so much training time; null: no limit. */
  maxMinutes: number | null;
}

/** The settings of one run of a sweep, by path. */
export type SweepPoint = Record<string, ParamValue>;

export const maxSweepRuns = 500;
export const maxSweepParameters = 8;
const maxValues = 50;

/** A number in [0, 1) for a draw of a parameter; the same arguments give the same number. */
export type Uniform = (draw: number, parameter: number) => number;

const digits = (value: number, count: number): number => Number(value.toPrecision(count));
const within = (value: number, from: number, to: number): number => Math.min(to, Math.max(from, value));

/** The value at a share of a range: 0 is its start, 1 its end. */
function valueAt(range: Extract<SweepRange, { kind: 'range' }>, share: number, precision: number): number {
  const { from, to, scale, integer } = range;
  const value = scale === 'log' ? from * (to / from) ** share : from + (to - from) * share;
  return within(integer ? Math.round(value) : digits(value, precision), from, to);
}

/** The values of a setting in a grid, each once. */
export function gridValues(range: SweepRange): ParamValue[] {
  const values =
    range.kind === 'values'
      ? range.values
      : range.steps <= 1
        ? [range.from]
        : Array.from({ length: range.steps }, (_, step) => valueAt(range, step / (range.steps - 1), 4));
  return distinct(values);
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** Points of the whole grid, whatever the budget. */
export function gridSize(parameters: readonly SweepParameter[]): number {
  return parameters.reduce((size, { range }) => size * gridValues(range).length, 1);
}

/**
 * The points of a sweep in their order, none twice. A grid varies its last parameter fastest; a random search draws
 * until it has enough points, or has seen all there are.
 * @param uniform where the random search draws from
 */
export function sweepPoints(sweep: Sweep, uniform: Uniform): SweepPoint[] {
  const { parameters, method, maxRuns } = sweep;
  return method === 'grid' ? gridPoints(parameters, maxRuns) : distinctDraws(parameters, maxRuns, uniform);
}

function gridPoints(parameters: readonly SweepParameter[], count: number): SweepPoint[] {
  const axes = parameters.map(({ range }) => gridValues(range));
  const total = Math.min(count, gridSize(parameters));
  return Array.from({ length: total }, (_, index) => {
    let rest = index;
    const places = axes.toReversed().map((axis) => {
      const place = rest % axis.length;
      rest = Math.floor(rest / axis.length);
      return place;
    });
    return pointOf(
      parameters,
      places.toReversed().map((place, axis) => axes[axis]![place]!),
    );
  });
}

const pointOf = (parameters: readonly SweepParameter[], values: ParamValue[]): SweepPoint =>
  Object.fromEntries(parameters.map(({ path }, index) => [path, values[index]!]));

/** Draws for each point wanted, at most: enough to find the last point of a small space. */
const patience = 50;

function distinctDraws(parameters: readonly SweepParameter[], count: number, uniform: Uniform): SweepPoint[] {
  const found = new Map<string, SweepPoint>();
  for (let draw = 0; found.size < count && draw < count * patience; draw++) {
    const values = parameters.map(({ range }, parameter) => drawValue(range, uniform(draw, parameter)));
    const key = JSON.stringify(values);
    if (!found.has(key)) found.set(key, pointOf(parameters, values));
  }
  return [...found.values()];
}

function drawValue(range: SweepRange, share: number): ParamValue {
  if (range.kind === 'values') {
    const values = distinct(range.values);
    return values[Math.floor(share * values.length)]!;
  }
  if (!range.integer || range.scale === 'log') return valueAt(range, share, 3);
  // Rounding would give the ends half the chance of the numbers between them.
  return range.from + Math.floor(share * (range.to - range.from + 1));
}

/** Why a range cannot be swept, in words that follow the name of the setting; null when it can. */
export function rangeFault(range: SweepRange, schema: ParamSchema): string | null {
  if (range.kind === 'values') {
    if (range.values.length === 0) return 'needs at least one value';
    if (range.values.length > maxValues) return `has more than ${maxValues} values`;
    return range.values.map((value) => paramFault(schema, value)).find((fault) => fault !== null) ?? null;
  }
  const { from, to, scale, steps } = range;
  const fault = paramFault(schema, from) ?? paramFault(schema, to);
  if (fault !== null) return fault;
  if (from >= to) return 'needs a range that ends above its start';
  if (scale === 'log' && from <= 0) return 'needs a range that starts above 0 for logarithmic steps';
  if (!Number.isInteger(steps) || steps < 2 || steps > maxValues) return `needs 2 to ${maxValues} steps`;
  return null;
}

/** The experiment at a point, and what could not be taken of it. */
export function specAt(base: ExperimentSpec, point: SweepPoint, catalog: Catalog): ReadSpec {
  // A choice first: taking another entry clears the parameters set before it.
  const settings = Object.entries(point).sort(
    ([a], [b]) => Number(b.endsWith('.id')) - Number(a.endsWith('.id')),
  );
  const overrides = settings.reduce<SpecOverrides>((all, [path, value]) => setPath(all, path, value), {});
  return readSpec(overrides, catalog, base);
}
