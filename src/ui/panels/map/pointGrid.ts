/** Points sorted into the cells of a grid, to find the one under the pointer without looking at all of them. */
export class PointGrid {
  private readonly columns: number;
  private readonly rows: number;
  private readonly left: number;
  private readonly bottom: number;
  private readonly cell: number;
  /** Points of cell c: `points[offsets[c] .. offsets[c + 1])`. */
  private readonly offsets: Int32Array;
  private readonly points: Int32Array;

  /** @param x,y places in the plane */
  constructor(
    private readonly x: Float32Array,
    private readonly y: Float32Array,
  ) {
    const { low: left, high: right } = range(x);
    const { low: bottom, high: top } = range(y);
    // About two points in a cell, were they spread evenly.
    const cells = Math.max(1, x.length / 2);
    const area = Math.max(right - left, 1e-6) * Math.max(top - bottom, 1e-6);
    // All points on a line would ask for cells without end.
    this.cell = Math.max(Math.sqrt(area / cells), Math.max(right - left, top - bottom) / 1000, 1e-9);
    this.left = left;
    this.bottom = bottom;
    this.columns = Math.floor((right - left) / this.cell) + 1;
    this.rows = Math.floor((top - bottom) / this.cell) + 1;
    this.offsets = new Int32Array(this.columns * this.rows + 1);
    this.points = new Int32Array(x.length);
    const cellOf = Int32Array.from(
      x,
      (_, point) => this.row(y[point]!) * this.columns + this.column(x[point]!),
    );
    for (const cell of cellOf) this.offsets[cell + 1]!++;
    for (let cell = 0; cell < this.columns * this.rows; cell++)
      this.offsets[cell + 1]! += this.offsets[cell]!;
    const next = this.offsets.slice();
    cellOf.forEach((cell, point) => (this.points[next[cell]!++] = point));
  }

  /** The point nearest to (x, y) of those within `radius` that are accepted; -1 where there is none. */
  nearest(x: number, y: number, radius: number, accepts: (point: number) => boolean): number {
    let best = -1;
    let shortest = radius * radius;
    const lastRow = this.row(y + radius);
    const lastColumn = this.column(x + radius);
    for (let row = this.row(y - radius); row <= lastRow; row++) {
      for (let column = this.column(x - radius); column <= lastColumn; column++) {
        const cell = row * this.columns + column;
        for (let at = this.offsets[cell]!; at < this.offsets[cell + 1]!; at++) {
          const point = this.points[at]!;
          const distance = (this.x[point]! - x) ** 2 + (this.y[point]! - y) ** 2;
          if (distance > shortest || (distance === shortest && best >= 0) || !accepts(point)) continue;
          best = point;
          shortest = distance;
        }
      }
    }
    return best;
  }

  private column(x: number): number {
    return within(Math.floor((x - this.left) / this.cell), this.columns);
  }

  private row(y: number): number {
    return within(Math.floor((y - this.bottom) / this.cell), this.rows);
  }
}

const within = (place: number, count: number): number => Math.min(Math.max(place, 0), count - 1);

function range(values: Float32Array): { low: number; high: number } {
  if (values.length === 0) return { low: 0, high: 0 };
  return values.reduce(
    ({ low, high }, value) => ({ low: Math.min(low, value), high: Math.max(high, value) }),
    { low: Infinity, high: -Infinity },
  );
}
