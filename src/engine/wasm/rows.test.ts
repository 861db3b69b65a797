import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Place, RowsKernel, Stage, Value } from '../program/program';
import {
  constant,
  expectAsInterpreted,
  firstStep,
  ids,
  load,
  matrix,
  numbers,
  programOf,
  runWasm,
} from './testPrograms';

const rowsKernel = (rowShape: number[], stages: Stage[]): RowsKernel => ({
  kind: 'rows',
  name: 'rows',
  rowShape,
  stages,
});
const write = (width: number, value: Value, to: Place): Stage => ({ do: 'write', width, value, to });
const widths = [1, 2, 3, 4, 5, 7, 8, 16, 31, 64, 67, 130];

describe('pointwise rows', () => {
  it('adds a bias to each row, for awkward widths', async () => {
    for (const width of widths) {
      const value: Value = {
        op: 'add',
        a: load(matrix(0, width)),
        b: load({ buffer: 1, offset: 0, rows: [0], column: 1 }),
      };
      const kernel = rowsKernel([5], [write(width, value, matrix(2, width))]);
      await expectAsInterpreted(programOf([numbers(5 * width, 1), numbers(width, 2), 5 * width], [kernel]));
    }
  });

  it('turns a matrix over several row coordinates, by strides of any sign', async () => {
    const [a, b, c] = [3, 4, 6];
    const turned = rowsKernel(
      [a, b],
      [
        write(c, load({ buffer: 0, offset: 0, rows: [b * c, c], column: 1 }), {
          buffer: 1,
          offset: 0,
          rows: [1, a],
          column: a * b,
        }),
      ],
    );
    const backwards = rowsKernel(
      [a, b],
      [
        write(c, load({ buffer: 0, offset: a * b * c - 1, rows: [-b * c, -c], column: -1 }), {
          buffer: 2,
          offset: 0,
          rows: [b * c, c],
          column: 1,
        }),
      ],
    );
    const program = programOf([numbers(a * b * c, 1), a * b * c, a * b * c], [turned, backwards]);
    await expectAsInterpreted(program);
    expect([...(await runWasm(program))[2]!]).toEqual([...numbers(a * b * c, 1)].reverse());
  });

  it('looks up rows by id, single numbers by ids of columns, and ids by ids', async () => {
    for (const width of [1, 3, 6, 20]) {
      const row: Place = {
        buffer: 0,
        offset: 0,
        rows: [0],
        column: 1,
        via: { ids: { buffer: 1, offset: 0, rows: [1], column: 0 }, stride: width },
      };
      const cell: Place = {
        buffer: 0,
        offset: 2,
        rows: [1],
        column: 0,
        via: { ids: { buffer: 2, offset: 0, rows: [0], column: 1 }, stride: 3 },
      };
      const twice: Place = {
        ...row,
        via: {
          ids: {
            buffer: 1,
            offset: 0,
            rows: [0],
            column: 0,
            via: { ids: { buffer: 2, offset: 0, rows: [0], column: 1 }, stride: 1 },
          },
          stride: 1,
        },
      };
      const value: Value = { op: 'add', a: { op: 'mul', a: load(row), b: load(cell) }, b: load(twice) };
      const kernel = rowsKernel([9], [write(width, value, matrix(3, width))]);
      const contents = [numbers(11 * width + 40, 1), ids(9, 11, 2), ids(width, 9, 3), 9 * width];
      await expectAsInterpreted(programOf(contents, [kernel]));
    }
  });

  it('writes to rows chosen by id, and ids as numbers', async () => {
    const to: Place = {
      ...matrix(2, 0),
      via: { ids: { buffer: 1, offset: 0, rows: [1], column: 0 }, stride: 5 },
    };
    const kernel = rowsKernel([4], [write(5, load({ buffer: 1, offset: 0, rows: [1], column: 0 }), to)]);
    const program = programOf([1, Int32Array.of(2, 0, 3, 1), 20], [kernel]);
    expect([...(await runWasm(program))[2]!]).toEqual(
      [0, 1, 2, 3].flatMap((id) => Array<number>(5).fill(id)),
    );
  });

  it('updates in place, computing once what several stages share', async () => {
    for (const [rows, width] of [
      [1, 37],
      [7, 1],
      [6, 10],
    ] as const) {
      const decayed: Value = {
        op: 'add',
        a: { op: 'mul', a: load(matrix(1, width)), b: constant(0.9) },
        b: load(matrix(0, width)),
      };
      const next: Value = {
        op: 'sub',
        a: load(matrix(2, width)),
        b: { op: 'mul', a: decayed, b: { op: 'scalar', index: 1 } },
      };
      const stages = [write(width, decayed, matrix(1, width)), write(width, next, matrix(2, width))];
      const program = programOf(
        [numbers(rows * width, 1), numbers(rows * width, 2), numbers(rows * width, 3)],
        [rowsKernel([rows], stages)],
        2,
      );
      const [g, m, w] = await runWasm(program, [{ ...firstStep, scalars: [5, 0.25] }]);
      for (let i = 0; i < rows * width; i++) {
        const wanted = 0.9 * numbers(rows * width, 2)[i]! + g![i]!;
        expect(m![i]).toBeCloseTo(wanted, 6);
        expect(w![i]).toBeCloseTo(numbers(rows * width, 3)[i]! - 0.25 * wanted, 6);
      }
    }
  });

  it('reads in a later stage what an earlier one wrote', async () => {
    const there: Place = { buffer: 0, offset: 0, rows: [1], column: 0 };
    const doubled = (): Value => ({ op: 'add', a: load({ ...there }), b: load({ ...there }) });
    for (const rows of [1, 6]) {
      const kernel = rowsKernel([rows], [write(1, doubled(), there), write(1, doubled(), there)]);
      const [x] = await runWasm(programOf([new Float32Array(rows).fill(1)], [kernel]));
      expect([...x!]).toEqual(Array<number>(rows).fill(4));
    }
  });

  it('finishes sums made in parts', async () => {
    const value: Value = { op: 'sumOfParts', place: matrix(0, 6), parts: 4, stride: 18 };
    await expectAsInterpreted(
      programOf([numbers(72, 1), 18], [rowsKernel([3], [write(6, value, matrix(1, 6))])]),
    );
  });
});

