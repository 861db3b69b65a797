/**
 * Kernels of attention. Every number has one thread and every sum a fixed order: no atomics. Pairs of positions above
 * the diagonal have no threads of their own, which would idle.
 */
import {
  laterScore,
  type AdditiveScoresGradientKernel,
  type AdditiveScoresKernel,
  type AttentionKernel,
  type CausalDotsKernel,
  type CausalSumsKernel,
  type Sequences,
} from '../../program/attentionKernels';
import type { Start } from '../../program/program';
import type { Arrays } from './arrays';
import { Code, type Expression, float, unsigned } from './code';
import { asVariable, divideIndex } from './coordinates';
import { addScaled, constantIndex, type Linear, variableIndex } from './linear';
import { flatIndex, type Piece } from './piece';

/** Numbers that are worked on at once, where all rows are of as many vectors of four. */
type Lanes = 1 | 4;

export function attentionPieces(kernel: AttentionKernel, arrays: Arrays): Piece[] {
  switch (kernel.kind) {
    case 'additiveScores':
      return [scoresPiece(kernel, arrays)];
    case 'additiveScoresGradient':
      return [ofQueriesAndV(kernel, arrays), ofKeys(kernel, arrays)];
    case 'causalDots':
      return [dotsPiece(kernel, arrays)];
    case 'causalSums':
      return [sumsPiece(kernel, arrays)];
  }
}

const lanesOf = (width: number): Lanes => (width % 4 === 0 ? 4 : 1);
const typed = (lanes: Lanes): string => (lanes === 4 ? 'vec4<f32>' : 'f32');

/** start + Σ factor · index */
const place = (start: { offset: number }, ...steps: readonly [factor: number, index: Linear][]): Linear =>
  steps.reduce((sum, [factor, index]) => addScaled(sum, factor, index), constantIndex(start.offset));

function loaded(code: Code, arrays: Arrays, buffer: number, base: Linear, lanes: Lanes): Expression {
  return lanes === 1 ? arrays.load(code, buffer, base) : arrays.loadFour(code, buffer, { base, step: 1 });
}

/** Numbers from c on of a position. */
const numbersAt = (
  code: Code,
  arrays: Arrays,
  of: Sequences,
  [sequence, position, c]: readonly [Linear, Linear, Linear],
  lanes: Lanes,
): string =>
  loaded(
    code,
    arrays,
    of.buffer,
    place(of, [of.batchStride, sequence], [of.rowStride, position], [1, c]),
    lanes,
  ).text;

function stored(
  code: Code,
  arrays: Arrays,
  { buffer }: Start,
  base: Linear,
  lanes: Lanes,
  value: string,
): void {
  if (lanes === 1) arrays.store(code, buffer, base, value);
  else arrays.storeFour(code, buffer, { base, step: 1 }, value);
}

function scoresPiece(kernel: AdditiveScoresKernel, arrays: Arrays): Piece {
  const { queries, keys, v } = kernel;
  return pairsPiece(arrays, { ...kernel, later: laterScore }, (code, sequence, t, s, c, lanes) => {
    const query = numbersAt(code, arrays, queries, [sequence, t, c], lanes);
    const key = numbersAt(code, arrays, keys, [sequence, s, c], lanes);
    const unit = loaded(code, arrays, v.buffer, place(v, [1, c]), lanes).text;
    return `${unit} * tanh${lanes}(${query} + ${key})`;
  });
}

function dotsPiece(kernel: CausalDotsKernel, arrays: Arrays): Piece {
  const { left, right } = kernel;
  return pairsPiece(arrays, { ...kernel, later: 0 }, (code, sequence, t, s, c, lanes) => {
    const a = numbersAt(code, arrays, left, [sequence, t, c], lanes);
    return `${a} * ${numbersAt(code, arrays, right, [sequence, s, c], lanes)}`;
  });
}

interface Pairs {
  name: string;
  batchSize: number;
  length: number;
  width: number;
  to: Start;
  /** What is written on the other side of the diagonal. */
  later: number;
}

/**
 * One index is a pair of positions, t and s ≤ t: its sum, and what is written at s and t. Two rows of the triangle
 * make one of length + 1 pairs: the last and the first, the last but one and the second, and so on.
 */
function pairsPiece(
  arrays: Arrays,
  { name, batchSize, length, width, to, later }: Pairs,
  term: (code: Code, sequence: Linear, t: Linear, s: Linear, c: Linear, lanes: Lanes) => string,
): Piece {
  const code = new Code();
  const lanes = lanesOf(width);
  const folded = Math.ceil(length / 2);
  const perSequence = folded * (length + 1);
  const threads = batchSize * perSequence;
  const { quotient: sequence, remainder } = divideIndex(code, flatIndex, perSequence, threads);
  const inSequence = asVariable(code, remainder);
  const { quotient: row, remainder: column } = divideIndex(code, inSequence, length + 1, perSequence);
  const [foldedRow, along] = [code.bindIndex(row).text, code.bindIndex(column).text];
  const longRow = code.bind(`${unsigned(length - 1)} - ${foldedRow}`, 0).text;
  const isLong = code.bind(`${along} <= ${longRow}`, 0).text;
  const t = variableIndex(code.variable(`select(${foldedRow}, ${longRow}, ${isLong})`));
  const s = variableIndex(code.variable(`select(${along} - ${longRow} - 1u, ${along}, ${isLong})`));
  const sum = code.newName('sum');
  code.line(`var ${sum} = ${typed(lanes)}(0.0);`);
  code.loop('0u', unsigned(width / lanes), (counter) => {
    const c = variableIndex(counter, lanes);
    code.line(`${sum} += ${term(code, sequence, t, s, c, lanes)};`);
  });
  const total = lanes === 4 ? `dot(${sum}, vec4<f32>(1.0))` : sum;
  const at = (first: Linear, second: Linear) =>
    place(to, [length * length, sequence], [length, first], [1, second]);
  // Where a triangle has a row in the middle, it is met twice, with the same result.
  const [tName, sName] = [code.bindIndex(t).text, code.bindIndex(s).text];
  code.block(`if (${sName} < ${tName})`, () => arrays.store(code, to.buffer, at(s, t), float(later)));
  arrays.store(code, to.buffer, at(t, s), total);
  return { name, threads, body: code.toString() };
}

