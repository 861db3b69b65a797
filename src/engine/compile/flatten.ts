/** Pointwise work on vectors, one number a row, is turned on its side: one row of many columns. */
import type { Place, RowsKernel, Value } from '../program/program';
import { valuesOf, walkValues } from '../program/buffersOf';

/** The kernel itself where its rows cannot be columns. */
export function flattened(kernel: RowsKernel): RowsKernel {
  const { rowShape, stages } = kernel;
  const long = rowShape.filter((length) => length > 1);
  if (long.length !== 1 || !stages.every((stage) => stage.do === 'write' && stage.width === 1)) return kernel;
  let fixed = false;
  walkValues(valuesOf(kernel), ({ op }) => (fixed ||= op === 'sumOfGroup'));
  if (fixed) return kernel;
  const axis = rowShape.findIndex((length) => length > 1);
  const known = new Map<Value, Value>();
  const turn = (value: Value): Value => {
    let turned = known.get(value);
    if (!turned) known.set(value, (turned = turnedValue(value, axis, turn)));
    return turned;
  };
  return {
    ...kernel,
    rowShape: [1],
    stages: stages.map((stage) =>
      stage.do === 'write'
        ? { ...stage, width: long[0]!, value: turn(stage.value), to: turnedPlace(stage.to, axis) }
        : stage,
    ),
  };
}

function turnedPlace(place: Place, axis: number): Place {
  const { via } = place;
  return {
    ...place,
    rows: [0],
    column: place.rows[axis]!,
    ...(via ? { via: { ...via, ids: turnedPlace(via.ids, axis) } } : {}),
  };
}

function turnedValue(value: Value, axis: number, turn: (value: Value) => Value): Value {
  if ('place' in value) return { ...value, place: turnedPlace(value.place, axis) };
  if ('x' in value) return { ...value, x: turn(value.x) };
  if (value.op === 'select')
    return { ...value, condition: turn(value.condition), a: turn(value.a), b: turn(value.b) };
  if ('a' in value) return { ...value, a: turn(value.a), b: turn(value.b) };
  return value;
}
