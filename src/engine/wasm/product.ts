/**
 * Code of product kernels: blocks of the result in registers, a few rows by one or two vectors of columns. Rows of the
 * right factor that do not lie in one piece are packed into panels first, as wide as a block.
 */
import type { Factor, ProductKernel } from '../program/program';
import type { Local } from './functionCode';
import { onColumn } from './iteration';
import type { Layout } from './layout';
import { packPanel } from './panels';
import type { Values } from './values';

/** A right factor from this many bytes on is packed for the sake of the caches, if there are rows enough to pay. */
const largeFactor = 64 * 1024;
const rowsThatPay = 32;

/** Rows and vectors of columns of a block. With the block, two vectors of the right factor fit the 16 registers. */
function blockShape(m: number, n: number): { rows: number; vectors: number } {
  const vectors = Math.ceil(n / 4);
  if (m === 1) return { rows: 1, vectors: Math.min(8, vectors) };
  if (m === 2) return { rows: 2, vectors: Math.min(4, vectors) };
  return vectors === 1 ? { rows: Math.min(8, m), vectors: 1 } : { rows: Math.min(4, m), vectors: 2 };
}

/** One stretch of the sum over p. */
interface Stretch {
  kernel: ProductKernel;
  a: Factor;
  b: Factor;
  length: number;
}

/** Writes a product kernel into the function of `values`. */
export function writeProduct(values: Values, layout: Layout, kernel: ProductKernel): void {
  const { k, parts, partStride, a, b, to } = kernel;
  const stretch = Math.ceil(k / parts);
  for (let part = 0; part < parts; part++) {
    const start = Math.min(k, part * stretch);
    const one: Stretch = {
      kernel: { ...kernel, to: { ...to, offset: to.offset + part * partStride } },
      a: { ...a, offset: a.offset + start * a.columnStride },
      b: { ...b, offset: b.offset + start * b.rowStride },
      length: Math.min(k, start + stretch) - start,
    };
    values.scopes.within(() => writeStretch(values, layout, one));
  }
}

function writeStretch(values: Values, layout: Layout, stretch: Stretch): void {
  const { code, scopes, at } = values;
  const { m, n, epilogue } = stretch.kernel;
  const block = blockShape(m, n);
  const perPanel = block.vectors * 4;
  const isPacked = mustPack(stretch);
  const panel = isPacked ? layout.work(stretch.length * perPanel) : 0;
  const [j, i] = [scopes.local('i32'), scopes.local('i32')];
  at.rows = [{ unit: 1, delta: 0 }];
  at.column = { unit: 4, delta: 0 };
  if (epilogue) values.hoist([epilogue], 0);
  code.i32(0).set(j);
  at.column.local = j;
  const overPanel = (columns: number) => {
    const vectors = Math.ceil(columns / 4);
    if (isPacked) packPanel(values, layout, { from: stretch.b, length: stretch.length, columns, j, panel });
    const right = isPacked
      ? { address: panel, rowBytes: vectors * 16 }
      : {
          j,
          address: layout.address(stretch.b.buffer) + stretch.b.offset * 4,
          rowBytes: stretch.b.rowStride * 4,
        };
    const writeRows = (rows: number) =>
      scopes.within(() => writeBlock(values, layout, { stretch, right, rows, columns, i }));
    code.i32(0).set(i);
    at.rows[0]!.local = i;
    const whole = m - (m % block.rows);
    code.count(i, block.rows, whole, () => writeRows(block.rows));
    if (whole < m) writeRows(m - whole);
  };
  const whole = n - (n % perPanel);
  if (whole > 0) code.count(j, perPanel * 4, whole * 4, () => overPanel(perPanel));
  if (whole < n) overPanel(n - whole);
  at.column = { unit: 4, delta: 0 };
  at.lanes = 4;
}

