/**
 * Products for a processor that stands in for a GPU. There a read of a buffer costs as much as a dozen multiplications,
 * a read of a variable of the thread next to nothing, and code is slow where it does not fit the cache for
 * instructions. So a thread holds 16 columns of the right factor, as many rows of it as the code can have
 * multiplications for, and takes the rows of the left factor past them: 16 multiplications for each number read.
 */
import type { ProductKernel } from '../../program/program';
import type { Arrays } from './arrays';
import { Code, unsigned } from './code';
import { asVariable, divideIndex } from './coordinates';
import { firstNumber, heldSum, type HeldWeights, numHeld } from './held';
import { addScaled, constantIndex, type Linear, variableIndex } from './linear';
import { flatIndex, type Piece } from './piece';
import { finishRow } from './productRow';

const vectors = 4;
const rowsOfThread = 64;
/** Products of a row and a vector that are written out; a program with more takes seconds to compile. */
const mostHeld = 64;

/** Numbers of the sum that are held at a time, or null where the sizes do not suit. */
export function heldOf({ m, n, k, parts }: ProductKernel): number | null {
  const stretch = k / parts;
  const threads = parts * Math.ceil(m / rowsOfThread) * Math.floor(n / (4 * vectors));
  if (n % (4 * vectors) !== 0 || m < rowsOfThread / 2 || threads < 64 || !Number.isInteger(stretch))
    return null;
  for (let held = mostHeld; held >= mostHeld / 2; held -= 4) if (stretch % held === 0) return held;
  return null;
}

/** @param held see `heldOf` */
export function heldProductPiece(kernel: ProductKernel, arrays: Arrays, held: number): Piece {
  const { name, m, n, k, a, b, parts } = kernel;
  const code = new Code();
  const numBlockRows = Math.ceil(m / rowsOfThread);
  const numBlockColumns = n / (4 * vectors);
  const threads = parts * numBlockRows * numBlockColumns;
  const byColumn = divideIndex(code, flatIndex, numBlockColumns, threads);
  const byRow = divideIndex(code, asVariable(code, byColumn.quotient), numBlockRows, parts * numBlockRows);
  const part = byRow.quotient;
  const firstRow = addScaled(constantIndex(0), rowsOfThread, byRow.remainder);
  const columns = Array.from({ length: vectors }, (_, vector) =>
    addScaled(constantIndex(4 * vector), 4 * vectors, byColumn.remainder),
  );
  const numRows =
    m % rowsOfThread === 0
      ? unsigned(rowsOfThread)
      : code.bind(`min(${unsigned(rowsOfThread)}, ${unsigned(m)} - ${code.bindIndex(firstRow).text})`, 0)
          .text;
  const stretch = k / parts;
  const isWhole = stretch === held;
  // Of the right factor; the numbers are of a row of the left one.
  const weights: HeldWeights = { rows: held, columns: vectors };
  code.line(`var held: array<vec4<f32>, ${numHeld(weights)}>;`);
  if (!isWhole) code.line(`var sums: array<vec4<f32>, ${rowsOfThread * vectors}>;`);
  const eachRow = (write: (row: Linear, ofThread: string) => void) => {
    code.loop('0u', numRows, (row) => {
      write(addScaled(firstRow, 1, variableIndex(row)), row.name);
    });
  };
  const finish = (row: Linear, vector: number, sum: string) => {
    code.block('', () => {
      // A variable of this scope, so that what it decides is not taken for the same in the next vector.
      const column = variableIndex(code.variable(code.bindIndex(columns[vector]!).text));
      finishRow(code, arrays, kernel, { row, column, lanes: 4, part }, sum);
    });
  };
  const streamPast = (first: Linear) => {
    code.loop('0u', unsigned(held), (p) => {
      columns.forEach((column, vector) => {
        const at = addScaled(constantIndex(b.offset), b.rowStride, addScaled(first, 1, variableIndex(p)));
        const base = addScaled(at, b.columnStride, column);
        const numbers = arrays.loadFour(code, b.buffer, { base, step: b.columnStride }).text;
        code.line(`held[${p.name} * ${unsigned(vectors)} + ${unsigned(vector)}] = ${numbers};`);
      });
    });
    eachRow((row, ofThread) => {
      for (let p = 0; p < held; p += 4) {
        const at = addScaled(constantIndex(a.offset), a.rowStride, row);
        const base = addScaled(at, a.columnStride, addScaled(first, 1, constantIndex(p)));
        const numbers = arrays.loadFour(code, a.buffer, { base, step: a.columnStride }).text;
        code.line(`held[${unsigned(firstNumber(weights) + p / 4)}] = ${numbers};`);
      }
      columns.forEach((_, vector) => {
        if (isWhole) finish(row, vector, code.bind(heldSum(weights, vector), code.depth, true).text);
        else
          code.line(
            `sums[${ofThread} * ${unsigned(vectors)} + ${unsigned(vector)}] += ${heldSum(weights, vector)};`,
          );
      });
    });
  };
  const start = addScaled(constantIndex(0), stretch, part);
  if (isWhole) streamPast(start);
  else {
    code.loop('0u', unsigned(stretch / held), (turn) => {
      streamPast(addScaled(start, held, variableIndex(turn)));
    });
    eachRow((row, ofThread) => {
      columns.forEach((_, vector) => {
        const at = `sums[${ofThread} * ${unsigned(vectors)} + ${unsigned(vector)}]`;
        finish(row, vector, code.bind(at, code.depth, true).text);
      });
    });
  }
  return { name, threads, body: code.toString() };
}
