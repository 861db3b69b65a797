/** The kernels of recurrent layers in plain loops, for the interpreter. */
import { gatesOf, stepKind } from '../recurrence/cells';
import { unary } from './arithmetic';
import type { Start } from './program';
import {
  remembered,
  type RecurrenceGradientKernel,
  type RecurrenceKernel,
  type SequenceKernel,
} from './recurrenceKernels';
import type { Matrix } from './windowKernels';

const { sigmoid } = unary;

type Numbers = Float32Array | Int32Array;
type Memory = readonly Numbers[];

/** Runs one such kernel over `memory`. */
export function interpretRecurrence(kernel: SequenceKernel, memory: Memory): void {
  if (kernel.kind === 'recurrence') forward(kernel, memory);
  else backward(kernel, memory);
}

const from = (memory: Memory, { buffer, offset }: Start): Numbers => memory[buffer]!.subarray(offset);

function reader(memory: Memory, matrix: Matrix): (row: number, column: number) => number {
  const numbers = from(memory, matrix);
  return (row, column) => numbers[row * matrix.rowStride + column]!;
}

/** Rows of a sequence in the order of its steps. */
const rowsOf = ({ length, reverse }: SequenceKernel, sequence: number): number[] =>
  Array.from({ length }, (_, step) => sequence * length + (reverse ? length - 1 - step : step));

/** Where the first number is that a step remembers, behind the states that all steps start from. */
const rememberedAt = ({ cell, batchSize, length, units }: SequenceKernel, row: number): number =>
  (batchSize * length + row * remembered[cell]) * units;

function forward(kernel: RecurrenceKernel, memory: Memory): void {
  const { cell, batchSize, units } = kernel;
  const [x, recurrent] = [reader(memory, kernel.x), reader(memory, kernel.recurrent)];
  const initial = kernel.initial && reader(memory, kernel.initial);
  const steps = from(memory, kernel.steps);
  const to = from(memory, kernel.to);
  const kept = kernel.memory && from(memory, kernel.memory);
  for (let b = 0; b < batchSize; b++) {
    let h = Float64Array.from({ length: units }, (_, j) => initial?.(b, j) ?? 0);
    const c = new Float64Array(units);
    for (const row of rowsOf(kernel, b)) {
      if (steps[row] === stepKind.begin) for (const state of [h, c]) state.fill(0);
      const before = h;
      kept?.set(before, row * units);
      if (steps[row] !== stepKind.skip) {
        h = new Float64Array(units);
        for (let j = 0; j < units; j++) {
          const gates = Array.from({ length: gatesOf[cell] }, (_, g) => {
            let product = 0;
            for (let k = 0; k < units; k++) product += before[k]! * recurrent(k, g * units + j);
            return { x: x(row, g * units + j), product };
          });
          const result = cell === 'lstm' ? lstm(gates, c[j]!) : gru(gates, before[j]!);
          h[j] = result.h;
          c[j] = result.c;
          for (const [which, value] of result.remember.entries())
            if (kept) kept[rememberedAt(kernel, row) + which * units + j] = value;
        }
      }
      to.set(h, row * units);
    }
  }
}

interface Gate {
  x: number;
  product: number;
}

interface Stepped {
  h: number;
  c: number;
  remember: number[];
}

function lstm(gates: Gate[], before: number): Stepped {
  const [i, f, g, o] = gates.map(({ x, product }, at) =>
    at === 2 ? Math.tanh(x + product) : sigmoid(x + product),
  ) as [number, number, number, number];
  const c = f * before + i * g;
  const bent = Math.tanh(c);
  return { h: o * bent, c, remember: [before, i, f, g, o, bent] };
}

function gru(gates: Gate[], before: number): Stepped {
  const [z, r] = gates.map(({ x, product }) => sigmoid(x + product)) as [number, number];
  const { x, product } = gates[2]!;
  const n = Math.tanh(x + r * product);
  return { h: (1 - z) * n + z * before, c: 0, remember: [z, r, n, product] };
}

function backward(kernel: RecurrenceGradientKernel, memory: Memory): void {
  const { cell, batchSize, units } = kernel;
  const [turned, gradient] = [reader(memory, kernel.turned), reader(memory, kernel.gradient)];
  const [steps, kept] = [from(memory, kernel.steps), from(memory, kernel.memory)];
  const width = gatesOf[cell] * units;
  const ofX = from(memory, kernel.to);
  const ofProduct = kernel.ofProduct ? from(memory, kernel.ofProduct) : ofX;
  for (let b = 0; b < batchSize; b++) {
    const dh = new Float64Array(units);
    const dc = new Float64Array(units);
    for (const row of rowsOf(kernel, b).reverse()) {
      for (const result of [ofX, ofProduct]) result.fill(0, row * width, (row + 1) * width);
      for (let j = 0; j < units; j++) dh[j]! += gradient(row, j);
      if (steps[row] === stepKind.skip) continue;
      const slopes = new Float64Array(width);
      for (let j = 0; j < units; j++) {
        const values = Array.from(
          { length: remembered[cell] },
          (_, which) => kept[rememberedAt(kernel, row) + which * units + j]!,
        );
        const before = kept[row * units + j]!;
        const result = cell === 'lstm' ? lstmBack(values, dh[j]!, dc[j]!) : gruBack(values, before, dh[j]!);
        dh[j] = result.dh;
        dc[j] = result.dc;
        for (let g = 0; g < gatesOf[cell]; g++) {
          const column = g * units + j;
          slopes[column] = result.ofProduct[g]!;
          ofX[row * width + column] = result.ofX[g]!;
          ofProduct[row * width + column] = result.ofProduct[g]!;
        }
      }
      for (let k = 0; k < units; k++)
        for (let column = 0; column < width; column++) dh[k]! += slopes[column]! * turned(column, k);
      if (steps[row] === stepKind.begin) for (const state of [dh, dc]) state.fill(0);
    }
  }
}

interface SteppedBack {
  /** What reaches the state before other than by the product. */
  dh: number;
  dc: number;
  ofX: number[];
  ofProduct: number[];
}

function lstmBack(values: number[], dh: number, dcAfter: number): SteppedBack {
  const [before, i, f, g, o, bent] = values as [number, number, number, number, number, number];
  const dc = dcAfter + dh * o * (1 - bent * bent);
  const slopes = [
    dc * g * i * (1 - i),
    dc * before * f * (1 - f),
    dc * i * (1 - g * g),
    dh * bent * o * (1 - o),
  ];
  return { dh: 0, dc: dc * f, ofX: slopes, ofProduct: slopes };
}

function gruBack(values: number[], before: number, dh: number): SteppedBack {
  const [z, r, n, product] = values as [number, number, number, number];
  const dn = dh * (1 - z) * (1 - n * n);
  const [dz, dr] = [dh * (before - n) * z * (1 - z), dn * product * r * (1 - r)];
  return { dh: dh * z, dc: 0, ofX: [dz, dr, dn], ofProduct: [dz, dr, dn * r] };
}