/** Whether columns of the right factor lie apart, or its rows so far apart that caches suffer. */
function mustPack({ b, length, kernel: { m, n } }: Stretch): boolean {
  if (b.columnStride !== 1 && n > 1) return true;
  return length * n * 4 >= largeFactor && m >= rowsThatPay;
}

interface Block {
  stretch: Stretch;
  /** The right factor from the block's first column on: address, plus `j` if given. */
  right: { j?: Local; address: number; rowBytes: number };
  rows: number;
  columns: number;
  i: Local;
}

/** One block: `rows` rows from i on, and the panel's columns. */
function writeBlock(values: Values, layout: Layout, { stretch, right, rows, columns, i }: Block): void {
  const { code, scopes } = values;
  const { a, length } = stretch;
  const vectors = Math.ceil(columns / 4);
  const sums = Array.from({ length: rows * vectors }, () => scopes.local('v128'));
  for (const sum of sums) code.f32x4(0).set(sum);
  const [pa, pb, end] = [scopes.local('i32'), scopes.local('i32'), scopes.local('i32')];
  code
    .get(i)
    .times(a.rowStride * 4)
    .set(pa);
  if (right.j === undefined) code.i32(0).set(pb);
  else code.get(right.j).set(pb);
  const left = layout.address(a.buffer) + a.offset * 4;
  const pushLeft = (row: number) => {
    code.get(pa).memory('v128.load32_splat', left + row * a.rowStride * 4);
  };
  const pushRight = (vector: number) => {
    code.get(pb).memory('v128.load', right.address + vector * 16);
  };
  // The factors of the shorter side stay in registers, those of the longer one come one by one.
  const isTall = rows > vectors;
  const kept = Array.from({ length: Math.min(rows, vectors) }, () => scopes.local('v128'));
  const passing = scopes.local('v128');
  const addProducts = () => {
    for (const [at, local] of kept.entries()) {
      if (isTall) pushRight(at);
      else pushLeft(at);
      code.set(local);
    }
    for (let each = 0; each < Math.max(rows, vectors); each++) {
      if (isTall) pushLeft(each);
      else pushRight(each);
      code.set(passing);
      for (const [at, local] of kept.entries()) {
        const sum = sums[isTall ? each * vectors + at : at * vectors + each]!;
        code.get(local).get(passing).op('f32x4.mul').get(sum).op('f32x4.add').set(sum);
      }
    }
  };
  // Not written out several times: V8 moves all loads of a stretch of code to its front, where they would need more
  // registers than there are.
  if (length > 0) {
    code
      .get(pb)
      .i32(length * right.rowBytes)
      .op('i32.add')
      .set(end);
    code.loop(() => {
      addProducts();
      code
        .get(pa)
        .i32(a.columnStride * 4)
        .op('i32.add')
        .set(pa);
      code.get(pb).i32(right.rowBytes).op('i32.add').tee(pb).get(end).op('i32.ne');
    });
  }
  writeResults(values, stretch.kernel, { sums, rows, columns });
}

/** Applies the epilogue to the sums of a block and stores them. */
function writeResults(
  values: Values,
  { to, epilogue }: ProductKernel,
  { sums, rows, columns }: { sums: readonly Local[]; rows: number; columns: number },
): void {
  const { code, scopes, at } = values;
  const vectors = Math.ceil(columns / 4);
  for (let v = 0; v < vectors; v++) {
    at.column.delta = v * 4;
    at.lanes = Math.min(4, columns - v * 4);
    scopes.within(() => {
      // What the rows share, such as a bias, is loaded once.
      if (epilogue) values.hoist([epilogue], onColumn);
      for (let row = 0; row < rows; row++) {
        at.rows[0]!.delta = row;
        scopes.within(() => {
          let result = sums[row * vectors + v]!;
          if (epilogue) {
            values.product = result;
            values.push(epilogue);
            result = scopes.local('v128');
            code.set(result);
          }
          at.store(to, result);
        });
      }
    });
  }
  at.column.delta = 0;
  at.rows[0]!.delta = 0;
}
