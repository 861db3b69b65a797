/**
 * Rewrites kernels into the form that gives the fastest loops: no coordinates of extent 1, neighbouring coordinates
 * made one where memory allows, and the columns as long as can be.
 */
import { walkValues } from '../program/buffersOf';
import type { ColumnsKernel, Place, RowsKernel, Stage, Value } from '../program/program';

type MapPlace = (place: Place) => Place;

/** A rows kernel, and whether its columns run over what were the rows of its `sumOfGroup` values. */
export interface SimpleRows {
  rowShape: readonly number[];
  stages: readonly Stage[];
  isTurned: boolean;
}

/** The fastest form of a rows kernel that computes the same numbers. */
export function simplifyRows(kernel: RowsKernel): SimpleRows {
  const [rowShape, change] = simplifyShape(kernel.rowShape, placesOf(kernel.stages));
  const stages = mapStages(kernel.stages, change);
  const last = rowShape.at(-1);
  const width = stages[0]!.width;
  if (last === undefined || !stages.every((stage) => stage.do === 'write' && stage.width === width))
    return { rowShape, stages, isTurned: false };
  const hasGroups = hasGroupSums(stages);
  const outer = rowShape.slice(0, -1);
  if (width === 1 && (!hasGroups || outer.length === 0))
    return { rowShape: outer, stages: mapStages(stages, along, last), isTurned: true };
  const isOneRun = placesOf(stages).every((place) => place.rows.at(-1) === place.column * width);
  if (!hasGroups && isOneRun) {
    const joined = (place: Place): Place => ({ ...place, rows: place.rows.slice(0, -1) });
    return { rowShape: outer, stages: mapStages(stages, joined, last * width), isTurned: false };
  }
  // Too few columns to fill a vector: rows and columns change places.
  if (!hasGroups && width < 4 && last > width) {
    const swapped = (place: Place): Place => ({
      ...along(place),
      rows: [...place.rows.slice(0, -1), place.column],
    });
    return { rowShape: [...outer, width], stages: mapStages(stages, swapped, last), isTurned: true };
  }
  return { rowShape, stages, isTurned: false };
}

/** A columns kernel with as few row coordinates as can be. */
export function simplifyColumns(kernel: ColumnsKernel): ColumnsKernel {
  const places = kernel.sums.flatMap(({ value }) => placesOfValues([value]));
  const [rowShape, change] = simplifyShape(kernel.rowShape, places);
  const map = valueMap(change);
  return { ...kernel, rowShape, sums: kernel.sums.map((sum) => ({ ...sum, value: map(sum.value) })) };
}

/** Values of one column, with the last row coordinate in place of the column. */
export const turnColumns = (values: readonly Value[]): Value[] => values.map(valueMap(along));

const along = (place: Place): Place => ({
  ...place,
  rows: place.rows.slice(0, -1),
  column: place.rows.at(-1)!,
});

/** `value` with all its places changed; what was one object stays one. */
function valueMap(change: MapPlace): (value: Value) => Value {
  const made = new Map<Value, Value>();
  const map = (value: Value): Value => {
    const known = made.get(value);
    if (known) return known;
    const copy = { ...value };
    if ('place' in copy) copy.place = mapPlace(copy.place, change);
    if ('x' in copy) copy.x = map(copy.x);
    if ('condition' in copy) copy.condition = map(copy.condition);
    if ('a' in copy) {
      copy.a = map(copy.a);
      copy.b = map(copy.b);
    }
    made.set(value, copy);
    return copy;
  };
  return map;
}

/** All places that stages read and write, also those of ids. */
function placesOf(stages: readonly Stage[]): Place[] {
  const written = stages.flatMap((stage) => (stage.do === 'write' ? withIds(stage.to) : []));
  return [...written, ...placesOfValues(stages.map(({ value }) => value))];
}

function placesOfValues(values: readonly Value[]): Place[] {
  const places: Place[] = [];
  walkValues(values, (value) => {
    if ('place' in value) places.push(...withIds(value.place));
  });
  return places;
}

const withIds = (place: Place): Place[] => (place.via ? [place, ...withIds(place.via.ids)] : [place]);

const hasGroupSums = (stages: readonly Stage[]): boolean => {
  let found = false;
  walkValues(
    stages.map(({ value }) => value),
    ({ op }) => (found ||= op === 'sumOfGroup'),
  );
  return found;
};

/** The row coordinates that matter, and what becomes of places. */
function simplifyShape(rowShape: readonly number[], places: readonly Place[]): [number[], MapPlace] {
  const shape: number[] = [];
  /** Coordinates of the old shape that stay, each for itself and those before it that it takes in. */
  const kept: number[] = [];
  for (const [axis, extent] of rowShape.entries()) {
    if (extent === 1) continue;
    const before = kept.at(-1);
    const isJoined =
      before !== undefined && places.every(({ rows }) => rows[before] === rows[axis]! * extent);
    if (isJoined) {
      kept[kept.length - 1] = axis;
      shape[shape.length - 1]! *= extent;
    } else {
      kept.push(axis);
      shape.push(extent);
    }
  }
  return [shape, (place) => ({ ...place, rows: kept.map((axis) => place.rows[axis]!) })];
}

function mapPlace(place: Place, change: MapPlace): Place {
  const changed = change(place);
  return place.via ? { ...changed, via: { ...place.via, ids: mapPlace(place.via.ids, change) } } : changed;
}

function mapStages(stages: readonly Stage[], change: MapPlace, width?: number): Stage[] {
  const map = valueMap(change);
  return stages.map((stage) => {
    const copy = { ...stage, width: width ?? stage.width, value: map(stage.value) };
    return copy.do === 'write' ? { ...copy, to: mapPlace(copy.to, change) } : copy;
  });
}
