/** A column whose length is not known beforehand: fixed blocks, joined once at the end. Doubling would copy more. */

type Numbers = Int32Array | Float32Array | Float64Array;

const blockLength = 1 << 16;

export class GrowingColumn<T extends Numbers> {
  length = 0;
  private readonly full: T[] = [];
  private block: T;
  private used = 0;

  constructor(private readonly make: (length: number) => T) {
    this.block = make(blockLength);
  }

  push(value: number): void {
    if (this.used === blockLength) {
      this.full.push(this.block);
      this.block = this.make(blockLength);
      this.used = 0;
    }
    this.block[this.used++] = value;
    this.length++;
  }

  /** Takes back the value pushed last. */
  pop(): void {
    this.used--;
    this.length--;
  }

  /** All values in one array. Empties the column, so that its blocks can be freed while others are joined. */
  join(): T {
    const joined = this.make(this.length);
    let at = 0;
    for (let block = this.full.shift(); block; block = this.full.shift()) {
      joined.set(block, at);
      at += block.length;
    }
    joined.set(this.block.subarray(0, this.used), at);
    this.block = this.make(blockLength);
    this.used = 0;
    this.length = 0;
    return joined;
  }
}

export const growingInts = (): GrowingColumn<Int32Array> =>
  new GrowingColumn((length) => new Int32Array(length));
export const growingFloats = (): GrowingColumn<Float32Array> =>
  new GrowingColumn((length) => new Float32Array(length));
export const growingDoubles = (): GrowingColumn<Float64Array> =>
  new GrowingColumn((length) => new Float64Array(length));
