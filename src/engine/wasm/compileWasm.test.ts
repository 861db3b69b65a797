import { describe, expect, it } from 'vitest';
import type { Program } from '../program/program';
import { compileWasm } from './compileWasm';
import { wasmSimdSupported } from './support';
import { constant, firstStep, load, matrix, numbers } from './testPrograms';

/** Each run adds 3 · input + scalar to the sum, by way of two scratch buffers. */
const program: Program = {
  buffers: [
    { name: 'input', type: 'f32', length: 5, role: 'input' },
    { name: 'three', type: 'f32', length: 1, role: 'constant', data: Float32Array.of(3) },
    { name: 'tripled', type: 'f32', length: 5, role: 'scratch' },
    { name: 'total', type: 'f32', length: 5, role: 'sum' },
    { name: 'again', type: 'f32', length: 5, role: 'scratch' },
  ],
  levels: [
    [
      {
        kind: 'rows',
        name: 'triple',
        rowShape: [1],
        stages: [
          {
            do: 'write',
            width: 5,
            value: {
              op: 'mul',
              a: load(matrix(0, 5)),
              b: load({ buffer: 1, offset: 0, rows: [0], column: 0 }),
            },
            to: matrix(2, 5),
          },
        ],
      },
    ],
    [
      {
        kind: 'rows',
        name: 'copy',
        rowShape: [1],
        stages: [
          {
            do: 'write',
            width: 5,
            value: { op: 'add', a: load(matrix(2, 5)), b: constant(0) },
            to: matrix(4, 5),
          },
        ],
      },
    ],
    [
      {
        kind: 'rows',
        name: 'add',
        rowShape: [1],
        stages: [
          {
            do: 'write',
            width: 5,
            value: {
              op: 'add',
              a: load(matrix(3, 5)),
              b: { op: 'add', a: load(matrix(4, 5)), b: { op: 'scalar', index: 0 } },
            },
            to: matrix(3, 5),
          },
        ],
      },
    ],
  ],
  numScalars: 1,
};

const step = (scalar: number) => ({ ...firstStep, scalars: [scalar] });

describe('a compiled program', () => {
  it('keeps its state between runs and takes part of a buffer', async () => {
    const executable = await compileWasm(program, { seed: 1 });
    executable.write('input', Float32Array.of(1, 2, 3, 4, 5));
    executable.run([step(10), step(20)]);
    executable.write('input', Float32Array.of(0, 0));
    executable.run([step(0)]);
    // 3 · input + 10, then + 20, then 3 · the last three again.
    expect([...(await executable.read('total'))]).toEqual([36, 42, 57, 66, 75]);
    executable.write('total', new Float32Array(5));
    expect([...(await executable.read('total'))]).toEqual([0, 0, 0, 0, 0]);
    expect(executable.dispatches).toBe(3);
    expect(executable.bytes).toBe(65536);
  });

  it('gives the same bits twice', async () => {
    const results: Float32Array[] = [];
    for (let round = 0; round < 2; round++) {
      const executable = await compileWasm(program, { seed: 1 });
      executable.write('input', numbers(5, 1));
      executable.run([step(0.1), step(0.2)]);
      results.push((await executable.read('total')) as Float32Array);
    }
    expect(results[1]).toEqual(results[0]);
  });

  it('hands out copies', async () => {
    const executable = await compileWasm(program, { seed: 1 });
    const before = await executable.read('total');
    executable.run([step(1)]);
    expect([...before]).toEqual([0, 0, 0, 0, 0]);
  });

  it('refuses unknown buffers, too many numbers and missing scalars', async () => {
    const executable = await compileWasm(program, { seed: 1 });
    expect(() => executable.write('weights', new Float32Array(1))).toThrow('no buffer "weights"');
    expect(() => executable.write('input', new Float32Array(6))).toThrow(RangeError);
    expect(() => executable.run([firstStep])).toThrow('1 scalars, not 0');
  });

  it('refuses more memory than WebAssembly has', async () => {
    const large = { name: 'large', type: 'f32', length: 2 ** 30, role: 'weight' } as const;
    await expect(
      compileWasm({ ...program, buffers: [...program.buffers, large] }, { seed: 1 }),
    ).rejects.toThrow(RangeError);
  });

  it('clears subnormal numbers out of weights at every 64th step, and nothing else', async () => {
    const values = Float32Array.of(1e-40, -1e-40, 0, 2 ** -126, NaN, -Infinity, 1);
    const buffers = [
      { name: 'weight', type: 'f32', length: 7, role: 'weight' },
      { name: 'input', type: 'f32', length: 7, role: 'input' },
    ] as const;
    const executable = await compileWasm({ buffers, levels: [], numScalars: 0 }, { seed: 1 });
    executable.write('weight', values);
    executable.write('input', values);
    executable.run([{ epoch: 1, step: 63, scalars: [] }]);
    expect(await executable.read('weight')).toEqual(values);
    executable.run([{ epoch: 1, step: 64, scalars: [] }]);
    expect([...(await executable.read('weight'))]).toEqual([0, 0, 0, 2 ** -126, NaN, -Infinity, 1]);
    expect(await executable.read('input')).toEqual(values);
  });

  it('finds SIMD in this engine', () => {
    expect(wasmSimdSupported()).toBe(true);
  });
});
