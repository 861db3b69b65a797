/**
 * The arithmetic of the trainer on vectors of 32-bit floats, in one memory and by byte address: as SIMD WebAssembly,
 * and the same in plain loops for where there is none. Both give the same bits: sums run in eight lanes, each rounded
 * to 32 bits.
 */
import { simdModule } from './simdModule';

/** Vectors are as many numbers apart, so that each is whole lanes; what is beyond the dimension stays 0. */
export const lanes = 8;

export interface VectorKernels {
  /** a · b */
  dot(a: number, b: number, length: number): number;
  /** move += g·out; out += g·hidden */
  step(out: number, move: number, hidden: number, g: number, length: number): void;
  /** to += g·from */
  addScaled(to: number, from: number, g: number, length: number): void;
}

/** @param memory holds all vectors; addresses are multiples of 4, lengths multiples of `lanes`. */
export function makeKernels(memory: WebAssembly.Memory): VectorKernels {
  const bytes = simdModule();
  if (!WebAssembly.validate(bytes)) return plainKernels(memory);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { '': { m: memory } });
  return exports as unknown as VectorKernels;
}

export function plainKernels(memory: WebAssembly.Memory): VectorKernels {
  const values = new Float32Array(memory.buffer);
  const round = Math.fround;
  const sums = new Float32Array(lanes);
  return {
    dot(a, b, length) {
      sums.fill(0);
      for (let i = 0; i < length; i++)
        sums[i % lanes]! += round(values[(a >> 2) + i]! * values[(b >> 2) + i]!);
      for (let i = 0; i < 4; i++) sums[i]! += sums[i + 4]!;
      return round(round(round(sums[0]! + sums[1]!) + sums[2]!) + sums[3]!);
    },
    step(out, move, hidden, g, length) {
      const by = round(g);
      for (let i = 0; i < length; i++) {
        const value = values[(out >> 2) + i]!;
        values[(move >> 2) + i]! += round(by * value);
        values[(out >> 2) + i] = value + round(by * values[(hidden >> 2) + i]!);
      }
    },
    addScaled(to, from, g, length) {
      const by = round(g);
      for (let i = 0; i < length; i++) values[(to >> 2) + i]! += round(by * values[(from >> 2) + i]!);
    },
  };
}