/** The coordinates of an index that is up to four numbers of a position of a sequence. */
function positionOf(
  code: Code,
  { batchSize, length, width }: { batchSize: number; length: number; width: number },
): { sequence: Linear; position: Linear; c: Linear; lanes: Lanes; threads: number } {
  const lanes = lanesOf(width);
  const numBlocks = width / lanes;
  const threads = batchSize * length * numBlocks;
  const { quotient, remainder: block } = divideIndex(code, flatIndex, numBlocks, threads);
  const row = asVariable(code, quotient);
  const { quotient: sequence, remainder: position } = divideIndex(code, row, length, batchSize * length);
  return { sequence, position, c: addScaled(constantIndex(0), lanes, block), lanes, threads };
}

/** Runs `write` for the positions up to `position`, or from it on. */
function overPositions(
  code: Code,
  which: 'earlier' | 'later',
  position: Linear,
  length: number,
  write: (other: Linear) => void,
): void {
  const at = code.bindIndex(position).text;
  const [from, to] = which === 'earlier' ? ['0u', `${at} + 1u`] : [at, unsigned(length)];
  code.loop(from, to, (counter) => write(variableIndex(counter)));
}

function sumsPiece(kernel: CausalSumsKernel, arrays: Arrays): Piece {
  const { name, length, width, over, weights, of, to } = kernel;
  const code = new Code();
  const { sequence, position, c, lanes, threads } = positionOf(code, kernel);
  const sum = code.newName('sum');
  code.line(`var ${sum} = ${typed(lanes)}(0.0);`);
  overPositions(code, over, position, length, (other) => {
    const [t, s] = over === 'earlier' ? [position, other] : [other, position];
    const at = place(weights, [length * length, sequence], [length, t], [1, s]);
    const weight = arrays.load(code, weights.buffer, at).text;
    code.line(`${sum} += ${weight} * ${numbersAt(code, arrays, of, [sequence, other, c], lanes)};`);
  });
  const at = place(to, [length * width, sequence], [width, position], [1, c]);
  stored(code, arrays, to, at, lanes, sum);
  return { name, threads, body: code.toString() };
}

/** Writes g and h of the pair into scope, as `AdditiveScoresGradientKernel` names them. */
function atPair(
  code: Code,
  arrays: Arrays,
  { queries, keys, gradient, length }: AdditiveScoresGradientKernel,
  [sequence, t, s, c]: readonly [Linear, Linear, Linear, Linear],
  lanes: Lanes,
): { g: string; h: string } {
  const query = numbersAt(code, arrays, queries, [sequence, t, c], lanes);
  const key = numbersAt(code, arrays, keys, [sequence, s, c], lanes);
  const h = code.bind(`tanh${lanes}(${query} + ${key})`, code.depth, lanes === 4).text;
  const at = place(gradient, [length * length, sequence], [length, t], [1, s]);
  return { g: arrays.load(code, gradient.buffer, at).text, h };
}

/** One index is up to four numbers of a query. */
function ofQueriesAndV(kernel: AdditiveScoresGradientKernel, arrays: Arrays): Piece {
  const { name, batchSize, length, width, v, to } = kernel;
  const code = new Code();
  const { sequence, position: t, c, lanes, threads } = positionOf(code, kernel);
  const [slope, part] = [code.newName('slope'), code.newName('part')];
  for (const sum of [slope, part]) code.line(`var ${sum} = ${typed(lanes)}(0.0);`);
  overPositions(code, 'earlier', t, length, (s) => {
    const { g, h } = atPair(code, arrays, kernel, [sequence, t, s, c], lanes);
    code.line(`${slope} += ${g} * (1.0 - ${h} * ${h});`);
    code.line(`${part} += ${g} * ${h};`);
  });
  const unit = loaded(code, arrays, v.buffer, place(v, [1, c]), lanes).text;
  const at = place(to, [length * width, sequence], [width, t], [1, c]);
  stored(code, arrays, to, at, lanes, `${unit} * ${slope}`);
  const ofV = addScaled(at, 1, constantIndex(2 * batchSize * length * width));
  stored(code, arrays, to, ofV, lanes, part);
  return { name: `${name} queries`, threads, body: code.toString() };
}

/** One index is up to four numbers of a key. */
function ofKeys(kernel: AdditiveScoresGradientKernel, arrays: Arrays): Piece {
  const { name, batchSize, length, width, v, to } = kernel;
  const code = new Code();
  const { sequence, position: s, c, lanes, threads } = positionOf(code, kernel);
  const slope = code.newName('slope');
  code.line(`var ${slope} = ${typed(lanes)}(0.0);`);
  overPositions(code, 'later', s, length, (t) => {
    const { g, h } = atPair(code, arrays, kernel, [sequence, t, s, c], lanes);
    code.line(`${slope} += ${g} * (1.0 - ${h} * ${h});`);
  });
  const unit = loaded(code, arrays, v.buffer, place(v, [1, c]), lanes).text;
  const start = { offset: to.offset + batchSize * length * width };
  const at = place(start, [length * width, sequence], [width, s], [1, c]);
  stored(code, arrays, to, at, lanes, `${unit} * ${slope}`);
  return { name: `${name} keys`, threads, body: code.toString() };
}
