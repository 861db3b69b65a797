/** The axes of a parallel-coordinates plot (Inselberg 1985): where each value of a setting stands, from 0 to 1. */
import type { ParamValue } from '../../../protocol/spec';
import { writeValue } from './valueText';

export interface ParallelAxis {
  label: string;
  ticks: { at: number; text: string }[];
  /** 0 at the bottom, 1 at the top. */
  at: (value: ParamValue) => number;
}

/** More different numbers than this have a scale; fewer have a tick each. */
const mostTicks = 6;

const key = (value: ParamValue): string => JSON.stringify(value);

/** Numbers at their size, on a logarithmic scale where asked for; anything else evenly spaced, the first below. */
export function settingAxis(label: string, values: readonly ParamValue[], isLog: boolean): ParallelAxis {
  const distinct = [...new Map(values.map((value) => [key(value), value])).values()];
  const numbers = distinct.filter((value) => typeof value === 'number');
  if (numbers.length < distinct.length || numbers.length < 2) return evenAxis(label, distinct);
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  const scale = isLog && low > 0 ? Math.log : (value: number) => value;
  const unscale = isLog && low > 0 ? Math.exp : (value: number) => value;
  const at = (value: number): number => (scale(value) - scale(low)) / (scale(high) - scale(low));
  const ticks =
    numbers.length <= mostTicks
      ? numbers
      : [0, 0.25, 0.5, 0.75, 1].map((share) =>
          Number(unscale(scale(low) + share * (scale(high) - scale(low))).toPrecision(3)),
        );
  return {
    label,
    ticks: ticks.map((value) => ({ at: Math.min(1, Math.max(0, at(value))), text: writeValue(value) })),
    at: (value) => at(value as number),
  };
}

function evenAxis(label: string, distinct: ParamValue[]): ParallelAxis {
  const places = new Map(
    distinct.map((value, index) => [key(value), distinct.length < 2 ? 0.5 : index / (distinct.length - 1)]),
  );
  return {
    label,
    ticks: distinct.map((value) => ({ at: places.get(key(value))!, text: writeValue(value) })),
    at: (value) => places.get(key(value)) ?? 0.5,
  };
}

/** A measured value, the better end on top. */
export function measuredAxis(
  label: string,
  values: readonly number[],
  higherIsBetter: boolean,
  format: (value: number) => string,
): ParallelAxis {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const share = (value: number): number => (high > low ? (value - low) / (high - low) : 0.5);
  const at = (value: number): number => (higherIsBetter ? share(value) : 1 - share(value));
  const ticks = high > low ? [0, 0.25, 0.5, 0.75, 1].map((part) => low + part * (high - low)) : [low];
  return {
    label,
    ticks: ticks.map((value) => ({ at: at(value), text: format(value) })),
    at: (value) => at(value as number),
  };
}

/** The line nearest to a place in the plot: by its height there, between the two axes around. */
export function nearestLine(
  lines: readonly (readonly number[])[],
  /** In axes: 1.5 is halfway between the second and the third. */
  across: number,
  height: number,
): number | null {
  const left = Math.floor(across);
  const heightOf = (line: readonly number[]): number => {
    const from = line[Math.max(0, Math.min(left, line.length - 1))]!;
    const to = line[Math.max(0, Math.min(left + 1, line.length - 1))]!;
    return from + (across - left) * (to - from);
  };
  let nearest: number | null = null;
  for (const [index, line] of lines.entries())
    if (nearest === null || Math.abs(heightOf(line) - height) < Math.abs(heightOf(lines[nearest]!) - height))
      nearest = index;
  return nearest;
}
