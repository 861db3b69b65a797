/**
 * Code of the gradient of a recurrent layer. A few sequences go back through all steps together; in a step, first what
 * reaches the gates, number by number, then the product that hands it on to the step before.
 */
import { remembered, type RecurrenceGradientKernel } from '../program/recurrenceKernels';
import { gatesOf } from '../recurrence/cells';
import type { Local } from './functionCode';
import { storeLanes } from './lanes';
import type { Layout } from './layout';
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

/** Sequences and vectors of units of a block of the product. */
const block = 4;
const vectorsOfBlock = 2;

/** Addresses in the working memory: weights on their side, and what reaches the states of a step from later ones. */
interface Work {
  panels: number;
  ofStates: number;
  /** Of an LSTM. */
  ofCells: number;
}

export function writeRecurrenceGradient(
  values: Values,
  layout: Layout,
  kernel: RecurrenceGradientKernel,
): void {
  const { cell, units, batchSize, turned } = kernel;
  const panels = packPanels(values, layout, {
    source: layout.addressOf(turned),
    rowBytes: turned.rowStride * 4,
    rows: gatesOf[cell] * units,
    vectors: Array.from({ length: vectorsOfBlock }, (_, v) => v * 16),
    step: vectorsOfBlock * 16,
    count: Math.ceil(units / (4 * vectorsOfBlock)),
  });
  // The last block of units may reach beyond those that there are.
  const numbers = mostOfChunk(block) * paddedUnits(units) + 4;
  const work = { panels, ofStates: layout.work(numbers), ofCells: layout.work(numbers) };
  overChunks(values, batchSize, block, (chunk) => writeChunk(values, layout, kernel, work, chunk));
}

function writeChunk(
  values: Values,
  layout: Layout,
  kernel: RecurrenceGradientKernel,
  work: Work,
  chunk: Chunk,
): void {
  const { code, scopes } = values;
  const { length, units, reverse } = kernel;
  const step = scopes.local('i32');
  for (const address of [work.ofStates, work.ofCells])
    code
      .i32(address)
      .i32(0)
      .i32(mostOfChunk(block) * paddedUnits(units) * 4)
      .fillMemory();
  code.i32(reverse ? 0 : length - 1).set(step);
  code.loop(() => {
    scopes.within(() => writeSlopes(values, layout, kernel, work, chunk, step));
    // Before the first step nothing is derived.
    code
      .get(step)
      .i32(reverse ? length - 1 : 0)
      .op('i32.ne');
    code.if(() => scopes.within(() => writeProducts(values, layout, kernel, work, chunk, step)));
    code
      .get(step)
      .i32(reverse ? 1 : -1)
      .op('i32.add')
      .tee(step)
      .i32(reverse ? length : -1)
      .op('i32.ne');
  });
}

/** What reaches the gates of a step, and the state before it other than by the product. */
function writeSlopes(
  values: Values,
  layout: Layout,
  kernel: RecurrenceGradientKernel,
  work: Work,
  { first, end }: Chunk,
  step: Local,
): void {
  const { code, scopes } = values;
  const { cell, length, units, gradient } = kernel;
  const local = () => scopes.local('i32');
  const [sequence, state, row, unit, steps] = [local(), local(), local(), local(), local()];
  const at = { state, ofGradient: local(), ofUnits: local(), ofKept: local(), ofGates: local() };
  const masks = { isTaken: scopes.local('v128'), isKept: scopes.local('v128') };
  const moving = Object.values(at);
  code.get(first).set(sequence).i32(0).set(state);
  code.loop(() => {
    setRow(code, row, sequence, length, step);
    setAddress(code, steps, row, 1);
    pushIsNot(code, layout, kernel, { address: steps, shift: 0 }, 'skip');
    code.set(masks.isTaken);
    pushIsNot(code, layout, kernel, { address: steps, shift: 0 }, 'begin');
    code.set(masks.isKept);
    setAddress(code, at.ofGradient, row, gradient.rowStride);
    setAddress(code, at.ofUnits, row, units);
    setAddress(code, at.ofKept, row, remembered[cell] * units);
    setAddress(code, at.ofGates, row, gatesOf[cell] * units);
    const whole = units - (units % 4);
    if (whole > 0) {
      code.i32(0).set(unit);
      code.count(unit, 16, whole * 4, () => {
        scopes.within(() => writeUnits(values, layout, kernel, work, { ...at, ...masks, lanes: 4 }));
        for (const address of moving) code.get(address).i32(16).op('i32.add').set(address);
      });
    }
    if (whole < units) {
      const lanes = units - whole;
      scopes.within(() => writeUnits(values, layout, kernel, work, { ...at, ...masks, lanes }));
      code.get(state).i32(16).op('i32.add').set(state);
    }
    code.get(sequence).i32(1).op('i32.add').tee(sequence).get(end).op('i32.lt_u');
  });
}

