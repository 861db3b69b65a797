/** Kernels of convolution with maximum over time. Every sum has one thread and a fixed order: no atomics. */
import type { Start } from '../../program/program';
import type {
  FilterGradientKernel,
  InputGradientKernel,
  Matrix,
  WindowKernel,
  WinnersKernel,
} from '../../program/windowKernels';
import type { Arrays } from './arrays';
import { Code, unsigned } from './code';
import { divideIndex } from './coordinates';
import { addScaled, constantIndex, type Linear, variableIndex } from './linear';
import { flatIndex, type Piece } from './piece';

type Lanes = 1 | 4;

export function windowPiece(kernel: WindowKernel, arrays: Arrays): Piece {
  if (kernel.kind === 'winners') return winnersPiece(kernel, arrays);
  if (kernel.kind === 'filterGradient') return filterGradientPiece(kernel, arrays);
  return inputGradientPiece(kernel, arrays);
}

const lanesOf = (width: number): Lanes => (width % 4 === 0 ? 4 : 1);
const typed = (lanes: Lanes, type: 'f32' | 'u32'): string => (lanes === 4 ? `vec4<${type}>` : type);

/** start + Σ factor · index */
const place = (start: { offset: number }, ...steps: readonly [factor: number, index: Linear][]): Linear =>
  steps.reduce((sum, [factor, index]) => addScaled(sum, factor, index), constantIndex(start.offset));

/** One index is up to four columns of an example. */
function winnersPiece(kernel: WinnersKernel, arrays: Arrays): Piece {
  const { name, examples, length, width, columns, scores, lengths, winners } = kernel;
  const code = new Code();
  const lanes = lanesOf(columns);
  const numBlocks = columns / lanes;
  const threads = examples * numBlocks;
  const { quotient: example, remainder: block } = divideIndex(code, flatIndex, numBlocks, threads);
  const column = addScaled(constantIndex(0), lanes, block);
  const first = code.bindIndex(addScaled(constantIndex(0), length, example)).text;
  const scoresOf = (window: Linear): string =>
    loaded(code, arrays, scores, place(scores, [scores.rowStride, window], [1, column]), 1, lanes);
  const [best, winner] = [code.newName('best'), code.newName('winner')];
  code.line(`var ${best} = ${scoresOf(addScaled(constantIndex(0), length, example))};`);
  code.line(`var ${winner} = ${typed(lanes, 'u32')}(${first});`);
  const numRows = id(code, arrays, lengths, place(lengths, [1, example]));
  const rows = `clamp(${numRows}, ${unsigned(width)}, ${unsigned(length)})`;
  code.loop(`${first} + 1u`, `${first} + ${rows} - ${unsigned(width - 1)}`, (window) => {
    const score = scoresOf(variableIndex(window));
    const isBetter = code.bind(`${score} > ${best}`, code.depth).text;
    code.line(`${best} = select(${best}, ${score}, ${isBetter});`);
    code.line(`${winner} = select(${winner}, ${typed(lanes, 'u32')}(${window.name}), ${isBetter});`);
  });
  stored(code, arrays, winners, place(winners, [columns, example], [1, column]), 1, lanes, winner);
  return { name, threads, body: code.toString() };
}

/** One index is up to four numbers of a filter. */
function filterGradientPiece(kernel: FilterGradientKernel, arrays: Arrays): Piece {
  const { name, examples, depth, span, columns, x, gradient, to } = kernel;
  const code = new Code();
  const lanes = lanesOf(depth);
  const numBlocks = span / lanes;
  const threads = columns * numBlocks;
  const { quotient: column, remainder: block } = divideIndex(code, flatIndex, numBlocks, threads);
  const p = addScaled(constantIndex(0), lanes, block);
  const sum = code.newName('sum');
  code.line(`var ${sum} = ${typed(lanes, 'f32')}(0.0);`);
  code.loop('0u', unsigned(examples), (counter) => {
    const example = variableIndex(counter);
    const winner = winnerOf(code, arrays, kernel, example, column);
    const from = place(x, [depth, winner], [1, p]);
    const slope = arrays.load(
      code,
      gradient.buffer,
      place(gradient, [gradient.rowStride, example], [1, column]),
    );
    code.line(`${sum} += ${slope.text} * ${loaded(code, arrays, x, from, 1, lanes)};`);
  });
  stored(code, arrays, to, place(to, [columns, p], [1, column]), columns, lanes, sum);
  return { name, threads, body: code.toString() };
}

/** One index is up to four columns of the rows of an example, which it adds to in place. */
function inputGradientPiece(kernel: InputGradientKernel, arrays: Arrays): Piece {
  const { name, examples, length, depth, span, columns, filters, gradient, to } = kernel;
  const code = new Code();
  const lanes = lanesOf(depth);
  const numBlocks = depth / lanes;
  const threads = examples * numBlocks;
  const { quotient: example, remainder: block } = divideIndex(code, flatIndex, numBlocks, threads);
  const c = addScaled(constantIndex(0), lanes, block);
  code.loop('0u', unsigned(length), (counter) => {
    const at = place(to, [depth * length, example], [depth, variableIndex(counter)], [1, c]);
    stored(code, arrays, to, at, 1, lanes, `${typed(lanes, 'f32')}(0.0)`);
  });
  code.loop('0u', unsigned(columns), (counter) => {
    const column = variableIndex(counter);
    const winner = winnerOf(code, arrays, kernel, example, column);
    const slope = arrays.load(
      code,
      gradient.buffer,
      place(gradient, [gradient.rowStride, example], [1, column]),
    );
    code.loop('0u', unsigned(span / depth), (rowOfWindow) => {
      const row = variableIndex(rowOfWindow);
      const from = place(filters, [filters.rowStride * depth, row], [filters.rowStride, c], [1, column]);
      const filter = loaded(code, arrays, filters, from, filters.rowStride, lanes);
      const at = place(to, [depth, winner], [depth, row], [1, c]);
      const sum = `${loaded(code, arrays, to, at, 1, lanes)} + ${slope.text} * ${filter}`;
      stored(code, arrays, to, at, 1, lanes, code.bind(sum, code.depth, lanes === 4).text);
    });
  });
  return { name, threads, body: code.toString() };
}

/** The window that won, which never lies outside of the matrix. */
function winnerOf(
  code: Code,
  arrays: Arrays,
  { winners, columns }: FilterGradientKernel | InputGradientKernel,
  example: Linear,
  column: Linear,
): Linear {
  const name = id(code, arrays, winners, place(winners, [columns, example], [1, column]));
  return variableIndex({ name, depth: code.depth });
}

function id(code: Code, arrays: Arrays, { buffer }: Start, base: Linear): string {
  return arrays.loadIds(code, buffer, { base, step: 1 }, 1).text;
}

function loaded(
  code: Code,
  arrays: Arrays,
  { buffer }: Start | Matrix,
  base: Linear,
  step: number,
  lanes: Lanes,
): string {
  return lanes === 1
    ? arrays.load(code, buffer, base).text
    : arrays.loadFour(code, buffer, { base, step }).text;
}

function stored(
  code: Code,
  arrays: Arrays,
  { buffer }: Start,
  base: Linear,
  step: number,
  lanes: Lanes,
  value: string,
): void {
  if (lanes === 1) arrays.store(code, buffer, base, value);
  else arrays.storeFour(code, buffer, { base, step }, value);
}
