/** Nearest items by the cosine of their vectors, found by looking at all of them. */
import { cosineOf, type UnitRows } from '../data/unitRows';

export interface Neighbour {
  row: number;
  /** -1..1 */
  cosine: number;
}

/** The best `count` neighbours offered so far, nearest first; of equal ones those offered first. */
export class NearestList {
  readonly found: Neighbour[] = [];

  constructor(private readonly count: number) {}

  offer(row: number, cosine: number): void {
    const { found, count } = this;
    if (found.length === count) {
      if (cosine <= found[count - 1]!.cosine) return;
      found.pop();
    }
    let place = found.length;
    while (place > 0 && found[place - 1]!.cosine < cosine) place--;
    found.splice(place, 0, { row, cosine });
  }
}

/**
 * The `count` (at least 1) rows nearest to a row, itself left out, nearest first; equal cosines fall to the lower row.
 */
export function nearestRows(rows: UnitRows, row: number, count: number): Neighbour[] {
  const list = new NearestList(count);
  const numRows = rows.values.length / rows.dimension;
  for (let other = 0; other < numRows; other++)
    if (other !== row) list.offer(other, cosineOf(rows, row, other));
  return list.found;
}
