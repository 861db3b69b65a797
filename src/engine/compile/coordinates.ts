/** How the axes of a node follow from the row and column of the kernel that computes or reads it. */
import { sizeOf, type Shape } from '../graph/node';

/** offset + Σ rows[i] · (row coordinate i) + column · c */
export interface Coordinate {
  offset: number;
  rows: readonly number[];
  column: number;
}

/** One per axis of a node. */
export type Coordinates = readonly Coordinate[];

export const fixed = (rank: number, offset = 0): Coordinate => ({
  offset,
  rows: new Array<number>(rank).fill(0),
  column: 0,
});

export const shifted = (coordinate: Coordinate, by: number): Coordinate =>
  by === 0 ? coordinate : { ...coordinate, offset: coordinate.offset + by };

/** Σ strides[k] · coordinates[k] + offset, as one coordinate. */
export function address(
  coordinates: Coordinates,
  strides: readonly number[],
  offset: number,
  rank: number,
): Coordinate {
  const sum = { offset, rows: new Array<number>(rank).fill(0), column: 0 };
  coordinates.forEach((coordinate, axis) => {
    const stride = strides[axis]!;
    sum.offset += stride * coordinate.offset;
    coordinate.rows.forEach((factor, i) => (sum.rows[i]! += stride * factor));
    sum.column += stride * coordinate.column;
  });
  return sum;
}

/** The axes that run over rows: all but the last; a vector is a column of rows of width 1. */
export const rowShapeOf = (shape: Shape): Shape => (shape.length < 2 ? shape : shape.slice(0, -1));
export const widthOf = (shape: Shape): number => (shape.length < 2 ? 1 : shape.at(-1)!);
export const numRowsOf = (shape: Shape): number => sizeOf(rowShapeOf(shape));

/**
 * The coordinates of a node whose rows are the kernel's own, one to one. Axes of the node may each stand for several
 * of the kernel's; null where they do not fit together.
 */
export function ownCoordinates(shape: Shape, rowShape: Shape): Coordinates | null {
  const long = rowShape.map((length, axis) => ({ length, axis })).filter(({ length }) => length > 1);
  const coordinates = rowShapeOf(shape).map((length) => {
    const rows = new Array<number>(rowShape.length).fill(0);
    if (length === 1) return { offset: 0, rows, column: 0 };
    const taken: { length: number; axis: number }[] = [];
    while (long.length > 0 && sizeOf(taken.map((axis) => axis.length)) < length) taken.push(long.shift()!);
    let stride = 1;
    for (const { length: extent, axis } of taken.reverse()) {
      rows[axis] = stride;
      stride *= extent;
    }
    return stride === length ? { offset: 0, rows, column: 0 } : null;
  });
  if (long.length > 0 || coordinates.includes(null)) return null;
  const column = { offset: 0, rows: new Array<number>(rowShape.length).fill(0), column: 1 };
  return [...(coordinates as Coordinates), ...(shape.length < 2 ? [] : [column])];
}

/** The strides of a node that lies in memory without gaps. */
export function contiguousStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  return strides;
}

/** Whether two shapes differ only in axes of length 1. */
export function sameButOnes(a: Shape, b: Shape): boolean {
  const long = (shape: Shape) => shape.filter((length) => length > 1).join();
  return long(a) === long(b);
}

/** Coordinates of `to` from those of `from`, shapes that differ only in axes of length 1. */
export function acrossOnes(coordinates: Coordinates, from: Shape, to: Shape, rank: number): Coordinates {
  const long = coordinates.filter((_, axis) => from[axis]! > 1);
  return to.map((length) => (length > 1 ? long.shift()! : fixed(rank)));
}
