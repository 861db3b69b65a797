import { describe, expect, it } from 'vitest';
import type { ColumnsKernel, Value } from '../program/program';
import { expectAsInterpreted, load, matrix, numbers, programOf, runWasm } from './testPrograms';

const columns = (rowShape: number[], parts: number, sums: ColumnsKernel['sums']): ColumnsKernel => ({
  kind: 'columns',
  name: 'columns',
  rowShape,
  parts,
  sums,
});

describe('sums over rows', () => {
  it('adds up columns that can be counted by hand', async () => {
    const kernel = columns([3], 1, [
      { width: 2, value: load(matrix(0, 2)), to: { buffer: 1, offset: 1, partStride: 0 } },
    ]);
    const [, sums] = await runWasm(programOf([Float32Array.of(1, 2, 3, 4, 5, 6), 3], [kernel]));
    expect([...sums!]).toEqual([0, 9, 12]);
  });

  it('agrees with the interpreter for all widths, one part or several, and leaves alone what lies between', async () => {
    for (const width of [1, 2, 4, 5, 31, 32, 33, 64, 101])
      for (const [numRows, parts] of [
        [1, 1],
        [50, 1],
        [23, 4],
        [10, 6],
      ] as const) {
        const value: Value = {
          op: 'mul',
          a: load(matrix(0, width)),
          b: load({ buffer: 1, offset: 0, rows: [1], column: 0 }),
        };
        const kernel = columns([numRows], parts, [
          { width, value, to: { buffer: 2, offset: 0, partStride: width + 3 } },
        ]);
        await expectAsInterpreted(
          programOf(
            [numbers(numRows * width, 1), numbers(numRows, 2), numbers(parts * (width + 3), 3)],
            [kernel],
          ),
        );
      }
  });

  it('walks rows of several coordinates, in parts also across them', async () => {
    const [a, b] = [5, 7];
    for (const width of [1, 6])
      for (const parts of [1, 3]) {
        const value: Value = {
          op: 'add',
          a: load({ buffer: 0, offset: 0, rows: [1, a], column: a * b }),
          b: load({ buffer: 1, offset: 0, rows: [1, 0], column: 0 }),
        };
        const kernel = columns([a, b], parts, [
          { width, value, to: { buffer: 2, offset: 0, partStride: width } },
        ]);
        await expectAsInterpreted(
          programOf([numbers(a * b * width, 1), numbers(a, 2), parts * width], [kernel]),
        );
      }
  });

  it('takes several sums of like and unlike widths in one walk', async () => {
    const x = load(matrix(0, 12));
    const row = load({ buffer: 1, offset: 0, rows: [1], column: 0 });
    const to = (offset: number) => ({ buffer: 2, offset, partStride: 0 });
    const kernel = columns([19], 1, [
      { width: 12, value: x, to: to(0) },
      { width: 1, value: { op: 'exp', x: row }, to: to(12) },
      { width: 12, value: { op: 'mul', a: x, b: x }, to: to(13) },
      { width: 1, value: row, to: to(25) },
    ]);
    await expectAsInterpreted(programOf([numbers(19 * 12, 1), numbers(19, 2), 26], [kernel]));
  });
});
