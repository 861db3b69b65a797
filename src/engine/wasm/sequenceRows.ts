/** What the code of recurrent layers has in common: its loops, packed weights, and masks by the kinds of steps. */
import type { SequenceKernel } from '../program/recurrenceKernels';
import { stepKind } from '../recurrence/cells';
import type { FunctionCode, Local } from './functionCode';
import type { Layout } from './layout';
import type { Values } from './values';

/** Sequences that run through all steps together: their states, and what a step reads, stay in the nearest cache. */
const mostTogether = 16;

/** Sequences from `first` (a local) on, `together` of them at most, which products take `block` at a time. */
export interface Chunk {
  first: Local;
  /** One past the last of them. */
  end: Local;
  block: number;
}

/**
 * Runs `body` for chunks of sequences. All of a chunk are whole blocks; those that are left over are one chunk of one
 * block of their own.
 */
export function overChunks(
  { code, scopes }: Values,
  batchSize: number,
  block: number,
  body: (chunk: Chunk) => void,
): void {
  scopes.within(() => {
    const whole = batchSize - (batchSize % block);
    const together = mostTogether - (mostTogether % block);
    const [first, end] = [scopes.local('i32'), scopes.local('i32')];
    if (whole > 0) {
      code.i32(0).set(first);
      code.count(first, together, whole, () => {
        code.get(first).i32(together).op('i32.add').set(end);
        code
          .i32(whole)
          .get(end)
          .op('i32.lt_u')
          .if(() => code.i32(whole).set(end));
        scopes.within(() => body({ first, end, block }));
      });
    }
    if (whole === batchSize) return;
    code.i32(whole).set(first).i32(batchSize).set(end);
    scopes.within(() => body({ first, end, block: batchSize - whole }));
  });
}

/** Sequences of a chunk, at most. */
export const mostOfChunk = (block: number): number => mostTogether - (mostTogether % block);

/** Numbers of a row of states: whole vectors. */
export const paddedUnits = (units: number): number => Math.ceil(units / 4) * 4;

/** Sets a local to row `sequence · length + step` of the matrices. */
export function setRow(code: FunctionCode, row: Local, sequence: Local, length: number, step: Local): void {
  code.get(sequence).times(length).get(step).op('i32.add').set(row);
}

/** Sets a local to the address that `index` rows of `numbers` numbers come to, plus `more` bytes where given. */
export function setAddress(code: FunctionCode, to: Local, index: Local, numbers: number, more?: Local): void {
  code.get(index).times(numbers * 4);
  if (more !== undefined) code.get(more).op('i32.add');
  code.set(to);
}

/** Pushes a mask: all ones where a row, `shift` rows from the one whose address in `steps` is given, is not `kind`. */
export function pushIsNot(
  code: FunctionCode,
  layout: Layout,
  kernel: SequenceKernel,
  at: { address: Local; shift: number },
  kind: keyof typeof stepKind,
): void {
  code.get(at.address).memory('v128.load32_splat', layout.addressOf(kernel.steps) + at.shift * 4);
  code.i32x4(stepKind[kind]).op('i32x4.ne');
}

/** A matrix whose rows are cut into panels of a few vectors each, which come to lie in one piece. */
export interface Panels {
  /** Address and bytes of a row. */
  source: number;
  rowBytes: number;
  rows: number;
  /** Bytes from the start of a panel to each of its vectors. */
  vectors: readonly number[];
  /** Bytes from panel to panel. */
  step: number;
  count: number;
}

/** Packs panels one after the other, and returns their address. Lanes beyond the matrix hold anything. */
export function packPanels({ code, scopes }: Values, layout: Layout, panels: Panels): number {
  const { source, rowBytes, rows, vectors, step, count } = panels;
  const target = layout.work(count * rows * vectors.length * 4);
  scopes.within(() => {
    const [panel, read, write, end] = [
      scopes.local('i32'),
      scopes.local('i32'),
      scopes.local('i32'),
      scopes.local('i32'),
    ];
    code.i32(0).set(panel).i32(0).set(write);
    code.count(panel, step, step * count, () => {
      code.get(panel).set(read);
      code
        .get(panel)
        .i32(rows * rowBytes)
        .op('i32.add')
        .set(end);
      code.loop(() => {
        for (const [v, offset] of vectors.entries())
          code
            .get(write)
            .get(read)
            .memory('v128.load', source + offset)
            .memory('v128.store', target + v * 16);
        code
          .get(write)
          .i32(vectors.length * 16)
          .op('i32.add')
          .set(write);
        code.get(read).i32(rowBytes).op('i32.add').tee(read).get(end).op('i32.ne');
      });
    });
  });
  return target;
}

/** A block of a product: rows of the left factor by the vectors of a panel. */
export interface BlockProduct {
  sums: readonly (readonly Local[])[];
  /** Address of the left factor's first number, and from there to each row. */
  left: Local;
  leftAt: readonly number[];
  /** Address of the panel. */
  panel: Local;
  length: number;
}

/** Adds to sums[row][vector] the products over `length` numbers of a row and as many vectors of the panel. */
export function addProducts({ code, scopes }: Values, block: BlockProduct): void {
  const { sums, left, leftAt, panel, length } = block;
  const vectors = sums[0]!.length;
  scopes.within(() => {
    const [pa, pb, end] = [scopes.local('i32'), scopes.local('i32'), scopes.local('i32')];
    const passing = scopes.local('v128');
    // The factors of the shorter side stay in registers, those of the longer one come one by one.
    const isTall = sums.length > vectors;
    const kept = Array.from({ length: Math.min(sums.length, vectors) }, () => scopes.local('v128'));
    const push = (isRow: boolean, at: number) =>
      isRow
        ? code.get(pa).memory('v128.load32_splat', leftAt[at]!)
        : code.get(pb).memory('v128.load', at * 16);
    code.get(left).set(pa).get(panel).set(pb);
    code
      .get(pb)
      .i32(length * vectors * 16)
      .op('i32.add')
      .set(end);
    code.loop(() => {
      for (const [at, local] of kept.entries()) push(!isTall, at).set(local);
      for (let each = 0; each < Math.max(sums.length, vectors); each++) {
        push(isTall, each).set(passing);
        for (const [at, local] of kept.entries()) {
          const sum = isTall ? sums[each]![at]! : sums[at]![each]!;
          code.get(local).get(passing).op('f32x4.mul').get(sum).op('f32x4.add').set(sum);
        }
      }
      code.get(pa).i32(4).op('i32.add').set(pa);
      code
        .get(pb)
        .i32(vectors * 16)
        .op('i32.add')
        .tee(pb)
        .get(end)
        .op('i32.ne');
    });
  });
}
