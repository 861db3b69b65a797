/** Pointwise kernels and sums over columns: four columns at a time wherever there are four. */
import { walkValues } from '../../program/buffersOf';
import type { Program, RowsKernel, Stage } from '../../program/program';
import type { Arrays } from './arrays';
import { Code, type Expression, unsigned } from './code';
import { divideIndex, rowCoordinates, sizeOf } from './coordinates';
import { flatten, isMap } from './flatten';
import { addScaled, constantIndex, type Linear, variableIndex } from './linear';
import { flatIndex, type Piece } from './piece';
import { Values, widen } from './values';

export function rowsPiece(kernel: RowsKernel, program: Program, arrays: Arrays): Piece {
  const flat = flatten(kernel);
  return isMap(flat) ? mapPiece(flat, program, arrays) : rowPiece(flat, arrays);
}

/** One index is up to four columns of a row. */
function mapPiece({ name, rowShape, stages }: RowsKernel, program: Program, arrays: Arrays): Piece {
  const code = new Code();
  const values = new Values(code, arrays);
  const numRows = sizeOf(rowShape);
  const width = numRows === 1 ? paddedWidth(stages, program) : stages[0]!.width;
  const lanes = width < 4 ? 1 : 4;
  const numBlocks = Math.ceil(width / lanes);
  const { quotient: row, remainder: block } = divideIndex(code, flatIndex, numBlocks, numRows * numBlocks);
  const rows = rowCoordinates(code, row, rowShape);
  const columnsFrom = (column: Linear, at: 1 | 4): void => {
    for (const stage of stages) {
      if (stage.do !== 'write') continue;
      const position = { rows, column, lanes: at };
      values.store(stage.to, values.value(stage.value, position), position);
    }
  };
  if (width % lanes === 0) {
    columnsFrom(addScaled(constantIndex(0), lanes, block), lanes);
  } else {
    const index = code.bindIndex(block).text;
    const numWhole = Math.floor(width / 4);
    code.block(`if (${index} < ${unsigned(numWhole)})`, () => {
      columnsFrom(variableIndex(code.variable(index), 4), 4);
    });
    // Not `else`: what the rest needs of the function's own scope is written in between.
    code.block(`if (${index} >= ${unsigned(numWhole)})`, () => {
      code.loop(unsigned(numWhole * 4), unsigned(width), (column) => columnsFrom(variableIndex(column), 1));
    });
  }
  return { name, threads: numRows * numBlocks, body: code.toString() };
}

/**
 * The width up to the next multiple of four, where all that is written beyond the row is the padding of buffers
 * (see `DeviceBuffers`). Beyond that a device would move the write to some other place of the buffer.
 */
function paddedWidth(stages: readonly Stage[], program: Program): number {
  const { width } = stages[0]!;
  const isLast = stages.every(
    (stage) =>
      stage.do === 'write' &&
      !stage.to.via &&
      stage.to.column === 1 &&
      stage.to.offset % 4 === 0 &&
      stage.to.offset + width === program.buffers[stage.to.buffer]!.length,
  );
  return isLast ? Math.ceil(width / 4) * 4 : width;
}

/** One index is a row. */
function rowPiece({ name, rowShape, stages }: RowsKernel, arrays: Arrays): Piece {
  const code = new Code();
  const values = new Values(code, arrays);
  const rows = rowCoordinates(code, variableIndex(flatIndex), rowShape);
  for (const group of stagesOfOneLoop(stages)) {
    const { width } = group[0]!;
    const sums = new Map<Stage, { wide: string; single: string }>();
    for (const stage of group) {
      if (stage.do !== 'reduce') continue;
      const start = stage.op === 'sum' ? '0.0' : '-3.4028234663852886e38f';
      const names = { wide: code.newName('sum'), single: code.newName('sum') };
      sums.set(stage, names);
      if (width >= 4) code.line(`var ${names.wide} = vec4<f32>(${start});`);
      if (width % 4 !== 0) code.line(`var ${names.single} = ${start};`);
    }
    const columnsFrom = (column: Linear, lanes: 1 | 4): void => {
      const position = { rows, column, lanes };
      for (const stage of group) {
        const value = values.value(stage.value, position);
        if (stage.do === 'write') values.store(stage.to, value, position);
        else code.line(accumulate(stage.op, sums.get(stage)!, value, lanes));
      }
    };
    if (width >= 4)
      code.loop('0u', unsigned(Math.floor(width / 4)), (block) => columnsFrom(variableIndex(block, 4), 4));
    if (width === 1) columnsFrom(constantIndex(0), 1);
    else if (width % 4 !== 0)
      code.loop(unsigned(Math.floor(width / 4) * 4), unsigned(width), (column) =>
        columnsFrom(variableIndex(column), 1),
      );
    for (const stage of group)
      if (stage.do === 'reduce')
        values.registers.set(stage.register, total(code, stage.op, width, sums.get(stage)!));
  }
  return { name, threads: sizeOf(rowShape), body: code.toString() };
}

/** Neighbouring stages of one width that need no register of each other share a loop. */
function stagesOfOneLoop(stages: readonly Stage[]): Stage[][] {
  const groups: Stage[][] = [];
  const registersOf = new Map(stages.map((stage) => [stage, registersIn(stage)]));
  for (const stage of stages) {
    const group = groups.at(-1);
    const fits =
      group?.[0]!.width === stage.width &&
      group.every((other) => other.do !== 'reduce' || !registersOf.get(stage)!.has(other.register));
    if (fits) group!.push(stage);
    else groups.push([stage]);
  }
  return groups;
}

function accumulate(
  op: 'sum' | 'max',
  { wide, single }: { wide: string; single: string },
  value: Expression,
  lanes: 1 | 4,
): string {
  const [to, text] = lanes === 4 ? [wide, widen(value)] : [single, value.text];
  return op === 'sum' ? `${to} += ${text};` : `${to} = max(${to}, ${text});`;
}

function total(
  code: Code,
  op: 'sum' | 'max',
  width: number,
  { wide, single }: { wide: string; single: string },
): Expression {
  const parts = [
    ...(width >= 4 ? ['x', 'y', 'z', 'w'].map((lane) => `${wide}.${lane}`) : []),
    ...(width % 4 === 0 ? [] : [single]),
  ];
  return code.bind(
    parts.reduce((all, part) => (op === 'sum' ? `${all} + ${part}` : `max(${all}, ${part})`)),
    0,
  );
}

function registersIn({ value }: Stage): Set<number> {
  const registers = new Set<number>();
  walkValues([value], (part) => {
    if (part.op === 'register') registers.add(part.register);
  });
  return registers;
}
