import { describe, expect, it } from 'vitest';
import type { GroupKernel, RowsKernel, Value } from '../program/program';
import {
  constant,
  expectAsInterpreted,
  ids,
  load,
  matrix,
  numbers,
  programOf,
  runWasm,
} from './testPrograms';

const group = (length: number, numGroups: number): GroupKernel => ({
  kind: 'group',
  name: 'group',
  ids: { buffer: 0, offset: 0 },
  length,
  numGroups,
  groups: { buffer: 1, offset: 0 },
});

const grouped = (of: Int32Array, numGroups: number) =>
  programOf([of, new Int32Array(numGroups + 1 + of.length)], [group(of.length, numGroups)]);

describe('group kernels', () => {
  it('sort places by id, in order within an id', async () => {
    const [, groups] = await runWasm(grouped(Int32Array.of(2, 0, 2, 4, 0, 2), 5));
    expect([...groups!]).toEqual([0, 2, 2, 5, 5, 6, /**/ 1, 4, 0, 2, 5, 3]);
  });

  it('leave out ids that no group has', async () => {
    const [, groups] = await runWasm(grouped(Int32Array.of(-1, 1, 7, 0), 2));
    expect([...groups!.slice(0, 5)]).toEqual([0, 1, 2, 3, 1]);
  });

  it('agree with the interpreter, run after run', async () => {
    for (const [length, numGroups] of [
      [1, 1],
      [65, 1],
      [300, 7],
      [50, 400],
    ] as const) {
      const program = grouped(ids(length, numGroups, 1), numGroups);
      await expectAsInterpreted({ ...program, levels: [...program.levels, ...program.levels] });
    }
  });
});

describe('sums of groups', () => {
  /** w [numGroups, width] in buffer 3 less half the sum of its rows of buffer 2. */
  function descent(numGroups: number, width: number, offset: number, stride: number): RowsKernel {
    const sum: Value = {
      op: 'sumOfGroup',
      groups: { buffer: 1, offset: 0 },
      numGroups,
      values: 2,
      offset,
      stride,
    };
    const value: Value = { op: 'sub', a: load(matrix(3, width)), b: { op: 'mul', a: sum, b: constant(0.5) } };
    return {
      kind: 'rows',
      name: 'descent',
      rowShape: [numGroups],
      stages: [{ do: 'write', width, value, to: matrix(3, width) }],
    };
  }

  it('agree with the interpreter for all widths, with empty groups and crowded ones', async () => {
    for (const numGroups of [1, 2, 7, 30])
      for (const width of [1, 2, 3, 4, 6, 8, 16, 30, 32, 33, 64, 70]) {
        const places = ids(20, numGroups, width).map((id) => (id % 3 === 1 ? id : Math.min(id, 4)));
        const stride = width + 2;
        const contents = [
          places,
          new Int32Array(numGroups + 21),
          numbers(20 * stride + 1, 1),
          numbers(numGroups * width, 2),
        ];
        const kernels = [group(20, numGroups), descent(numGroups, width, 1, stride)];
        await expectAsInterpreted(programOf(contents, kernels));
      }
  });

  it('add rows from the first to the last', async () => {
    // In float32 1e8 + 1 - 1e8 is 0 and 1e8 - 1e8 + 1 is 1.
    const contents = [
      Int32Array.of(0, 0, 0, 1, 1, 1),
      new Int32Array(9),
      Float32Array.of(1e8, 1, -1e8, 1e8, -1e8, 1),
      2,
    ];
    const program = programOf(contents, [group(6, 2), descent(2, 1, 0, 1)]);
    expect([...(await runWasm(program))[3]!]).toEqual([0, -0.5]);
  });

  it('may stand beside sums over the columns', async () => {
    const numGroups = 9;
    const sum: Value = {
      op: 'sumOfGroup',
      groups: { buffer: 1, offset: 0 },
      numGroups,
      values: 2,
      offset: 0,
      stride: 6,
    };
    const kernel: RowsKernel = {
      kind: 'rows',
      name: 'norms',
      rowShape: [numGroups],
      stages: [
        { do: 'reduce', op: 'sum', width: 6, value: { op: 'mul', a: sum, b: sum }, register: 0 },
        {
          do: 'write',
          width: 6,
          value: { op: 'add', a: sum, b: { op: 'register', register: 0 } },
          to: matrix(3, 6),
        },
      ],
    };
    const contents = [ids(20, numGroups, 5), new Int32Array(numGroups + 21), numbers(120, 1), numGroups * 6];
    await expectAsInterpreted(programOf(contents, [group(20, numGroups), kernel]));
  });
});
