/**
 * Code of a recurrent layer. A few sequences take all steps together; in a step, four units of a few sequences at a
 * time: the products of all their gates are summed in registers, and become the next state there.
 */
import { remembered, type RecurrenceKernel } from '../program/recurrenceKernels';
import { gatesOf, type Cell } from '../recurrence/cells';
import type { Local } from './functionCode';
import { storeLanes } from './lanes';
import type { Layout } from './layout';
import { sigmoid, tanh } from './math';
import {
  addProducts,
  mostOfChunk,
  overChunks,
  packPanels,
  paddedUnits,
  pushIsNot,
  setAddress,
  setRow,
  type Chunk,
} from './sequenceRows';
import type { Values } from './values';

/** Sequences of a block: with a vector for each gate they fit the registers. */
const blockOf: Readonly<Record<Cell, number>> = { lstm: 2, gru: 3 };

/** Addresses in the working memory. */
interface Work {
  panels: number;
  /** The h that a step starts from, and behind it that of the next step: places change with each step. */
  states: number;
  /** c, of an LSTM. */
  cells: number;
}

export function writeRecurrence(values: Values, layout: Layout, kernel: RecurrenceKernel): void {
  const { cell, units, batchSize, recurrent } = kernel;
  const gates = gatesOf[cell];
  const panels = packPanels(values, layout, {
    source: layout.addressOf(recurrent),
    rowBytes: recurrent.rowStride * 4,
    rows: units,
    vectors: Array.from({ length: gates }, (_, g) => g * units * 4),
    step: 16,
    count: Math.ceil(units / 4),
  });
  const numbers = mostOfChunk(blockOf[cell]) * paddedUnits(units);
  const work = { panels, states: layout.work(2 * numbers), cells: layout.work(numbers) };
  overChunks(values, batchSize, blockOf[cell], (chunk) => writeChunk(values, layout, kernel, work, chunk));
}

function writeChunk(
  values: Values,
  layout: Layout,
  kernel: RecurrenceKernel,
  work: Work,
  { first, end, block }: Chunk,
): void {
  const { code, scopes } = values;
  const { cell, length, units, reverse } = kernel;
  const stateBytes = mostOfChunk(blockOf[cell]) * paddedUnits(units) * 4;
  const [step, from, to, unit, panel] = Array.from({ length: 5 }, () => scopes.local('i32')) as Five;
  const [sequence, left] = [scopes.local('i32'), scopes.local('i32')];
  writeFirstStates(values, layout, kernel, work, { first, end, block });
  code.i32(0).set(from).i32(stateBytes).set(to);
  code.i32(reverse ? length - 1 : 0).set(step);
  code.loop(() => {
    code.i32(0).set(unit).i32(work.panels).set(panel);
    const overSequences = (lanes: number) => {
      code.get(first).set(sequence);
      code.get(from).set(left);
      code.loop(() => {
        scopes.within(() =>
          writeBlock(values, layout, kernel, {
            work,
            block,
            lanes,
            step,
            sequence,
            unit,
            panel,
            left,
            from,
            to,
          }),
        );
        code
          .get(left)
          .i32(block * paddedUnits(units) * 4)
          .op('i32.add')
          .set(left);
        code.get(sequence).i32(block).op('i32.add').tee(sequence).get(end).op('i32.lt_u');
      });
    };
    const whole = units - (units % 4);
    if (whole > 0)
      code.count(unit, 16, whole * 4, () => {
        overSequences(4);
        code
          .get(panel)
          .i32(units * gatesOf[cell] * 16)
          .op('i32.add')
          .set(panel);
      });
    if (whole < units) overSequences(units - whole);
    // The next state becomes the present one.
    code.get(from).set(left).get(to).set(from).get(left).set(to);
    code
      .get(step)
      .i32(reverse ? -1 : 1)
      .op('i32.add')
      .tee(step)
      .i32(reverse ? -1 : length)
      .op('i32.ne');
  });
}

