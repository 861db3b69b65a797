/** Code of columns kernels: sums over rows, in the order of the rows. */
import type { ColumnsKernel } from '../program/program';
import { Accumulators } from './accumulators';
import { overColumns } from './columnLoop';
import { overRows, overStretch } from './loops';
import { simplifyColumns, turnColumns } from './simplify';
import type { Dependence } from './iteration';
import type { Values } from './values';

type Sum = ColumnsKernel['sums'][number];

/** Vectors of columns that are summed in one walk over the rows. */
const vectorsAtOnce = 8;
/** Additions under way at once where four rows are added at a time. */
const sumSlots = 4;

/** Writes a columns kernel into the function of `values`. */
export function writeColumns(values: Values, kernel: ColumnsKernel): void {
  const { rowShape, parts, sums } = simplifyColumns(kernel);
  const numRows = rowShape.reduce((size, length) => size * length, 1);
  const stretch = Math.ceil(numRows / parts);
  // Sums of one width share the walk, and with it what their values have in common.
  const widths = new Set(sums.map(({ width }) => width));
  for (let part = 0; part < parts; part++) {
    const range = [part * stretch, Math.min(numRows, (part + 1) * stretch)] as const;
    for (const width of widths) {
      const alike = sums.filter((sum) => sum.width === width);
      values.scopes.within(() => {
        if (width === 1 && rowShape.length > 0 && (parts === 1 || rowShape.length === 1))
          writeAlong(values, rowShape, range, part, alike);
        else writeAcross(values, rowShape, range, part, alike);
      });
    }
  }
}

type Range = readonly [start: number, end: number];

/** Sums of one column: four rows at a time, along the last row coordinate. */
function writeAlong(
  values: Values,
  rowShape: readonly number[],
  range: Range,
  part: number,
  sums: readonly Sum[],
): void {
  const { code, scopes, at } = values;
  const outer = rowShape.slice(0, -1);
  const roots = turnColumns(sums.map(({ value }) => value));
  const [start, end] = outer.length === 0 ? range : [0, rowShape.at(-1)!];
  const width = Math.max(0, end - start);
  const slots = Math.max(1, Math.min(sumSlots, Math.floor(width / 4)));
  const totals = sums.map(() => new Accumulators(values, 'sum', slots));
  overRows(values, outer, roots, (available) => {
    values.hoist(roots, available);
    overColumns(values, { start, width, slots }, (slot) => {
      for (const [i, total] of totals.entries()) {
        values.push(roots[i]!);
        total.take(slot, at.lanes);
      }
    });
  });
  at.lanes = 1;
  for (const [i, total] of totals.entries()) {
    const sum = scopes.local('v128');
    total.pushTotal();
    code.set(sum);
    storeSum(values, sums[i]!, part, sum);
  }
  at.lanes = 4;
}

/** Sums of several columns: row after row, a few vectors of columns at a time. */
function writeAcross(
  values: Values,
  rowShape: readonly number[],
  range: Range,
  part: number,
  sums: readonly Sum[],
): void {
  const { code, scopes, at } = values;
  const { width } = sums[0]!;
  const perWalk = Math.max(1, Math.floor(vectorsAtOnce / sums.length)) * 4;
  const roots = sums.map(({ value }) => value);
  const isWhole = part === 0 && range[1] === rowShape.reduce((size, length) => size * length, 1);
  const walk = (columns: number) => {
    const vectors = Math.ceil(columns / 4);
    const at4 = (vector: number, body: () => void) => {
      at.column.delta = vector * 4;
      at.lanes = Math.min(4, columns - vector * 4);
      scopes.within(body);
    };
    const totals = sums.map(() => new Accumulators(values, 'sum', vectors));
    const addRow = (available: Dependence) => {
      values.hoist(roots, available);
      for (let vector = 0; vector < vectors; vector++)
        at4(vector, () => {
          for (const [i, total] of totals.entries()) {
            values.push(roots[i]!);
            total.take(vector, at.lanes);
          }
        });
    };
    if (isWhole) overRows(values, rowShape, roots, addRow);
    else if (range[0] < range[1]) overStretch(values, rowShape, range, addRow);
    at.rows = [];
    for (let vector = 0; vector < vectors; vector++)
      at4(vector, () => {
        for (const [i, total] of totals.entries()) {
          const sum = scopes.local('v128');
          total.push(vector);
          code.set(sum);
          storeSum(values, sums[i]!, part, sum);
        }
      });
  };
  const walks = Math.floor(width / perWalk);
  at.column = { unit: 4, delta: 0 };
  if (walks > 0) {
    const counter = scopes.local('i32');
    at.column.local = counter;
    code.i32(0).set(counter);
    code.count(counter, perWalk * 4, walks * perWalk * 4, () => scopes.within(() => walk(perWalk)));
  }
  if (width % perWalk > 0) scopes.within(() => walk(width % perWalk));
  at.column = { unit: 4, delta: 0 };
  at.lanes = 4;
}

function storeSum({ at }: Values, { to }: Sum, part: number, sum: number): void {
  at.store({ buffer: to.buffer, offset: to.offset + part * to.partStride, rows: [], column: 1 }, sum);
}
