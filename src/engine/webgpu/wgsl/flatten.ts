/**
 * Turns a map over rows and columns into one over longer rows wherever every place goes on from one row to the next,
 * so that widths that are no multiple of four, a single column above all, are still read and written in fours.
 */
import { walkValues } from '../../program/buffersOf';
import type { Place, RowsKernel, Stage, Value } from '../../program/program';

/** Whether rows and columns of the kernel may be computed in any order. */
export const isMap = ({ stages }: RowsKernel): boolean =>
  stages.every(({ do: what, width }) => what === 'write' && width === stages[0]!.width);

/** An equal kernel with as few row coordinates as possible, if it is a map; else the kernel itself. */
export function flatten(kernel: RowsKernel): RowsKernel {
  let flat = kernel;
  while (flat.rowShape.length > 0 && isMap(flat) && canMerge(flat)) flat = merge(flat);
  return flat;
}

function canMerge({ rowShape, stages }: RowsKernel): boolean {
  const { width } = stages[0]!;
  const isAlone = rowShape.at(-1) === 1;
  const continues = (place: Place): boolean =>
    (isAlone || width === 1 || place.rows.at(-1) === place.column * width) &&
    (place.via === undefined || continues(place.via.ids));
  let all = stages.every((stage) => stage.do === 'write' && continues(stage.to));
  walkValues(
    stages.map(({ value }) => value),
    (value) => {
      // It asks for the row's own number.
      if (value.op === 'sumOfGroup') all = false;
      if ('place' in value) all &&= continues(value.place);
    },
  );
  return all;
}

function merge({ rowShape, stages, ...rest }: RowsKernel): RowsKernel {
  const { width } = stages[0]!;
  const mergePlace = (place: Place): Place => ({
    ...place,
    rows: place.rows.slice(0, -1),
    column: width === 1 ? place.rows.at(-1)! : place.column,
    ...(place.via && { via: { ...place.via, ids: mergePlace(place.via.ids) } }),
  });
  const merged = new Map<Value, Value>();
  const mergeValue = (value: Value): Value => {
    const known = merged.get(value);
    if (known) return known;
    const made = { ...value };
    if ('place' in made) made.place = mergePlace(made.place);
    if ('x' in made) made.x = mergeValue(made.x);
    if (made.op === 'select') made.condition = mergeValue(made.condition);
    if ('a' in made) {
      made.a = mergeValue(made.a);
      made.b = mergeValue(made.b);
    }
    merged.set(value, made);
    return made;
  };
  return {
    ...rest,
    rowShape: rowShape.slice(0, -1),
    stages: stages.map((stage): Stage => {
      const moved = { ...stage, width: width * rowShape.at(-1)!, value: mergeValue(stage.value) };
      if (moved.do === 'write') moved.to = mergePlace(moved.to);
      return moved;
    }),
  };
}
