import { describe, expect, it } from 'vitest';
import type { ProductKernel, Value } from '../program/program';
import { constant, expectAsInterpreted, load, matrix, numbers, programOf, runWasm } from './testPrograms';

type Form = 'plain' | 'left turned' | 'right turned';

/** out [m, n] of buffers 0 and 1 into buffer 2. */
function product(form: Form, m: number, n: number, k: number): ProductKernel {
  return {
    kind: 'product',
    name: form,
    m,
    n,
    k,
    a: {
      buffer: 0,
      offset: 0,
      rowStride: form === 'left turned' ? 1 : k,
      columnStride: form === 'left turned' ? m : 1,
    },
    b: {
      buffer: 1,
      offset: 0,
      rowStride: form === 'right turned' ? 1 : n,
      columnStride: form === 'right turned' ? k : 1,
    },
    parts: 1,
    partStride: 0,
    to: matrix(2, n),
  };
}

const programFor = (kernel: ProductKernel, outLength = kernel.m * kernel.n) =>
  programOf([numbers(kernel.m * kernel.k, 1), numbers(kernel.k * kernel.n, 2), outLength], [kernel]);

describe('products', () => {
  it('multiplies two matrices that can be counted by hand', async () => {
    const program = programOf(
      [Float32Array.of(1, 2, 3, 4, 5, 6), Float32Array.of(1, 0, 2, 1, 0, 3), 4],
      [product('plain', 2, 2, 3)],
    );
    expect([...(await runWasm(program))[2]!]).toEqual([5, 11, 14, 23]);
  });

  const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 13, 33];
  for (const form of ['plain', 'left turned', 'right turned'] as const)
    it(`agrees with the interpreter, ${form}, for all sizes`, async () => {
      for (const m of sizes)
        for (const n of sizes)
          for (const k of [1, 2, 5, 8, 9, 31]) await expectAsInterpreted(programFor(product(form, m, n, k)));
    });

  it('packs a large right factor and keeps the columns beyond whole panels', async () => {
    await expectAsInterpreted(programFor(product('plain', 37, 301, 61)));
    await expectAsInterpreted(programFor(product('right turned', 5, 301, 61)));
  });

  it('takes factors from the middle of buffers, and right factors whose rows and columns both lie apart', async () => {
    const kernel: ProductKernel = {
      ...product('plain', 6, 7, 5),
      a: { buffer: 0, offset: 3, rowStride: 9, columnStride: 1 },
      b: { buffer: 1, offset: 2, rowStride: 30, columnStride: 3 },
      to: { buffer: 2, offset: 1, rows: [20], column: 2 },
    };
    await expectAsInterpreted(programOf([numbers(60, 1), numbers(200, 2), 140], [kernel]));
  });

  it('applies an epilogue of a bias, a mask of the row and an earlier result', async () => {
    const [m, n, k] = [11, 14, 6];
    const epilogue: Value = {
      op: 'mul',
      a: {
        op: 'max',
        a: { op: 'add', a: { op: 'product' }, b: load({ buffer: 3, offset: 0, rows: [0], column: 1 }) },
        b: constant(0),
      },
      b: {
        op: 'add',
        a: load({ buffer: 4, offset: 0, rows: [1], column: 0 }),
        b: load({ buffer: 2, offset: 0, rows: [n], column: 1 }),
      },
    };
    const kernel = { ...product('plain', m, n, k), epilogue };
    const contents = [numbers(m * k, 1), numbers(k * n, 2), numbers(m * n, 3), numbers(n, 4), numbers(m, 5)];
    await expectAsInterpreted(programOf(contents, [kernel]));
  });

  it('lets the epilogue look up rows by id and drop elements', async () => {
    const [m, n, k] = [9, 5, 3];
    const epilogue: Value = {
      op: 'mul',
      a: {
        op: 'add',
        a: { op: 'product' },
        b: load({
          buffer: 3,
          offset: 0,
          rows: [0],
          column: 1,
          via: { ids: { buffer: 4, offset: 0, rows: [1], column: 0 }, stride: n },
        }),
      },
      b: { op: 'dropout', layer: 1, rate: 0.4, place: { buffer: -1, offset: 0, rows: [n], column: 1 } },
    };
    const contents = [
      numbers(m * k, 1),
      numbers(k * n, 2),
      m * n,
      numbers(4 * n, 3),
      Int32Array.of(3, 0, 1, 1, 2, 3, 0, 0, 2),
    ];
    await expectAsInterpreted(programOf(contents, [{ ...product('plain', m, n, k), epilogue }]));
  });

  it('cuts the sum into parts, also where some are empty', async () => {
    for (const [k, parts] of [
      [12, 3],
      [10, 4],
      [10, 6],
    ] as const)
      for (const form of ['plain', 'left turned', 'right turned'] as const) {
        const kernel = { ...product(form, 5, 6, k), parts, partStride: 32 };
        await expectAsInterpreted(programFor(kernel, parts * 32));
      }
  });
});