type Five = [Local, Local, Local, Local, Local];

/** The states before the first step: nothing of them is left where that step begins a sequence. */
function writeFirstStates(
  values: Values,
  layout: Layout,
  kernel: RecurrenceKernel,
  work: Work,
  { first, end }: Chunk,
): void {
  const { code, scopes } = values;
  const { initial, units, length, reverse } = kernel;
  const rowBytes = paddedUnits(units) * 4;
  scopes.within(() => {
    const [sequence, state, address, unit] = [
      scopes.local('i32'),
      scopes.local('i32'),
      scopes.local('i32'),
      scopes.local('i32'),
    ];
    const isKept = scopes.local('v128');
    code.get(first).set(sequence).i32(0).set(state);
    code.loop(() => {
      setAddress(code, address, sequence, length);
      pushIsNot(code, layout, kernel, { address, shift: reverse ? length - 1 : 0 }, 'begin');
      code.set(isKept);
      if (initial) setAddress(code, address, sequence, initial.rowStride);
      code.i32(0).set(unit);
      code.count(unit, 16, rowBytes, () => {
        code.get(state);
        if (initial)
          code.get(address).memory('v128.load', layout.addressOf(initial)).get(isKept).op('v128.and');
        else code.f32x4(0);
        code.memory('v128.store', work.states);
        code.get(state).f32x4(0).memory('v128.store', work.cells);
        code.get(state).i32(16).op('i32.add').set(state);
        code.get(address).i32(16).op('i32.add').set(address);
      });
      code.get(sequence).i32(1).op('i32.add').tee(sequence).get(end).op('i32.lt_u');
    });
  });
}

interface Block {
  work: Work;
  /** Sequences. */
  block: number;
  /** Units that exist of the four. */
  lanes: number;
  step: Local;
  sequence: Local;
  /** The first unit, in bytes. */
  unit: Local;
  panel: Local;
  /** The first sequence's state, after that of the chunk's first; `from` and `to` are where that lies. */
  left: Local;
  from: Local;
  to: Local;
}

