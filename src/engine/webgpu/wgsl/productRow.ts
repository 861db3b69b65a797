/** Writes of products: a number or a vector of a row, and what is done to it on the way. */
import type { ProductKernel } from '../../program/program';
import type { Arrays } from './arrays';
import { type Code, type Expression, unsigned } from './code';
import { addScaled, constantIndex, type Linear, variableIndex } from './linear';
import { type Position, Values } from './values';

/** Where a sum of a product belongs. */
interface Place {
  row: Linear;
  /** Of the first number, where there are four. */
  column: Linear;
  lanes: 1 | 4;
  part: Linear;
}

/** Writes a sum, or the four of a vector, without what lies right of the result. */
export function finishRow(
  code: Code,
  arrays: Arrays,
  { n, to, partStride, epilogue }: ProductKernel,
  { row, column, lanes, part }: Place,
  sum: string,
): void {
  const values = new Values(code, arrays);
  const offset = addScaled(constantIndex(0), partStride, part);
  // A variable of this scope, so that what it decides is not taken for the same in the next row.
  const rows = [variableIndex(code.variable(code.bindIndex(row).text))];
  const product: Expression = { text: sum, depth: code.depth, wide: lanes === 4 };
  const position: Position = { rows, column, lanes, product };
  const value = epilogue ? values.value(epilogue, position) : product;
  if (n === 1 || n % 4 === 0) {
    values.store(to, value, position, offset);
    return;
  }
  for (let lane = 0; lane < 4; lane++) {
    const ofLane = addScaled(column, 1, constantIndex(lane));
    const number = { ...value, text: value.wide ? `${value.text}[${lane}]` : value.text, wide: false };
    code.block(`if (${code.bindIndex(ofLane).text} < ${unsigned(n)})`, () => {
      values.store(to, number, { rows, column: ofLane, lanes: 1 }, offset);
    });
  }
}
