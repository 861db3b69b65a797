/** Row coordinates from a flat row index. */
import { type Code, unsigned } from './code';
import { constantIndex, type Linear, type Variable, variableIndex } from './linear';

export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, extent) => size * extent, 1);

/** A u32 variable that holds the index. */
export function asVariable(code: Code, index: Linear): Variable {
  const { text: name, depth } = code.bindIndex(index);
  return { name, depth };
}

/** Quotient and remainder of a u32 variable by a constant, without division where the result is known. */
export function divideIndex(
  code: Code,
  { name, depth }: Variable,
  divisor: number,
  extent: number,
): { quotient: Linear; remainder: Linear } {
  if (divisor === 1) return { quotient: variableIndex({ name, depth }), remainder: constantIndex(0) };
  if (divisor >= extent) return { quotient: constantIndex(0), remainder: variableIndex({ name, depth }) };
  const quotient = code.bind(`${name} / ${unsigned(divisor)}`, depth).text;
  const remainder = code.bind(`${name} % ${unsigned(divisor)}`, depth).text;
  return {
    quotient: variableIndex({ name: quotient, depth }),
    remainder: variableIndex({ name: remainder, depth }),
  };
}

/** The coordinates of the row with index `row`, the last one fastest. */
export function rowCoordinates(code: Code, row: Linear, rowShape: readonly number[]): Linear[] {
  const coordinates: Linear[] = [];
  let rest = row;
  let extent = sizeOf(rowShape);
  for (let axis = rowShape.length - 1; axis > 0; axis--) {
    const length = rowShape[axis]!;
    if (rest.terms.length === 0) {
      coordinates.unshift(constantIndex(0));
      continue;
    }
    const { text: name, depth } = code.bindIndex(rest);
    const { quotient, remainder } = divideIndex(code, { name, depth }, length, extent);
    coordinates.unshift(remainder);
    rest = quotient;
    extent /= length;
  }
  return rowShape.length === 0 ? [] : [rest, ...coordinates];
}
