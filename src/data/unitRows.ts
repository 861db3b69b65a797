/** Vectors scaled to length 1, to compare by the cosine of the angle between them. */

/** Vectors of length 1, so that their dot products are cosines. */
export interface UnitRows {
  dimension: number;
  /** [rows, dimension]; a row of zeros stays one: its cosine with anything is 0. */
  values: Float32Array;
}

/** @param values [rows, dimension] row by row */
export function unitRows(values: Float32Array, dimension: number): UnitRows {
  const unit = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += dimension) {
    let squares = 0;
    for (let at = start; at < start + dimension; at++) squares += values[at]! * values[at]!;
    const length = Math.sqrt(squares);
    for (let at = start; at < start + dimension; at++) unit[at] = length > 0 ? values[at]! / length : 0;
  }
  return { dimension, values: unit };
}

/** The cosine of two rows. Four sums at a time: one alone would wait for each addition. */
export function cosineOf({ values, dimension }: UnitRows, row: number, other: number): number {
  let a = row * dimension;
  let b = other * dimension;
  const end = a + dimension;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (; a + 3 < end; a += 4, b += 4) {
    s0 += values[a]! * values[b]!;
    s1 += values[a + 1]! * values[b + 1]!;
    s2 += values[a + 2]! * values[b + 2]!;
    s3 += values[a + 3]! * values[b + 3]!;
  }
  for (; a < end; a++, b++) s0 += values[a]! * values[b]!;
  return s0 + s1 + (s2 + s3);
}
