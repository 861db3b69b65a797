/** Cases of recurrent layers, and what they come to in plain loops. */
import { draw, unit } from '../data/random';
import { gatesOf, stepKind, type Cell } from '../engine/recurrence/cells';

export interface RecurrenceShape {
  cell: Cell;
  batchSize: number;
  length: number;
  units: number;
  reverse: boolean;
}

export interface RecurrenceCase {
  name: string;
  shape: RecurrenceShape;
  /** [B · T · G · H] */
  x: Float32Array;
  /** [H · G · H] */
  recurrent: Float32Array;
  /** [B · T] */
  steps: Int32Array;
  /** [B · H] */
  initial: Float32Array | null;
  /** [B · T · H] gradient of what is derived by the outputs. */
  weights: Float32Array;
}

const numbers = (length: number, salt: number, scale: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => scale * (2 * unit(draw({ a: 3, b: 8 }, salt, i).a) - 1));

interface Setting {
  batchSize: number;
  length: number;
  units: number;
  /** The kinds of the steps, repeated over the batch. */
  pattern?: readonly number[];
  reverse?: boolean;
  hasInitial?: boolean;
}

export function recurrenceCase(cell: Cell, name: string, setting: Setting): RecurrenceCase {
  const {
    batchSize,
    length,
    units,
    pattern = [stepKind.goOn],
    reverse = false,
    hasInitial = false,
  } = setting;
  const gates = gatesOf[cell];
  return {
    name: `${cell}, ${name}`,
    shape: { cell, batchSize, length, units, reverse },
    x: numbers(batchSize * length * gates * units, 0, 2),
    recurrent: numbers(units * gates * units, 1, 3 / Math.sqrt(units)),
    steps: Int32Array.from({ length: batchSize * length }, (_, i) => pattern[i % pattern.length]!),
    initial: hasInitial ? numbers(batchSize * units, 2, 1) : null,
    weights: numbers(batchSize * length * units, 3, 1),
  };
}

const { skip, goOn, begin } = stepKind;

/** Awkward sizes and steps, for both cells. */
export const recurrenceCases = (): RecurrenceCase[] =>
  (['lstm', 'gru'] as const).flatMap((cell) => [
    recurrenceCase(cell, 'vectors of four', { batchSize: 6, length: 5, units: 8 }),
    recurrenceCase(cell, 'odd sizes', { batchSize: 5, length: 4, units: 7 }),
    recurrenceCase(cell, 'skips and beginnings', {
      ...{ batchSize: 9, length: 6, units: 12, hasInitial: true },
      pattern: [skip, goOn, begin, goOn, skip, goOn, begin],
    }),
    recurrenceCase(cell, 'reversed, skips and beginnings', {
      ...{ batchSize: 7, length: 5, units: 5, hasInitial: true, reverse: true },
      pattern: [goOn, goOn, skip, begin, goOn, skip, skip, goOn],
    }),
    recurrenceCase(cell, 'one sequence', {
      batchSize: 1,
      length: 11,
      units: 6,
      pattern: [begin, goOn, goOn],
    }),
    recurrenceCase(cell, 'one step', {
      batchSize: 50,
      length: 1,
      units: 20,
      hasInitial: true,
      pattern: [goOn, begin],
    }),
    recurrenceCase(cell, 'one unit', { batchSize: 3, length: 4, units: 1, hasInitial: true }),
    recurrenceCase(cell, 'nothing but padding', {
      batchSize: 2,
      length: 3,
      units: 4,
      pattern: [skip],
      hasInitial: true,
    }),
    recurrenceCase(cell, 'many rows', {
      batchSize: 67,
      length: 3,
      units: 16,
      pattern: [goOn, goOn, begin, goOn, skip],
    }),
    // Where a processor stands in for a GPU, threads hold the weights: in groups of sequences, here no whole ones.
    recurrenceCase(cell, 'weights that are held', {
      ...{ batchSize: 19, length: 9, units: 32, hasInitial: true },
      pattern: [goOn, skip, goOn, begin, goOn, goOn, skip, goOn, goOn, begin, goOn],
    }),
    recurrenceCase(cell, 'weights that are held, reversed', {
      ...{ batchSize: 8, length: 8, units: 16, reverse: true },
      pattern: [begin, goOn, goOn, skip, goOn],
    }),
    recurrenceCase(cell, 'many units', { batchSize: 3, length: 2, units: 270 }),
  ]);

