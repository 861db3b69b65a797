import { beforeEach, describe, expect, it } from 'vitest';
import { draw, unit } from '../../data/random';
import { makeKernels, plainKernels, type VectorKernels } from './kernels';
import { simdModule } from './simdModule';

const floats = 256;
const at = { a: 0, b: 4 * 64, c: 4 * 128, beyond: 4 * 192 };

let memory: WebAssembly.Memory;
let values: Float32Array;

beforeEach(() => {
  memory = new WebAssembly.Memory({ initial: 1 });
  values = new Float32Array(memory.buffer, 0, floats);
  for (let i = 0; i < floats; i++) values[i] = 4 * unit(draw({ a: 1, b: 2 }, i, 0).a) - 2;
});

const kinds: [string, (memory: WebAssembly.Memory) => VectorKernels][] = [
  ['SIMD', makeKernels],
  ['plain', plainKernels],
];

for (const [name, make] of kinds)
  describe(`${name} kernels`, () => {
    it('multiply vectors', () => {
      values.set([1, 2, 3, 4, 5, 6, 7, 8, 100]);
      values.set([1, 10, 1, 10, 1, 10, 1, 10, 100], 64);
      expect(make(memory).dot(at.a, at.b, 8)).toBe(1 + 20 + 3 + 40 + 5 + 60 + 7 + 80);
    });

    it('move an output and what the input will move by, and nothing beyond', () => {
      const before = values.slice();
      make(memory).step(at.a, at.b, at.c, 0.5, 64);
      for (let i = 0; i < 64; i++) {
        expect(values[i]).toBeCloseTo(before[i]! + 0.5 * before[128 + i]!, 6);
        expect(values[64 + i]).toBeCloseTo(before[64 + i]! + 0.5 * before[i]!, 6);
      }
      expect(values.subarray(128)).toEqual(before.subarray(128));
    });

    it('add a multiple of a vector', () => {
      const before = values.slice();
      make(memory).addScaled(at.b, at.c, -2, 16);
      for (let i = 0; i < 16; i++)
        expect(values[64 + i]).toBeCloseTo(before[64 + i]! - 2 * before[128 + i]!, 6);
      expect(values[80]).toBe(before[80]);
    });
  });

it('this engine runs the SIMD kernels', () => {
  expect(WebAssembly.validate(simdModule())).toBe(true);
});

it('both kinds give the same bits', () => {
  const run = (make: (memory: WebAssembly.Memory) => VectorKernels): [number, Float32Array] => {
    const own = new WebAssembly.Memory({ initial: 1 });
    const content = new Float32Array(own.buffer, 0, floats);
    content.set(values);
    const { dot, step, addScaled } = make(own);
    step(at.a, at.b, at.c, 0.1, 64);
    addScaled(at.c, at.b, 1 / 3, 64);
    return [dot(at.a, at.c, 64), content];
  };
  const [dot, content] = run(makeKernels);
  const [plainDot, plainContent] = run(plainKernels);
  expect(dot).toBe(plainDot);
  expect(content).toEqual(plainContent);
});
