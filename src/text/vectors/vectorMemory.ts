/** Where the vectors of a training lie: one memory that kernels work in, by byte address. */
import { lanes } from './kernels';

const pageBytes = 65_536;

/** Numbers from one vector to the next: whole lanes. */
export const strideOf = (dimension: number): number => lanes * Math.ceil(dimension / lanes);

export class VectorMemory {
  readonly memory: WebAssembly.Memory;
  readonly stride: number;
  /** Addresses of the mean of the inputs, of the move of one step, and of the moves of all steps of a place. */
  readonly hidden: number;
  readonly move: number;
  readonly moves: number;
  private readonly values: Float32Array;

  constructor(
    private readonly numInputs: number,
    private readonly numOutputs: number,
    private readonly dimension: number,
  ) {
    this.stride = strideOf(dimension);
    const vectors = numInputs + numOutputs;
    [this.hidden, this.move, this.moves] = [0, 1, 2].map((i) => this.addressOf(vectors + i)) as [
      number,
      number,
      number,
    ];
    this.memory = new WebAssembly.Memory({ initial: Math.ceil(this.addressOf(vectors + 3) / pageBytes) });
    this.values = new Float32Array(this.memory.buffer);
  }

  inputAt(row: number): number {
    return this.addressOf(row);
  }

  outputAt(row: number): number {
    return this.addressOf(this.numInputs + row);
  }

  clear(address: number): void {
    this.values.fill(0, address >> 2, (address >> 2) + this.stride);
  }

  /** @param vectors [numInputs, dimension] */
  setInput(vectors: Float32Array): void {
    for (let row = 0; row < this.numInputs; row++)
      this.values.set(vectors.subarray(row * this.dimension, (row + 1) * this.dimension), row * this.stride);
  }

  /** A copy, [numInputs, dimension]. */
  input(): Float32Array {
    return this.copy(0, this.numInputs);
  }

  /** A copy, [numOutputs, dimension]. */
  output(): Float32Array {
    return this.copy(this.numInputs, this.numOutputs);
  }

  private addressOf(vector: number): number {
    return 4 * this.stride * vector;
  }

  private copy(first: number, count: number): Float32Array {
    const vectors = new Float32Array(count * this.dimension);
    for (let row = 0; row < count; row++) {
      const from = (first + row) * this.stride;
      vectors.set(this.values.subarray(from, from + this.dimension), row * this.dimension);
    }
    return vectors;
  }
}
