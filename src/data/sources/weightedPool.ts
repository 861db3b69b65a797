/** Draws in proportion to weights that change between draws: sums of blocks spare looking at every weight. */

const blockSize = 16;

export class WeightedPool {
  private readonly weights: Float64Array;
  private readonly blockSums: Float64Array;

  /** @param weights taken over; none may be negative */
  constructor(weights: Float64Array) {
    this.weights = weights;
    this.blockSums = new Float64Array(Math.ceil(weights.length / blockSize));
    for (let block = 0; block < this.blockSums.length; block++) this.sumBlock(block);
  }

  scale(entry: number, factor: number): void {
    this.weights[entry]! *= factor;
    this.sumBlock(Math.floor(entry / blockSize));
  }

  /** The entry that `uniform`, in [0, 1), stands for. At least one weight must be positive. */
  draw(uniform: number): number {
    let total = 0;
    for (const sum of this.blockSums) total += sum;
    const inBlock = find(this.blockSums, 0, this.blockSums.length, uniform * total);
    const first = inBlock.place * blockSize;
    return find(this.weights, first, Math.min(first + blockSize, this.weights.length), inBlock.left).place;
  }

  /** Summed anew, not adjusted, so that rounding never piles up. */
  private sumBlock(block: number): void {
    const first = block * blockSize;
    const end = Math.min(first + blockSize, this.weights.length);
    let sum = 0;
    for (let entry = first; entry < end; entry++) sum += this.weights[entry]!;
    this.blockSums[block] = sum;
  }
}

/** The place where the running sum passes `target`, and what is left of it there; never a place of weight 0. */
function find(
  weights: Float64Array,
  from: number,
  to: number,
  target: number,
): { place: number; left: number } {
  let left = target;
  let last = { place: from, left: Infinity };
  for (let place = from; place < to; place++) {
    const weight = weights[place]!;
    if (weight === 0) continue;
    if (left < weight) return { place, left };
    left -= weight;
    // Rounding can carry the target past the end; the last place of positive weight stands then.
    last = { place, left: Infinity };
  }
  return last;
}
