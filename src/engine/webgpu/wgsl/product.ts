/**
 * Products of matrices without workgroup memory: one index is a block of the result, of 4 x 4 numbers or, where there
 * are enough blocks, 8 x 8, for which it walks the whole sum, or its part of it, reading both factors in vectors of
 * four. Barriers are what costs on a software GPU, and at these sizes the caches of others serve as well.
 */
import type { Factor, ProductKernel } from '../../program/program';
import type { Arrays } from './arrays';
import { Code, unsigned } from './code';
import { asVariable, divideIndex } from './coordinates';
import { heldOf, heldProductPiece } from './heldProduct';
import { addScaled, constantIndex, divide, type Linear, variableIndex } from './linear';
import { flatIndex, type Piece } from './piece';
import { finishRow } from './productRow';

/** The block of the result that an index computes. */
interface Block {
  firstRow: Linear;
  /** Numbers of the vectors of four columns that make up the block; a single column is one of its own. */
  columns: readonly Linear[];
  numRows: number;
  /** 1 where the result has a single column. */
  lanes: 1 | 4;
}

/** Rows of a block, and vectors of its columns. */
interface BlockShape {
  rows: 4 | 8 | 16;
  vectors: 1 | 2 | 4;
}

/**
 * The larger a block, the fewer reads for each multiplication, and the fewer threads. Blocks of 16 x 16 are for
 * processors only, which have memory close by for 256 sums and few threads to feed: 1.5 times as fast as 8 x 8 on
 * SwiftShader, as those are beside 4 x 4.
 */
function blockShape({ m, n, parts }: ProductKernel, isSoftware: boolean): BlockShape {
  const numBlocks = (side: number) => parts * Math.ceil(m / side) * Math.ceil(n / side);
  if (isSoftware && n > 12 && numBlocks(16) >= 64) return { rows: 16, vectors: 4 };
  return n > 4 && numBlocks(8) >= (isSoftware ? 128 : 4096)
    ? { rows: 8, vectors: 2 }
    : { rows: 4, vectors: 1 };
}

/** @param isSoftware whether the GPU is a processor that stands in for one */
export function productPiece(kernel: ProductKernel, arrays: Arrays, isSoftware: boolean): Piece {
  const held = isSoftware ? heldOf(kernel) : null;
  return held === null
    ? blockPiece(kernel, arrays, blockShape(kernel, isSoftware))
    : heldProductPiece(kernel, arrays, held);
}

function blockPiece(kernel: ProductKernel, arrays: Arrays, shape: BlockShape): Piece {
  const { name, m, n, k, parts } = kernel;
  const code = new Code();
  const numBlockRows = Math.ceil(m / shape.rows);
  const numBlockColumns = Math.ceil(n / (4 * shape.vectors));
  const threads = parts * numBlockRows * numBlockColumns;
  const byColumn = divideIndex(code, flatIndex, numBlockColumns, threads);
  const outer = asVariable(code, byColumn.quotient);
  const byRow = divideIndex(code, outer, numBlockRows, parts * numBlockRows);
  const block: Block = {
    firstRow: addScaled(constantIndex(0), shape.rows, byRow.remainder),
    columns: Array.from({ length: shape.vectors }, (_, vector) =>
      addScaled(constantIndex(4 * vector), 4 * shape.vectors, byColumn.remainder),
    ),
    numRows: Math.min(m, shape.rows),
    lanes: n === 1 ? 1 : 4,
  };
  const sums = block.columns.map(() =>
    Array.from({ length: block.numRows }, () => {
      const sum = code.newName('sum');
      code.line(`var ${sum} = ${block.lanes === 4 ? 'vec4<f32>(0.0)' : '0.0'};`);
      return sum;
    }),
  );
  const part = byRow.quotient;
  const stretch = Math.ceil(k / parts);
  const start = addScaled(constantIndex(0), stretch, part);
  const add = (p: Linear, count: 1 | 4): void => {
    const left = leftNumbers(code, arrays, kernel.a, block, p, count);
    const right = block.columns.map((column) =>
      rightVectors(code, arrays, kernel.b, block, column, p, count),
    );
    // Four multiplications for each time that a sum, of which there are more than registers, is taken up.
    for (let row = 0; row < block.numRows; row++)
      right.forEach((vectors, at) => {
        const products = vectors.map((vector, s) => `${left(row, s)} * ${vector}`);
        code.line(`${sums[at]![row]!} += ${products.join(' + ')};`);
      });
  };
  const length = parts === 1 ? unsigned(k) : lengthOfPart(code, k, start, stretch);
  const numFours = parts === 1 ? unsigned(Math.floor(k / 4)) : code.bind(`${length} / 4u`, 0).text;
  if (stretch >= 4) code.loop('0u', numFours, (step) => add(addScaled(start, 1, variableIndex(step, 4)), 4));
  if (stretch % 4 !== 0 || k % 4 !== 0)
    code.loop(`${numFours} * 4u`, length, (step) => add(addScaled(start, 1, variableIndex(step)), 1));
  block.columns.forEach((column, at) => {
    const isWhole = n % (4 * shape.vectors) === 0 || at === 0;
    const header = isWhole ? '' : `if (${code.bindIndex(column).text} < ${unsigned(n)})`;
    code.block(header, () => {
      // A variable of this scope, so that what it decides is not taken for the same in the next vector.
      const own =
        shape.vectors === 1
          ? column
          : variableIndex(code.variable(code.bindIndex(divide(column, 4)).text), 4);
      sums[at]!.forEach((sum, rowOfBlock) => {
        const row = addScaled(block.firstRow, 1, constantIndex(rowOfBlock));
        code.block(m % block.numRows === 0 ? '' : `if (${code.bindIndex(row).text} < ${unsigned(m)})`, () => {
          finishRow(code, arrays, kernel, { row, column: own, lanes: block.lanes, part }, sum);
        });
      });
    });
  });
  return { name, threads, body: code.toString() };
}