describe('rows with sums', () => {
  it('takes a softmax of each row and the log of its denominator', async () => {
    for (const width of widths) {
      const x = load(matrix(0, width));
      const shifted: Value = { op: 'exp', x: { op: 'sub', a: x, b: { op: 'register', register: 0 } } };
      const sum: Value = { op: 'register', register: 1 };
      const kernel = rowsKernel(
        [6],
        [
          { do: 'reduce', op: 'max', width, value: x, register: 0 },
          { do: 'reduce', op: 'sum', width, value: shifted, register: 1 },
          write(width, { op: 'div', a: shifted, b: sum }, matrix(1, width)),
          write(1, { op: 'log', x: sum }, { buffer: 2, offset: 0, rows: [1], column: 0 }),
        ],
      );
      await expectAsInterpreted(programOf([numbers(6 * width, 1), 6 * width, 6], [kernel]));
    }
  });

  it('takes two dot products in one walk, over one row and over rows of two coordinates', async () => {
    for (const rowShape of [[1], [2, 3]])
      for (const width of widths) {
        const strides = rowShape.length === 1 ? [width] : [3 * width, width];
        const at = (buffer: number): Value => load({ buffer, offset: 0, rows: strides, column: 1 });
        const kernel = rowsKernel(rowShape, [
          { do: 'reduce', op: 'sum', width, value: { op: 'mul', a: at(0), b: at(1) }, register: 0 },
          { do: 'reduce', op: 'sum', width, value: { op: 'mul', a: at(0), b: at(0) }, register: 1 },
          write(
            1,
            { op: 'sub', a: { op: 'register', register: 0 }, b: { op: 'register', register: 1 } },
            { buffer: 2, offset: 0, rows: rowShape.length === 1 ? [1] : [1, 2], column: 0 },
          ),
        ]);
        await expectAsInterpreted(programOf([numbers(6 * width, 1), numbers(6 * width, 2), 6], [kernel]));
      }
  });

  it('hands NaN on through sums and maxima, and takes maxima of negative numbers', async () => {
    const reduce = (op: 'sum' | 'max'): RowsKernel =>
      rowsKernel(
        [2],
        [
          { do: 'reduce', op, width: 5, value: load(matrix(0, 5)), register: 0 },
          write(
            1,
            { op: 'register', register: 0 },
            { buffer: op === 'sum' ? 1 : 2, offset: 0, rows: [1], column: 0 },
          ),
        ],
      );
    const program = programOf(
      [Float32Array.of(-3, -1, -2, -5, -4, 1, NaN, 2, 3, 4), 2, 2],
      [reduce('sum'), reduce('max')],
    );
    const [, sums, maxima] = await runWasm(program);
    expect([...sums!, ...maxima!]).toEqual([-15, NaN, -1, NaN]);
  });
});

describe('dropout', () => {
  it('draws the mask of engine/dropout.ts in every layer, epoch and step', async () => {
    for (const width of [1, 6, 33]) {
      const mask = (layer: number, offset: number): Value => ({
        op: 'dropout',
        layer,
        rate: 0.3,
        place: { buffer: -1, offset, rows: [width], column: 1 },
      });
      const kernel = rowsKernel(
        [7],
        [write(width, mask(0, 0), matrix(0, width)), write(width, mask(2, 5), matrix(1, width))],
      );
      const sums = rowsKernel(
        [7],
        [
          { do: 'reduce', op: 'sum', width, value: mask(1, 0), register: 0 },
          write(1, { op: 'register', register: 0 }, { buffer: 2, offset: 0, rows: [1], column: 0 }),
        ],
      );
      for (const at of [firstStep, { epoch: 4, step: 0, scalars: [] }])
        await expectAsInterpreted(programOf([7 * width, 7 * width, 7], [kernel, sums]), [at], 1e-6);
    }
  });
});

