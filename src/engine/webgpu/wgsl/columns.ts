/** Sums over rows: one index is a part of the rows and up to four columns of one sum. */
import type { ColumnsKernel } from '../../program/program';
import type { Arrays } from './arrays';
import { Code, unsigned } from './code';
import { divideIndex, rowCoordinates, sizeOf } from './coordinates';
import { addScaled, type Linear, variableIndex } from './linear';
import { flatIndex, type Piece } from './piece';
import { Values, widen } from './values';

export function columnsPieces({ name, rowShape, parts, sums }: ColumnsKernel, arrays: Arrays): Piece[] {
  const numRows = sizeOf(rowShape);
  const stretch = Math.ceil(numRows / parts);
  return sums.map(({ width, value, to }) => {
    const code = new Code();
    const lanes = width < 4 ? 1 : 4;
    const numBlocks = Math.ceil(width / lanes);
    const { quotient: part, remainder: block } = divideIndex(code, flatIndex, numBlocks, parts * numBlocks);
    const first = code.bindIndex(addScaled({ constant: 0, terms: [] }, stretch, part)).text;
    const last = code.bind(`min(${first} + ${unsigned(stretch)}, ${unsigned(numRows)})`, 0).text;
    const sumColumn = (column: Linear, at: 1 | 4): void => {
      const sum = code.newName('sum');
      code.line(`var ${sum} = ${at === 4 ? 'vec4<f32>(0.0)' : '0.0'};`);
      code.loop(first, last, (row) => {
        const rows = rowCoordinates(code, variableIndex(row), rowShape);
        const number = new Values(code, arrays).value(value, { rows, column, lanes: at });
        code.line(`${sum} += ${at === 4 ? widen(number) : number.text};`);
      });
      const base = addScaled({ constant: to.offset, terms: [] }, to.partStride, part);
      const place = addScaled(base, 1, column);
      if (at === 4) arrays.storeFour(code, to.buffer, { base: place, step: 1 }, sum);
      else arrays.store(code, to.buffer, place, sum);
    };
    const index = code.bindIndex(block).text;
    if (width % lanes === 0) {
      sumColumn(addScaled({ constant: 0, terms: [] }, lanes, block), lanes);
    } else {
      const numWhole = Math.floor(width / 4);
      code.block(`if (${index} < ${unsigned(numWhole)})`, () => {
        sumColumn(variableIndex(code.variable(index), 4), 4);
      });
      code.block('else', () => {
        code.loop(unsigned(numWhole * 4), unsigned(width), (column) => sumColumn(variableIndex(column), 1));
      });
    }
    return { name, threads: parts * numBlocks, body: code.toString() };
  });
}
