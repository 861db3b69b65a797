/** Packing of a few columns of a right factor into rows that lie one after the other. */
import type { Factor } from '../program/program';
import type { Local } from './functionCode';
import type { Layout } from './layout';
import type { Values } from './values';

export interface Panel {
  from: Factor;
  /** Rows of the factor. */
  length: number;
  columns: number;
  /** The first column, in bytes. */
  j: Local;
  /** Address of the packed rows, of ⌈columns / 4⌉ vectors each. */
  panel: number;
}

/** Packs a panel. Vectors of the last columns hold anything beyond them. */
export function packPanel(values: Values, layout: Layout, panel: Panel): void {
  values.scopes.within(() => {
    const source = layout.address(panel.from.buffer) + panel.from.offset * 4;
    if (panel.from.columnStride === 1) copyRows(values, panel, source);
    else transpose(values, panel, source);
  });
}

function copyRows(
  { code, scopes }: Values,
  { from, length, columns, j, panel }: Panel,
  source: number,
): void {
  const vectors = Math.ceil(columns / 4);
  const [read, write] = [scopes.local('i32'), scopes.local('i32')];
  code.get(j).set(read).i32(0).set(write);
  code.count(write, vectors * 16, length * vectors * 16, () => {
    for (let v = 0; v < vectors; v++)
      code
        .get(write)
        .get(read)
        .memory('v128.load', source + v * 16)
        .memory('v128.store', panel + v * 16);
    code
      .get(read)
      .i32(from.rowStride * 4)
      .op('i32.add')
      .set(read);
  });
}

/** Four rows at a time: vectors along the rows of four columns, turned. */
function transpose(
  { code, scopes }: Values,
  { from, length, columns, j, panel }: Panel,
  source: number,
): void {
  const vectors = Math.ceil(columns / 4);
  const rowBytes = vectors * 16;
  const [read, write] = [scopes.local('i32'), scopes.local('i32')];
  const four = Array.from({ length: 4 }, () => scopes.local('v128'));
  const mixed = Array.from({ length: 4 }, () => scopes.local('v128'));
  code.get(j).times(from.columnStride).set(read).i32(0).set(write);
  const turnFour = (v: number) => {
    for (const [lane, local] of four.entries()) {
      if (v * 4 + lane >= columns) code.f32x4(0);
      else code.get(read).memory('v128.load', source + (v * 4 + lane) * from.columnStride * 4);
      code.set(local);
    }
    const mix = (to: number, a: Local, b: Local, lanes: readonly number[]) =>
      code.get(a).get(b).shuffle(lanes).set(mixed[to]!);
    mix(0, four[0]!, four[1]!, [0, 4, 1, 5]);
    mix(1, four[2]!, four[3]!, [0, 4, 1, 5]);
    mix(2, four[0]!, four[1]!, [2, 6, 3, 7]);
    mix(3, four[2]!, four[3]!, [2, 6, 3, 7]);
    for (let p = 0; p < 4; p++) {
      const lanes = p % 2 === 0 ? [0, 1, 4, 5] : [2, 3, 6, 7];
      const first = p < 2 ? 0 : 2;
      code
        .get(write)
        .get(mixed[first]!)
        .get(mixed[first + 1]!)
        .shuffle(lanes);
      code.memory('v128.store', panel + p * rowBytes + v * 16);
    }
  };
  const gather = (p: number, v: number) => {
    code.f32x4(0).set(four[0]!);
    for (let lane = 0; lane < Math.min(4, columns - v * 4); lane++) {
      const offset = source + ((v * 4 + lane) * from.columnStride + p * from.rowStride) * 4;
      code.get(read).get(four[0]!).lane('v128.load32_lane', offset, lane).set(four[0]!);
    }
    code
      .get(write)
      .get(four[0]!)
      .memory('v128.store', panel + p * rowBytes + v * 16);
  };
  const isTurned = from.rowStride === 1;
  const perPass = isTurned ? 4 : 1;
  const whole = length - (length % perPass);
  if (whole > 0)
    code.count(write, perPass * rowBytes, whole * rowBytes, () => {
      for (let v = 0; v < vectors; v++) {
        if (isTurned) turnFour(v);
        else gather(0, v);
      }
      code
        .get(read)
        .i32(perPass * from.rowStride * 4)
        .op('i32.add')
        .set(read);
    });
  for (let p = 0; p < length - whole; p++) for (let v = 0; v < vectors; v++) gather(p, v);
}
