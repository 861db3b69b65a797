/** Sparse rows of numbers by item: what a model counted of each item beside others. */

export interface ItemRows {
  /** [numItems + 1] into the two lists. */
  offsets: Int32Array;
  items: Int32Array;
  values: Float32Array;
}

/** A row: items, and a number for each. */
export interface ItemRow {
  items: Int32Array;
  values: Float32Array;
}

/** Rows one after the other; `rowOf` is called once for each item in order, `pace` as often. */
export async function collectRows(
  numItems: number,
  pace: (done: number, total: number) => Promise<void>,
  rowOf: (item: number) => ItemRow,
): Promise<ItemRows> {
  const rows: ItemRow[] = [];
  const offsets = new Int32Array(numItems + 1);
  for (let item = 0; item < numItems; item++) {
    await pace(item, numItems);
    rows.push(rowOf(item));
    offsets[item + 1] = offsets[item]! + rows[item]!.items.length;
  }
  const all: ItemRows = {
    offsets,
    items: new Int32Array(offsets[numItems]!),
    values: new Float32Array(offsets[numItems]!),
  };
  rows.forEach(({ items, values }, item) => {
    all.items.set(items, offsets[item]);
    all.values.set(values, offsets[item]);
  });
  return all;
}

/** Writes the values of one row over those in `out`. */
export function writeRow({ offsets, items, values }: ItemRows, row: number, out: Float32Array): void {
  for (let at = offsets[row]!; at < offsets[row + 1]!; at++) out[items[at]!] = values[at]!;
}

/** Counts for the items of one row at a time, without going over all items between rows. */
export class Tally {
  private readonly counts: Float64Array;
  private readonly met: number[] = [];

  constructor(numItems: number) {
    this.counts = new Float64Array(numItems);
  }

  add(item: number): void {
    if (this.counts[item]!++ === 0) this.met.push(item);
  }

  /** The items met since the last call and how often, by ascending id; the tally is empty after it. */
  take(): { items: Int32Array; counts: Float64Array } {
    const items = Int32Array.from(this.met).sort();
    const counts = Float64Array.from(items, (item) => this.counts[item]!);
    for (const item of items) this.counts[item] = 0;
    this.met.length = 0;
    return { items, counts };
  }
}