/** Outputs, and gradients by x and the recurrent weights of Σ weights · outputs, in double precision. */
export function recurrenceInLoops({ shape, x, recurrent, steps, initial, weights }: RecurrenceCase): {
  outputs: Float64Array;
  gradients: Float64Array[];
} {
  const { cell, batchSize, length, units, reverse } = shape;
  const width = gatesOf[cell] * units;
  const outputs = new Float64Array(batchSize * length * units);
  const [ofX, ofRecurrent] = [new Float64Array(x.length), new Float64Array(recurrent.length)];
  const order = Array.from({ length }, (_, step) => (reverse ? length - 1 - step : step));
  for (let b = 0; b < batchSize; b++) {
    let h = Array.from({ length: units }, (_, j) => initial?.[b * units + j] ?? 0);
    let c = h.map(() => 0);
    const back: { at: number; undo: (dh: number[], dc: number[]) => [number[], number[]] }[] = [];
    for (const t of order) {
      const at = b * length + t;
      const kind = steps[at]!;
      if (kind === begin) [h, c] = [h.map(() => 0), h.map(() => 0)];
      if (kind === skip) back.push({ at, undo: (dh, dc) => [dh, dc] });
      else {
        const [before, cellBefore] = [h, c];
        const dot = (column: number) =>
          before.reduce((sum, value, k) => sum + value * recurrent[k * width + column]!, 0);
        const one = cell === 'lstm' ? lstmUnit : gruUnit;
        const made = before.map((value, j) =>
          one(
            Array.from({ length: gatesOf[cell] }, (_, g) => x[at * width + g * units + j]!),
            Array.from({ length: gatesOf[cell] }, (_, g) => dot(g * units + j)),
            value,
            cellBefore[j]!,
          ),
        );
        h = made.map((unit) => unit.h);
        c = made.map((unit) => unit.c);
        back.push({
          at,
          undo: (dh, dc) => {
            const derived = made.map((unit, j) => unit.undo(dh[j]!, dc[j]!));
            const dBefore = derived.map((unit) => unit.dh);
            derived.forEach((unit, j) =>
              unit.ofProduct.forEach((slope, g) => {
                const column = g * units + j;
                ofX[at * width + column]! += unit.ofInput[g]!;
                for (let k = 0; k < units; k++) {
                  ofRecurrent[k * width + column]! += slope * before[k]!;
                  dBefore[k]! += slope * recurrent[k * width + column]!;
                }
              }),
            );
            const none = dh.map(() => 0);
            return kind === begin ? [none, none] : [dBefore, derived.map((unit) => unit.dc)];
          },
        });
      }
      outputs.set(h, at * units);
    }
    let [dh, dc] = [h.map(() => 0), h.map(() => 0)];
    for (const { at, undo } of back.reverse())
      [dh, dc] = undo(
        dh.map((value, j) => value + weights[at * units + j]!),
        dc,
      );
  }
  return { outputs, gradients: [ofX, ofRecurrent] };
}

interface Unit {
  h: number;
  c: number;
  /** Gradients by the state before, and by what the input and the product add to each gate. */
  undo(dh: number, dc: number): { dh: number; dc: number; ofInput: number[]; ofProduct: number[] };
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

function lstmUnit(x: number[], product: number[], _h: number, before: number): Unit {
  const [i, f, , o] = x.map((value, g) => sigmoid(value + product[g]!)) as [number, number, number, number];
  const g = Math.tanh(x[2]! + product[2]!);
  const c = f * before + i * g;
  const bent = Math.tanh(c);
  return {
    h: o * bent,
    c,
    undo(dh, dcAfter) {
      const dc = dcAfter + dh * o * (1 - bent * bent);
      const slopes = [
        dc * g * i * (1 - i),
        dc * before * f * (1 - f),
        dc * i * (1 - g * g),
        dh * bent * o * (1 - o),
      ];
      return { dh: 0, dc: dc * f, ofInput: slopes, ofProduct: slopes };
    },
  };
}

function gruUnit(x: number[], product: number[], before: number): Unit {
  const [z, r] = [sigmoid(x[0]! + product[0]!), sigmoid(x[1]! + product[1]!)];
  const n = Math.tanh(x[2]! + r * product[2]!);
  return {
    h: (1 - z) * n + z * before,
    c: 0,
    undo(dh) {
      const dn = dh * (1 - z) * (1 - n * n);
      const [dz, dr] = [dh * (before - n) * z * (1 - z), dn * product[2]! * r * (1 - r)];
      return { dh: dh * z, dc: 0, ofInput: [dz, dr, dn], ofProduct: [dz, dr, dn * r] };
    },
  };
}
