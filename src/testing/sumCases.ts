/** Programs of products, sums over rows and sums by id. */
import { draw, unit } from '../data/random';
import type { Factor, Kernel, Value } from '../engine/program/program';
import { at, bin, constant, Draft, load, map, type ProgramCase, un } from './programDraft';

/** In the forms A·B, Aᵀ·B, A·Bᵀ and Aᵀ·Bᵀ, whole and in parts. */
function products(): ProgramCase[] {
  // m, n, k, and the numbers of parts.
  const sizes: [number, number, number, number[]][] = [
    [1, 1, 1, [1]],
    [4, 4, 4, [1, 3]],
    [8, 16, 12, [1, 3, 8]],
    [5, 1, 9, [1, 3]],
    [1, 7, 3, [1, 8]],
    [33, 2, 64, [1, 8]],
    [65, 13, 31, [1, 3, 8]],
    [3, 64, 130, [1, 3, 8]],
    [20, 24, 61, [1, 3, 8]],
    // Enough for blocks of 8 x 8 or 16 x 16, and no multiple of them.
    [517, 530, 5, [1]],
    [150, 132, 9, [1, 3]],
    [100, 92, 7, [1, 8]],
    // For columns that a thread holds: the sum in two turns, and each part of it in one.
    [130, 528, 96, [1, 3]],
  ];
  const forms = [false, true].flatMap((turnA) => [false, true].map((turnB) => ({ turnA, turnB })));
  return sizes.flatMap(([m, n, k, allParts]) =>
    forms.flatMap(({ turnA, turnB }) =>
      allParts.map((parts) => {
        const draft = new Draft();
        const factor = (rows: number, columns: number, turned: boolean): Factor => {
          const buffer = draft.given(rows * columns + 4);
          const [rowStride, columnStride] = turned ? [1, rows] : [columns, 1];
          return { buffer, offset: 4, rowStride, columnStride };
        };
        const [a, b] = [factor(m, k, turnA), factor(k, n, turnB)];
        const bias = load(at(draft.given(n), 1, [0]));
        const scale = load(at(draft.given(m), 0, [1]));
        const size = m * n;
        const partStride = parts > 1 ? size : 0;
        const summed = draft.empty(size);
        const made = parts > 1 ? draft.empty(size * parts, 'scratch') : summed;
        draft.level({
          ...{ kind: 'product', name: 'product', m, n, k, a, b, parts, partStride },
          to: at(made, 1, [n]),
          ...(parts === 1 && {
            epilogue: bin('max', bin('mul', bin('add', { op: 'product' }, bias), scale), constant(-0.1)),
          }),
        });
        if (parts > 1) {
          const value: Value = { op: 'sumOfParts', place: at(made, 1, [n]), parts, stride: size };
          draft.level(map('sum of parts', [m], n, value, at(summed, 1, [n])));
        }
        const form = `${turnA ? 'Aᵀ' : 'A'}·${turnB ? 'Bᵀ' : 'B'}`;
        return draft.done(`${form}, ${m} x ${n} over ${k} in ${parts}`, { tolerance: 1e-5 });
      }),
    ),
  );
}

function sumsOverRows(): ProgramCase[] {
  return [
    [1, 1, 1],
    [67, 3, 1],
    [67, 4, 5],
    [64, 9, 4],
    [300, 66, 7],
  ].map(([numRows, width, parts]) => {
    const draft = new Draft();
    const x = load(at(draft.given(numRows! * width!), 1, [width!, 0]));
    const out = draft.empty(parts! * (width! + 4) + 4);
    const single = draft.empty(parts!);
    return draft
      .level({
        kind: 'columns',
        name: 'sums',
        rowShape: [numRows!, 1],
        parts: parts!,
        sums: [
          { width: width!, value: bin('mul', x, x), to: { buffer: out, offset: 4, partStride: width! + 4 } },
          { width: 1, value: un('exp', x), to: { buffer: single, offset: 0, partStride: 1 } },
        ],
      })
      .done(`sums of ${width} columns over ${numRows} rows in ${parts}`, { tolerance: 1e-5 });
  });
}

/** Batches of ids, among them one that is nearly all one id, and the sums of their rows. */
function groupings(): ProgramCase[] {
  return [
    [1, 1, 1],
    [64, 5, 4],
    [65, 255, 3],
    [300, 256, 8],
    [1000, 257, 5],
    [4096, 6040, 16],
    [5000, 40, 1],
  ].flatMap(([length, numGroups, width]) =>
    [false, true].map((isSkewed) => {
      const draft = new Draft();
      const lists = [0, 1].map(() =>
        Int32Array.from({ length: length! }, (_, place) => {
          const { a, b } = draw({ a: 3, b: isSkewed ? 1 : 0 }, length!, place);
          return isSkewed && unit(b) < 0.9 ? numGroups! - 1 : Math.floor(unit(a) * numGroups!);
        }),
      );
      lists[1]!.reverse();
      // Two groupings in one buffer, of ids that lie in one buffer.
      const size = numGroups! + 1 + length!;
      const grouped = draft.empty(2 * size, 'output', 'i32');
      const groups = lists.map((_, index) => ({ buffer: grouped, offset: index * size }));
      const ids = draft.holding(Int32Array.from(lists.flatMap((list) => [...list])));
      const values = draft.given(length! * (width! + 4) + 4);
      draft.level(
        ...groups.map((start, index): Kernel => ({
          kind: 'group',
          name: 'group',
          ids: { buffer: ids, offset: index * length! },
          length: length!,
          numGroups: numGroups!,
          groups: start,
        })),
      );
      const sum = (index: number): Value => {
        const of = { groups: groups[index]!, numGroups: numGroups!, values, offset: 4, stride: width! + 4 };
        return { op: 'sumOfGroup', ...of };
      };
      const to = at(draft.empty(numGroups! * width!), 1, [width!]);
      draft.level(map('sums', [numGroups!], width!, bin('sub', sum(0), sum(1)), to));
      return draft.done(`${length} ids in ${numGroups} groups${isSkewed ? ', most of them one' : ''}`, {
        tolerance: 1e-4,
      });
    }),
  );
}

export const sumCases = (): ProgramCase[] => [...products(), ...sumsOverRows(), ...groupings()];