/** The last part may be shorter, down to nothing. */
function lengthOfPart(code: Code, k: number, start: Linear, stretch: number): string {
  const from = code.bindIndex(start).text;
  return code.bind(`min(${unsigned(k)} - min(${unsigned(k)}, ${from}), ${unsigned(stretch)})`, 0).text;
}

/** a[firstRow + row, p + s] as text, read where it is first asked for. */
function leftNumbers(
  code: Code,
  arrays: Arrays,
  { buffer, offset, rowStride, columnStride }: Factor,
  { firstRow, numRows }: Block,
  p: Linear,
  count: 1 | 4,
): (row: number, s: number) => string {
  const at = (row: number, s: number): Linear => {
    const column = addScaled(constantIndex(offset + row * rowStride + s * columnStride), columnStride, p);
    return addScaled(column, rowStride, firstRow);
  };
  if (count === 4 && columnStride === 1)
    return (row, s) => `${arrays.loadFour(code, buffer, { base: at(row, 0), step: 1 }).text}[${s}]`;
  if (numRows === 1) return (_row, s) => arrays.load(code, buffer, at(0, s)).text;
  return (row, s) => {
    const firstOfFour = row - (row % 4);
    const column = arrays.loadFour(code, buffer, { base: at(firstOfFour, s), step: rowStride });
    return `${column.text}[${row % 4}]`;
  };
}

/** b[p + s, first…] for each s < count as text: a vector, or a number for a single column. */
function rightVectors(
  code: Code,
  arrays: Arrays,
  { buffer, offset, rowStride, columnStride }: Factor,
  { lanes }: Block,
  firstColumn: Linear,
  p: Linear,
  count: 1 | 4,
): string[] {
  const at = (s: number, column: number): Linear => {
    const row = addScaled(constantIndex(offset + s * rowStride + column * columnStride), rowStride, p);
    return addScaled(row, columnStride, firstColumn);
  };
  const steps = Array.from({ length: count }, (_, s) => s);
  if (count === 4 && rowStride === 1 && (lanes === 1 || columnStride !== 1)) {
    const columns = Array.from({ length: lanes }, (_, column) =>
      arrays.loadFour(code, buffer, { base: at(0, column), step: 1 }),
    );
    return steps.map((s) => {
      const numbers = columns.map(({ text }) => `${text}[${s}]`);
      return lanes === 1 ? numbers[0]! : code.bind(`vec4<f32>(${numbers.join(', ')})`, code.depth, true).text;
    });
  }
  return steps.map((s) =>
    lanes === 1
      ? arrays.load(code, buffer, at(s, 0)).text
      : arrays.loadFour(code, buffer, { base: at(s, 0), step: columnStride }).text,
  );
}