/** Where four units of a row lie in each matrix, and what its step does. */
interface Units {
  state: Local;
  ofGradient: Local;
  ofUnits: Local;
  ofKept: Local;
  ofGates: Local;
  isTaken: Local;
  isKept: Local;
  lanes: number;
}

function writeUnits(
  values: Values,
  layout: Layout,
  kernel: RecurrenceGradientKernel,
  work: Work,
  at: Units,
): void {
  const { code, scopes } = values;
  const { cell, batchSize, length, units, gradient, memory } = kernel;
  const loaded = (address: Local, offset: number): Local => {
    const local = scopes.local('v128');
    code.get(address).memory('v128.load', offset).set(local);
    return local;
  };
  const behind = layout.addressOf(memory) + batchSize * length * units * 4;
  const kept = Array.from({ length: remembered[cell] }, (_, which) =>
    loaded(at.ofKept, behind + which * units * 4),
  );
  const dh = loaded(at.state, work.ofStates);
  code.get(dh).get(at.ofGradient).memory('v128.load', layout.addressOf(gradient)).op('f32x4.add').set(dh);
  const store = (start: NonNullable<typeof kernel.ofProduct>, gate: number, value: Local) => {
    code.get(value).get(at.isTaken).op('v128.and').set(value);
    storeLanes(code, at.ofGates, layout.addressOf(start) + gate * units * 4, value, at.lanes);
  };
  const handedOn = scopes.local('v128');
  if (cell === 'lstm') {
    const dcAfter = loaded(at.state, work.ofCells);
    const { slopes, dc } = lstmSlopes(values, kept, dh, dcAfter);
    for (const [gate, slope] of slopes.entries()) store(kernel.to, gate, slope);
    code.get(at.state).get(dc).get(at.isKept).op('v128.and').get(dcAfter);
    code.get(at.isTaken).op('v128.bitselect').memory('v128.store', work.ofCells);
    code.f32x4(0).set(handedOn);
  } else {
    const before = loaded(at.ofUnits, layout.addressOf(memory));
    const { slopes, ofProductOfN } = gruSlopes(values, kept, before, dh);
    for (const [gate, slope] of slopes.entries()) store(kernel.to, gate, slope);
    if (kernel.ofProduct)
      for (const [gate, slope] of [slopes[0]!, slopes[1]!, ofProductOfN].entries())
        store(kernel.ofProduct, gate, slope);
    code.get(dh).get(kept[0]!).op('f32x4.mul').get(at.isKept).op('v128.and').set(handedOn);
  }
  code.get(at.state).get(handedOn).get(dh).get(at.isTaken).op('v128.bitselect');
  code.memory('v128.store', work.ofStates);
}

/** Pushes the slope of a sigmoid, from its value. */
function pushBend({ code }: Values, value: Local): void {
  code.get(value).f32x4(1).get(value).op('f32x4.sub').op('f32x4.mul');
}

/** Pushes the slope of a hyperbolic tangent, from its value. */
function pushFlattening({ code }: Values, value: Local): void {
  code.f32x4(1).get(value).get(value).op('f32x4.mul').op('f32x4.sub');
}

