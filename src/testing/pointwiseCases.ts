/** Programs of rows kernels: every operation, every kind of place, stages that need each other. */
import type { BinaryOp, UnaryOp } from '../engine/program/program';
import { at, bin, constant, Draft, load, map, type ProgramCase, register, scalar, un } from './programDraft';

const unaryOps: UnaryOp[] = ['neg', 'exp', 'log', 'log1p', 'abs', 'sqrt', 'sigmoid', 'tanh', 'step', 'sign'];
const binaryOps: BinaryOp[] = [
  'add',
  'sub',
  'mul',
  'div',
  'max',
  'min',
  'pow',
  'greater',
  'greaterEqual',
  'less',
  'lessEqual',
  'equal',
  'notEqual',
];

/** All operations, over rows that vectors of four fit and over ones that they do not. */
function operations(numRows: number, width: number): ProgramCase[] {
  const size = numRows * width;
  // Extremes first, so that every size meets some.
  const extremes = [0, 1e-7, -1e-7, 100, -100, 3e-4, -0.3, 0.6];
  const numbers = Float32Array.from({ length: size }, (_, i) => extremes[i] ?? Math.sin(i) * 8);
  return ['neg', ...unaryOps, ...binaryOps].flatMap((op, index) => {
    const draft = new Draft();
    const positive = ['log', 'sqrt', 'log1p', 'pow'].includes(op);
    const x = load(
      at(
        draft.holding(
          positive ? numbers.map((v) => Math.abs(v) + (op === 'log' ? 1e-3 : 0)) : numbers,
          'input',
        ),
        1,
        [width],
      ),
    );
    const bounded = op === 'exp' || op === 'pow' ? bin('min', x, constant(9)) : x;
    const y = load(at(draft.given(size, { numbers: (v) => (Math.abs(v) < 0.2 ? 0 : v) + 1.5 }), 1, [width]));
    const isUnary = (unaryOps as string[]).includes(op);
    const result = isUnary ? un(op as UnaryOp, bounded) : bin(op as BinaryOp, bounded, y);
    // Strides of 2 keep rows apart in one copy of the result.
    const value =
      index === 0 ? { op: 'select' as const, condition: un('step', x), a: scalar(0), b: y } : result;
    return draft
      .level(map(op, [numRows], width, value, at(draft.empty(size), 1, [width])))
      .level(map(op, [numRows], width, value, at(draft.empty(size * 2 + 1), 2, [2 * width], 1)))
      .done(`${index === 0 ? 'select' : op}, ${numRows} x ${width}`);
  });
}

/** Broadcasts, transposes, reads and writes by id. */
function places(): ProgramCase[] {
  return [1, 3, 4, 7, 8, 65].flatMap((width) => {
    const [numRows, numIds] = [37, 11];
    const size = numRows * width;

    const gather = new Draft();
    const table = gather.given(numIds * width + 4);
    const ids = gather.given(numRows, { numIds });
    const byRow = { ids: at(ids, 0, [1]), stride: width };
    const out = gather.empty(size);
    gather.level(
      map('gather', [numRows], width, load({ ...at(table, 1, [0], 4), via: byRow }), at(out, 1, [width])),
    );

    const byColumn = new Draft();
    const idsOfColumns = byColumn.given(numRows * width, { numIds });
    const via = { ids: at(idsOfColumns, 1, [width]), stride: 1 };
    byColumn.level(
      map(
        'gather by column',
        [numRows],
        width,
        load({ ...at(byColumn.given(numIds + width * 2), 2, [0]), via }),
        at(byColumn.empty(size), 1, [width]),
      ),
    );

    const scatter = new Draft();
    const order = scatter.holding(Int32Array.from({ length: numRows }, (_, i) => (i * 5) % numRows));
    scatter.level(
      map('scatter', [numRows], width, load(at(scatter.given(size), 1, [width])), {
        ...at(scatter.empty(size), 1, [0]),
        via: { ids: at(order, 0, [1]), stride: width },
      }),
    );

    const broadcast = new Draft();
    const row = load(at(broadcast.given(width), 1, [0]));
    const column = load(at(broadcast.given(numRows), 0, [1]));
    const turned = load(at(broadcast.given(size), numRows, [1]));
    broadcast.level(
      map(
        'broadcast',
        [numRows],
        width,
        bin('add', bin('mul', row, column), turned),
        at(broadcast.empty(size), 1, [width]),
      ),
    );

    const deep = new Draft();
    const cube = load(at(deep.given(3 * 5 * 2 * width), 1, [width, 6 * width, 3 * width]));
    deep.level(
      map(
        'turned axes',
        [3, 5, 2],
        width,
        cube,
        at(deep.empty(30 * width), 1, [10 * width, 2 * width, width]),
      ),
    );
    return [
      gather.done(`rows by id, width ${width}`),
      byColumn.done(`columns by id, width ${width}`),
      scatter.done(`writes by id, width ${width}`),
      broadcast.done(`broadcasts, width ${width}`),
      deep.done(`three row coordinates, width ${width}`),
    ];
  });
}

/** Softmax, whose stages need each other, and sums with several registers. */
function reductions(): ProgramCase[] {
  return [
    [1, 1],
    [63, 3],
    [5, 4],
    [65, 7],
    [64, 64],
    [3, 130],
  ].map(([numRows, width]) => {
    const draft = new Draft();
    const x = load(at(draft.given(numRows! * width!, { numbers: (v) => 20 * v }), 1, [width!]));
    const e = un('exp', bin('sub', x, register(0)));
    const out = draft.empty(numRows! * width!);
    const sums = draft.empty(numRows! * 2);
    return draft
      .level({
        kind: 'rows',
        name: 'softmax',
        rowShape: [numRows!],
        stages: [
          { do: 'reduce', op: 'max', width: width!, value: x, register: 0 },
          { do: 'reduce', op: 'sum', width: width!, value: e, register: 1 },
          { do: 'reduce', op: 'sum', width: width!, value: bin('mul', x, x), register: 2 },
          { do: 'write', width: width!, value: bin('div', e, register(1)), to: at(out, 1, [width!]) },
          {
            do: 'write',
            width: 1,
            value: bin('add', register(0), un('log', register(1))),
            to: at(sums, 0, [2]),
          },
          { do: 'write', width: 1, value: register(2), to: at(sums, 0, [2], 1) },
        ],
      })
      .done(`softmax, ${numRows} x ${width}`, { tolerance: 1e-5 });
  });
}

export const pointwiseCases = (): ProgramCase[] => [
  ...operations(6, 7),
  ...operations(5, 8),
  ...places(),
  ...reductions(),
];
