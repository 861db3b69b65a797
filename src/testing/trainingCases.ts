/** Programs that change their own weights over several steps, draw, share dispatches, or fill more than one. */
import type { Kernel, Place, StepValues, Value } from '../engine/program/program';
import { at, bin, constant, Draft, load, map, type ProgramCase, register, scalar, un } from './programDraft';

const steps: StepValues[] = [1, 2].flatMap((epoch) =>
  [0, 1, 2].map((step) => ({ epoch, step, scalars: [0.01 / (step + epoch), 1 - 0.5 ** (step + 1)] })),
);

/** Adam in place: three weights read and written by one kernel, over rows that vectors do and do not fit. */
function adam(rowShape: readonly number[], width: number): ProgramCase {
  const size = rowShape.reduce((product, extent) => product * extent, width);
  const draft = new Draft();
  const rows = rowShape.map((_, axis) => rowShape.slice(axis + 1).reduce((a, b) => a * b, width));
  const place = (buffer: number): Place => at(buffer, 1, rows);
  const weight = place(draft.given(size, { numbers: (x) => x }, 'weight'));
  const mean = place(draft.given(size, { numbers: (x) => x / 10 }, 'weight'));
  const square = place(draft.given(size, { numbers: (x) => x * x }, 'weight'));
  const gradient = load(place(draft.given(size)));
  const decayed = (old: Place, rate: number, add: Value): Value =>
    bin('add', bin('mul', load(old), constant(rate)), bin('mul', add, constant(1 - rate)));
  const newMean = decayed(mean, 0.9, gradient);
  const newSquare = decayed(square, 0.999, bin('mul', gradient, gradient));
  const change = bin(
    'div',
    newMean,
    bin('add', un('sqrt', bin('div', newSquare, scalar(1))), constant(1e-7)),
  );
  return draft
    .level({
      kind: 'rows',
      name: 'adam',
      rowShape,
      stages: [
        { do: 'write', width, value: newMean, to: mean },
        { do: 'write', width, value: newSquare, to: square },
        {
          do: 'write',
          width,
          value: bin('sub', load(weight), bin('mul', scalar(0), change)),
          to: weight,
        },
      ],
    })
    .done(`Adam over ${[...rowShape, width].join(' x ')}`, { steps, tolerance: 1e-5 });
}

/** Masks read as they lie, from an odd element on, and with gaps. */
function dropout(): ProgramCase {
  const [numRows, width] = [9, 12];
  const draft = new Draft();
  const masks = [at(-1, 1, [width]), at(-1, 1, [width + 1], 1), at(-1, 2, [2 * width]), at(-1, 0, [1])].map(
    (place, layer): Value => ({ op: 'dropout', layer, rate: 0.1 + layer / 4, place }),
  );
  draft.level(
    ...masks.map((mask) => map('mask', [numRows], width, mask, at(draft.empty(numRows * width), 1, [width]))),
  );
  return draft.done('dropout', { steps });
}

/** A loss that adds up over steps: the sum of a scratch buffer, in place. */
function lossSum(): ProgramCase {
  const draft = new Draft();
  const [x, losses, sum] = [draft.given(53), draft.empty(53, 'scratch'), draft.empty(1, 'sum')];
  return draft
    .level(map('losses', [53], 1, bin('mul', load(at(x, 1, [1])), scalar(1)), at(losses, 1, [1])))
    .level({
      kind: 'rows',
      name: 'sum',
      rowShape: [],
      stages: [
        { do: 'reduce', op: 'sum', width: 53, value: load(at(losses)), register: 0 },
        { do: 'write', width: 1, value: bin('add', load(at(sum)), register(0)), to: at(sum) },
      ],
    })
    .done('a loss that adds up', { steps, tolerance: 1e-5 });
}

/** One level of kernels of all kinds, with more buffers than one shader can bind, that write parts of a buffer. */
function fullLevel(): ProgramCase {
  const draft = new Draft();
  const parts = draft.empty(70);
  const kernels: Kernel[] = Array.from({ length: 12 }, (_, index) =>
    map('piece', [], 5 + (index % 4), load(at(draft.given(16), 1, [], index % 3)), at(draft.empty(9))),
  );
  const ids = { buffer: draft.given(20, { numIds: 6 }), offset: 0 };
  const groups = { buffer: draft.empty(27, 'output', 'i32'), offset: 0 };
  const matrix = { buffer: draft.given(64), offset: 0, rowStride: 8, columnStride: 1 };
  kernels.push(
    { kind: 'group', name: 'group', ids, length: 20, numGroups: 6, groups },
    {
      ...{ kind: 'product', name: 'square', m: 8, n: 8, k: 8, a: matrix, b: matrix },
      ...{ parts: 1, partStride: 0, to: at(parts, 1, [8], 4) },
    },
    map('start', [], 4, constant(3), at(parts)),
    map('end', [], 2, constant(4), at(parts, 1, [], 68)),
    {
      kind: 'columns',
      name: 'columns',
      rowShape: [8],
      parts: 1,
      sums: [
        {
          width: 8,
          value: load(at(matrix.buffer, 1, [8])),
          to: { buffer: draft.empty(8), offset: 0, partStride: 0 },
        },
      ],
    },
  );
  return draft.level(...kernels).done('a level of all kinds', { tolerance: 1e-5 });
}

/** Rows that end with their buffer, but begin where no vector does. */
function oddEnds(): ProgramCase {
  const draft = new Draft();
  const kernels = [1, 53, 54, 55].map((offset) =>
    map(`from ${offset}`, [], 53, load(at(draft.given(53))), at(draft.empty(offset + 53), 1, [], offset)),
  );
  return draft.level(...kernels).done('rows that begin between vectors');
}

/** Rows for 28 workgroups, to be run where a dimension holds fewer. */
export function manyWorkgroups(): ProgramCase {
  const draft = new Draft();
  const x = load(at(draft.given(19), 0, [0, 3]));
  const y = load(at(draft.given(7), 0, [0, 1]));
  const to = at(draft.empty(256 * 7), 0, [7, 1]);
  return draft
    .level({
      kind: 'rows',
      name: 'many rows',
      rowShape: [256, 7],
      stages: [
        { do: 'reduce', op: 'max', width: 1, value: x, register: 0 },
        { do: 'write', width: 1, value: bin('add', register(0), y), to },
      ],
    })
    .done('more workgroups than one dimension holds');
}

export const trainingCases = (): ProgramCase[] => [
  adam([], 1),
  adam([], 3711),
  adam([33], 5),
  adam([64], 8),
  adam([7, 3], 1),
  dropout(),
  lossSum(),
  fullLevel(),
  oddEnds(),
];