/** One step of four units of a few sequences. */
function writeBlock(values: Values, layout: Layout, kernel: RecurrenceKernel, at: Block): void {
  const { code, scopes } = values;
  const { cell, length, units, x } = kernel;
  const { work, block, lanes, unit, left } = at;
  const gates = gatesOf[cell];
  const rowBytes = paddedUnits(units) * 4;
  const [row, ofX, ofUnits, ofSteps, ofKept] = Array.from({ length: 5 }, () => scopes.local('i32')) as Five;
  setRow(code, row, at.sequence, length, at.step);
  setAddress(code, ofX, row, x.rowStride, unit);
  setAddress(code, ofUnits, row, units, unit);
  setAddress(code, ofSteps, row, 1);
  if (kernel.memory) setAddress(code, ofKept, row, remembered[cell] * units, unit);
  const sums = Array.from({ length: block }, (_, i) =>
    Array.from({ length: gates }, (_, g) => {
      const sum = scopes.local('v128');
      // What the input adds to n of a GRU comes behind the reset gate.
      if (cell === 'gru' && g === 2) code.f32x4(0);
      else
        code.get(ofX).memory('v128.load', layout.addressOf(x) + (i * length * x.rowStride + g * units) * 4);
      code.set(sum);
      return sum;
    }),
  );
  const leftAt = sums.map((_, i) => work.states + i * rowBytes);
  addProducts(values, { sums, left, leftAt, panel: at.panel, length: units });
  const state = scopes.local('i32');
  const next = scopes.local('i32');
  code.get(left).get(unit).op('i32.add').set(state);
  code.get(state).get(at.from).op('i32.sub').set(next);
  const cells = scopes.local('i32');
  code.get(next).set(cells);
  code.get(next).get(at.to).op('i32.add').set(next);
  for (const [i, ofGates] of sums.entries())
    scopes.within(() => {
      const before = scopes.local('v128');
      code
        .get(state)
        .memory('v128.load', work.states + i * rowBytes)
        .set(before);
      const inputOfN = () =>
        code.get(ofX).memory('v128.load', layout.addressOf(x) + (i * length * x.rowStride + 2 * units) * 4);
      const cellAt = work.cells + i * rowBytes;
      const cellBefore = scopes.local('v128');
      if (cell === 'lstm') code.get(cells).memory('v128.load', cellAt).set(cellBefore);
      const stepped =
        cell === 'lstm' ? lstm(values, ofGates, cellBefore) : gru(values, ofGates, before, inputOfN);
      if (kernel.memory) {
        const memory = layout.addressOf(kernel.memory);
        storeLanes(code, ofUnits, memory + i * length * units * 4, before, lanes);
        const behind = memory + kernel.batchSize * length * units * 4;
        for (const [which, value] of stepped.remember.entries()) {
          const place = (i * length * remembered[cell] + which) * units * 4;
          storeLanes(code, ofKept, behind + place, value, lanes);
        }
      }
      // A step that is skipped leaves all as it was.
      const isTaken = scopes.local('v128');
      pushIsNot(code, layout, kernel, { address: ofSteps, shift: i * length }, 'skip');
      code.set(isTaken);
      code.get(stepped.h).get(before).get(isTaken).op('v128.bitselect').set(stepped.h);
      storeLanes(code, ofUnits, layout.addressOf(kernel.to) + i * length * units * 4, stepped.h, lanes);
      const isKept = before;
      if (cell === 'lstm')
        code.get(stepped.c).get(cellBefore).get(isTaken).op('v128.bitselect').set(stepped.c);
      // Nothing of the state is left where the next step begins a sequence; behind the last one nothing reads it.
      pushIsNot(
        code,
        layout,
        kernel,
        { address: ofSteps, shift: i * length + (kernel.reverse ? -1 : 1) },
        'begin',
      );
      code.set(isKept);
      code.get(next).get(stepped.h).get(isKept).op('v128.and');
      code.memory('v128.store', work.states + i * rowBytes);
      if (cell === 'lstm')
        code.get(cells).get(stepped.c).get(isKept).op('v128.and').memory('v128.store', cellAt);
    });
}

interface Stepped {
  h: Local;
  c: Local;
  remember: Local[];
}

/** From i, f, g, o before their functions, which the same locals hold after them. */
function lstm({ code, scopes }: Values, gates: readonly Local[], cellBefore: Local): Stepped {
  const [i, f, g, o] = gates as [Local, Local, Local, Local];
  for (const gate of gates) {
    code.get(gate);
    if (gate === g) tanh(code);
    else sigmoid(code);
    code.set(gate);
  }
  const [c, bent, h] = [scopes.local('v128'), scopes.local('v128'), scopes.local('v128')];
  code.get(f).get(cellBefore).op('f32x4.mul').get(i).get(g).op('f32x4.mul').op('f32x4.add').tee(c);
  tanh(code);
  code.tee(bent).get(o).op('f32x4.mul').set(h);
  return { h, c, remember: [cellBefore, i, f, g, o, bent] };
}

/** From z and r before their functions, and the n part of the product. */
function gru(
  { code, scopes }: Values,
  gates: readonly Local[],
  before: Local,
  inputOfN: () => void,
): Stepped {
  const [z, r, product] = gates as [Local, Local, Local];
  for (const gate of [z, r]) {
    code.get(gate);
    sigmoid(code);
    code.set(gate);
  }
  const [n, h] = [scopes.local('v128'), scopes.local('v128')];
  inputOfN();
  code.get(r).get(product).op('f32x4.mul').op('f32x4.add');
  tanh(code);
  code.set(n);
  // (1 − z) ∘ n + z ∘ h
  code.f32x4(1).get(z).op('f32x4.sub').get(n).op('f32x4.mul');
  code.get(z).get(before).op('f32x4.mul').op('f32x4.add').set(h);
  return { h, c: h, remember: [z, r, n, product] };
}