/** Values over buffers 0 and 1 (any strides within 400 numbers), 2 (ids below 9), and registers made before. */
const anyValue = (numAxes: number, registers: number): fc.Arbitrary<Value> => {
  const strides = fc.array(fc.constantFrom(0, 1, 3, 7, 12), { minLength: numAxes, maxLength: numAxes });
  const linear = (buffer: fc.Arbitrary<number>, most: number) =>
    fc.record({ buffer, offset: fc.nat(most), rows: strides, column: fc.constantFrom(0, 1, 1, 2) });
  const idPlace = linear(fc.constant(2), 5);
  const place: fc.Arbitrary<Place> = fc.oneof(
    { weight: 3, arbitrary: linear(fc.constantFrom(0, 1), 9) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(linear(fc.constantFrom(0, 1), 9), idPlace, fc.constantFrom(1, 5))
        .map(([to, from, stride]) => ({ ...to, via: { ids: from, stride } })),
    },
  );
  /** The same to the last bit in float32 and in float64, so that it may decide. */
  const exact: fc.Arbitrary<Value> = fc.oneof(
    { weight: 4, arbitrary: place.map(load) },
    fc.integer({ min: -32, max: 32 }).map((sixteenths) => constant(sixteenths / 16)),
    fc.nat(1).map((index): Value => ({ op: 'scalar', index })),
  );
  const leaf: fc.Arbitrary<Value> = fc.oneof(
    { weight: 4, arbitrary: exact },
    ...(registers > 0
      ? [fc.nat(registers - 1).map((register): Value => ({ op: 'register', register }))]
      : []),
  );
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc
        .tuple(fc.constantFrom('neg', 'abs', 'sigmoid', 'tanh'), leaf)
        .map(([op, x]): Value => ({ op: op as 'neg', x })),
      fc.tuple(fc.constantFrom('sign', 'step'), exact).map(([op, x]): Value => ({ op: op as 'sign', x })),
      fc
        .tuple(fc.constantFrom('add', 'sub', 'mul', 'max', 'min'), tie('value'), tie('value'))
        .map(([op, a, b]): Value => ({ op: op as 'add', a, b })),
      fc
        .tuple(exact, tie('value'), tie('value'))
        .map(([condition, a, b]): Value => ({ op: 'select', condition, a, b })),
      tie('value').map((x): Value => ({ op: 'mul', a: x, b: x })),
    ),
  }));
  return value;
};

describe('random rows kernels', () => {
  it('agree with the interpreter', async () => {
    const kernels = fc
      .tuple(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 0, maxLength: 3 }), fc.boolean())
      .chain(([rowShape, reduces]) => {
        const numAxes = rowShape.length;
        const width = fc.constantFrom(1, 2, 3, 4, 5, 9, 18);
        // Every written place is one of its own: the buffer of a stage holds all rows one after the other.
        const to = (stage: number, columns: number): Place => {
          const rows = rowShape.map((_, axis) =>
            rowShape.slice(axis + 1).reduce((size, n) => size * n, columns),
          );
          return { buffer: 3 + stage, offset: 0, rows, column: 1 };
        };
        const writes = fc.tuple(
          width,
          anyValue(numAxes, reduces ? 2 : 0),
          anyValue(numAxes, reduces ? 2 : 0),
        );
        const sums = fc.tuple(
          width,
          anyValue(numAxes, 0),
          anyValue(numAxes, 1),
          fc.constantFrom('sum', 'max'),
        );
        return fc
          .tuple(writes, sums)
          .map(([[w, first, second], [reduced, a, b, op]]) =>
            rowsKernel(rowShape, [
              ...(reduces
                ? [
                    { do: 'reduce', op: op as 'sum', width: reduced, value: a, register: 0 } as const,
                    { do: 'reduce', op: 'sum', width: reduced, value: b, register: 1 } as const,
                  ]
                : []),
              write(w, first, to(0, w)),
              write(w, { op: 'add', a: first, b: second }, to(1, w)),
            ]),
          );
      });
    await fc.assert(
      fc.asyncProperty(kernels, async (kernel) => {
        const contents = [numbers(400, 1), numbers(400, 2), ids(400, 9, 3), 64 * 18, 64 * 18];
        const steps = [{ ...firstStep, scalars: [0.5, -1.25] }];
        await expectAsInterpreted(programOf(contents, [kernel], 2), steps, 1e-4);
      }),
      { numRuns: 300 },
    );
  });
});