function lstmSlopes(
  values: Values,
  [before, i, f, g, o, bent]: readonly Local[],
  dh: Local,
  dcAfter: Local,
): { slopes: Local[]; dc: Local } {
  const { code, scopes } = values;
  const dc = scopes.local('v128');
  code.get(dh).get(o!).op('f32x4.mul');
  pushFlattening(values, bent!);
  code.op('f32x4.mul').get(dcAfter).op('f32x4.add').set(dc);
  const slope = (by: Local, of: Local, bend: () => void): Local => {
    const local = scopes.local('v128');
    code.get(by).get(of).op('f32x4.mul');
    bend();
    code.op('f32x4.mul').set(local);
    return local;
  };
  const slopes = [
    slope(dc, g!, () => pushBend(values, i!)),
    slope(dc, before!, () => pushBend(values, f!)),
    slope(dc, i!, () => pushFlattening(values, g!)),
    slope(dh, bent!, () => pushBend(values, o!)),
  ];
  code.get(dc).get(f!).op('f32x4.mul').set(dc);
  return { slopes, dc };
}

function gruSlopes(
  values: Values,
  [z, r, n, product]: readonly Local[],
  before: Local,
  dh: Local,
): { slopes: Local[]; ofProductOfN: Local } {
  const { code, scopes } = values;
  const [dz, dr, dn, dp] = Array.from({ length: 4 }, () => scopes.local('v128')) as Four;
  code.get(dh).f32x4(1).get(z!).op('f32x4.sub').op('f32x4.mul');
  pushFlattening(values, n!);
  code.op('f32x4.mul').set(dn);
  code.get(dh).get(before).get(n!).op('f32x4.sub').op('f32x4.mul');
  pushBend(values, z!);
  code.op('f32x4.mul').set(dz);
  code.get(dn).get(product!).op('f32x4.mul');
  pushBend(values, r!);
  code.op('f32x4.mul').set(dr);
  code.get(dn).get(r!).op('f32x4.mul').set(dp);
  return { slopes: [dz, dr, dn], ofProductOfN: dp };
}

type Four = [Local, Local, Local, Local];

/** Adds to what reaches the states of the step before what comes by the product. */
function writeProducts(
  values: Values,
  layout: Layout,
  kernel: RecurrenceGradientKernel,
  work: Work,
  { first, end, block: rows }: Chunk,
  step: Local,
): void {
  const { code, scopes } = values;
  const { cell, length, units } = kernel;
  const slopes = layout.addressOf(kernel.ofProduct ?? kernel.to);
  const width = gatesOf[cell] * units;
  const rowBytes = paddedUnits(units) * 4;
  const local = () => scopes.local('i32');
  const [panel, unit, sequence, row, left, state, steps] = [
    local(),
    local(),
    local(),
    local(),
    local(),
    local(),
    local(),
  ];
  const overSequences = (vectors: number) => {
    code.get(first).set(sequence).get(unit).set(state);
    code.loop(() => {
      scopes.within(() => {
        setRow(code, row, sequence, length, step);
        setAddress(code, left, row, width);
        setAddress(code, steps, row, 1);
        const sums = Array.from({ length: rows }, () =>
          Array.from({ length: vectorsOfBlock }, () => scopes.local('v128')),
        );
        for (const sum of sums.flat()) code.f32x4(0).set(sum);
        const leftAt = sums.map((_, i) => slopes + i * length * width * 4);
        addProducts(values, { sums, left, leftAt, panel, length: width });
        const isKept = scopes.local('v128');
        for (const [i, ofRow] of sums.entries()) {
          pushIsNot(code, layout, kernel, { address: steps, shift: i * length }, 'begin');
          code.set(isKept);
          for (const [v, sum] of ofRow.slice(0, vectors).entries()) {
            const at = work.ofStates + i * rowBytes + v * 16;
            code.get(state).get(sum).get(isKept).op('v128.and');
            code.get(state).memory('v128.load', at).op('f32x4.add').memory('v128.store', at);
          }
        }
      });
      code
        .get(state)
        .i32(rows * rowBytes)
        .op('i32.add')
        .set(state);
      code.get(sequence).i32(rows).op('i32.add').tee(sequence).get(end).op('i32.lt_u');
    });
  };
  const vectors = Math.ceil(units / 4);
  const whole = vectors - (vectors % vectorsOfBlock);
  code.i32(work.panels).set(panel).i32(0).set(unit);
  if (whole > 0)
    code.count(unit, vectorsOfBlock * 16, whole * 16, () => {
      overSequences(vectorsOfBlock);
      code
        .get(panel)
        .i32(width * vectorsOfBlock * 16)
        .op('i32.add')
        .set(panel);
    });
  if (whole < vectors) overSequences(vectors - whole);
}
