/** A point of a line, in the units of its axes. */
export interface Point {
  x: number;
  y: number;
}
