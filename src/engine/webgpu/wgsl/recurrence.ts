/**
 * Recurrent layers: a workgroup takes a few sequences through all steps, so that nothing but the weights is read again
 * and one dispatch does for all steps. A thread has a few units of a few sequences: each weight that it reads serves
 * all of these. What the units tell each other lies in the memory of the workgroup, in two places by turns, so that one
 * barrier a step is enough.
 */
import type { BufferId, Program, Start } from '../../program/program';
import {
  recurrenceReads,
  recurrenceWrites,
  remembered,
  type RecurrenceGradientKernel,
  type RecurrenceKernel,
  type SequenceKernel,
} from '../../program/recurrenceKernels';
import { gatesOf, stepKind } from '../../recurrence/cells';
import { arrayName, type BufferUses } from './arrays';
import { mathWgsl } from './math';
import { declared, dispatchShape, type Shader } from './shader';

/** What every device offers a workgroup. */
const mostThreads = 256;
const mostShared = 16_384 / 4;

/** How the work is shared out. Numbers of units and columns are vectors of `lanes`. */
interface Shares {
  lanes: 1 | 4;
  /** Vectors of units of a sequence. */
  units: number;
  /** Sequences of a thread, and threads that share a vector of units. */
  perThread: number;
  groups: number;
  /** Threads side by side, and vectors of units of each. */
  across: number;
  slots: number;
  /** Places, by turns, of what units tell each other. */
  turns: 1 | 2;
}

/** @param told numbers that the units of a sequence tell each other in a step */
function shares(kernel: SequenceKernel, told: number, starts: readonly (Start | null)[]): Shares {
  const { units, batchSize } = kernel;
  const fits = units % 4 === 0 && starts.every((start) => start === null || isAligned(start));
  const lanes = fits ? 4 : 1;
  const most = Math.max(1, Math.min(8, Math.floor(mostShared / (2 * told)), batchSize));
  const turns = 2 * told <= mostShared ? 2 : 1;
  const perThread = Math.min(4, most);
  const groups = Math.max(1, Math.floor(most / perThread));
  const vectors = units / lanes;
  const across = Math.min(vectors, Math.floor(mostThreads / groups));
  return { lanes, units: vectors, perThread, groups, across, slots: Math.ceil(vectors / across), turns };
}

const isAligned = (start: Start & { rowStride?: number }): boolean =>
  start.offset % 4 === 0 && (start.rowStride ?? 0) % 4 === 0;

/** A dispatch of its own for a kernel. */
export function recurrenceShader(program: Program, kernel: SequenceKernel, maxWorkgroups: number): Shader {
  const made = kernel.kind === 'recurrence' ? forward(kernel) : backward(kernel);
  const { by } = made;
  const sequences = by.perThread * by.groups;
  const uses: BufferUses = new Map();
  const use = (buffer: BufferId, written: boolean) =>
    uses.set(buffer, {
      read: !written,
      written,
      wantsVectors: by.lanes === 4 && buffer !== kernel.steps.buffer,
      needsNumbers: false,
    });
  for (const buffer of recurrenceReads(kernel)) use(buffer, false);
  for (const buffer of recurrenceWrites(kernel)) use(buffer, true);
  const workgroups = dispatchShape(Math.ceil(kernel.batchSize / sequences), maxWorkgroups);
  const { turns } = by;
  const { length, batchSize, reverse } = kernel;
  const type = by.lanes === 4 ? 'vec4<f32>' : 'f32';
  const threads = by.across * by.groups;
  return {
    name: kernel.name,
    ...declared(program, uses, (each) => (each.wantsVectors ? 'vec4<T>' : 'T'), [
      mathWgsl,
      `alias F = ${type};
const numSteps = ${length}u;
const units = ${by.units}u;
var<workgroup> told: array<F, ${turns * sequences * made.told}>;

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) id: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let mine = (lane / ${by.across}u) * ${by.perThread}u;
  let first = (id.x + id.y * ${workgroups[0]}u) * ${sequences}u + mine;
${lines(
  by.perThread,
  (p) => `  let isReal${p} = first + ${p}u < ${batchSize}u;
  let sequence${p} = min(first + ${p}u, ${batchSize - 1}u);`,
)}
${lines(by.slots, (s) => `  let unit${s} = lane % ${by.across}u + ${s * by.across}u;`)}
${made.body(reverse)}
}
`,
    ]),
    workgroups,
  };
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

interface Made {
  by: Shares;
  /** Vectors that the units of a sequence tell each other. */
  told: number;
  body(reverse: boolean): string;
}

/** Everything that is done for each vector of units of a thread, if there are as many. */
const eachSlot = ({ slots, units, across }: Shares, write: (slot: number) => string): string =>
  lines(slots, (s) =>
    (s + 1) * across <= units ? `{\n${write(s)}\n}` : `if (unit${s} < units) {\n${write(s)}\n}`,
  );

const eachSequence = ({ perThread }: Shares, write: (sequence: number) => string): string =>
  lines(perThread, write);

/** WGSL of a number or vector: `row` is a u32 expression, `column` a constant number of numbers, `unit` a variable. */
const at = (
  { lanes }: Shares,
  start: Start,
  [rowStride, row]: readonly [number, string],
  column: number,
  unit: string,
): string =>
  `${arrayName(start.buffer)}[${(start.offset + column) / lanes}u + (${row}) * ${rowStride / lanes}u + ${unit}]`;

const kindOf = (kernel: SequenceKernel, row: string): string =>
  `${arrayName(kernel.steps.buffer)}[${kernel.steps.offset}u + ${row}]`;

const fn = (name: 'sigmoid' | 'tanh', { lanes }: Shares): string => `${name}${lanes}`;

function forward(kernel: RecurrenceKernel): Made {
  const { cell, batchSize, length, units, x, recurrent, initial, to, memory } = kernel;
  const gates = gatesOf[cell];
  const by = shares(kernel, units, [x, recurrent, initial, to, memory]);
  const rows = batchSize * length;
  const turn = by.perThread * by.groups * by.units;
  const place = (s: number, p: number, from: string): string =>
    `told[${from} + (mine + ${p}u) * units + unit${s}]`;
  const begins = (p: number, time: string): string =>
    `${kindOf(kernel, `sequence${p} * numSteps + ${time}`)} == ${stepKind.begin}`;
  const zero = 'F(0.0)';
  const body = (reverse: boolean): string => {
    const time = (step: string): string => (reverse ? `(numSteps - 1u - (${step}))` : `(${step})`);
    const start = (s: number, p: number): string => {
      const given = initial ? at(by, initial, [initial.rowStride, `sequence${p}`], 0, `unit${s}`) : zero;
      return `${place(s, p, '0u')} = select(${given}, ${zero}, ${begins(p, time('0u'))});`;
    };
    const gate = (g: number, p: number): string => `sum${g}_${p}`;
    const products =
      by.lanes === 4
        ? `for (var k = 0u; k < units; k++) {
${eachSequence(by, (p) => `let h${p} = told[now + (mine + ${p}u) * units + k];`)}
${lines(4, (kk) =>
  lines(
    gates,
    (g) => `{ let w = ${at(by, recurrent, [recurrent.rowStride, `4u * k + ${kk}u`], g * units, 'UNIT')};
${eachSequence(by, (p) => `${gate(g, p)} += h${p}[${kk}] * w;`)} }`,
  ),
)}
}`
        : `for (var k = 0u; k < units; k++) {
${eachSequence(by, (p) => `let h${p} = told[now + (mine + ${p}u) * units + k];`)}
${lines(
  gates,
  (g) => `{ let w = ${at(by, recurrent, [recurrent.rowStride, 'k'], g * units, 'UNIT')};
${eachSequence(by, (p) => `${gate(g, p)} += h${p} * w;`)} }`,
)}
}`;
    const unitsOf = (s: number): string => {
      const unit = `unit${s}`;
      const input = (g: number, p: number): string => at(by, x, [x.rowStride, `row${p}`], g * units, unit);
      const remember = (p: number, which: number, value: string): string =>
        memory
          ? `${at(by, memory, [remembered[cell] * units, `row${p}`], rows * units + which * units, unit)} = ${value};`
          : '';
      const finish = (p: number): string => `{
let before = ${place(s, p, 'now')};
${cell === 'lstm' ? lstmStep(by, gate, s, p) : gruStep(by, gate, input(2, p), p)}
let isTaken = kind${p} != ${stepKind.skip};
let h = select(before, hTaken, isTaken);
if (isReal${p}) {
  ${at(by, to, [units, `row${p}`], 0, unit)} = h;
  ${memory ? `${at(by, memory, [units, `row${p}`], 0, unit)} = before;` : ''}
  ${(cell === 'lstm' ? ['cBefore', 'i', 'f', 'g', 'o', 'bent'] : ['z', 'r', 'n', 'product'])
    .map((value, which) => remember(p, which, value))
    .join('\n  ')}
}
${cell === 'lstm' ? `c${s}_${p} = select(select(cBefore, c, isTaken), ${zero}, isLast${p});` : ''}
${place(s, p, 'later')} = select(h, ${zero}, isLast${p});
}`;
      return [
        lines(gates, (g) =>
          eachSequence(by, (p) => `var ${gate(g, p)} = ${cell === 'gru' && g === 2 ? zero : input(g, p)};`),
        ),
        products.replaceAll('UNIT', unit),
        eachSequence(by, finish),
      ].join('\n');
    };
    return `
${cell === 'lstm' ? lines(by.slots, (s) => eachSequence(by, (p) => `var c${s}_${p} = ${zero};`)) : ''}
${eachSlot(by, (s) => eachSequence(by, (p) => start(s, p)))}
workgroupBarrier();
for (var step = 0u; step < numSteps; step++) {
  let now = (step & 1u) * ${turn}u;
  let later = ${turn}u - now;
  let time = ${time('step')};
  let next = ${time(`min(step + 1u, numSteps - 1u)`)};
${eachSequence(
  by,
  (p) => `  let row${p} = sequence${p} * numSteps + time;
  let kind${p} = ${kindOf(kernel, `row${p}`)};
  // Nothing of the state is left where the next step begins a sequence.
  let isLast${p} = ${begins(p, 'next')};`,
)}
${eachSlot(by, unitsOf)}
  workgroupBarrier();
}`;
  };
  return { by: { ...by, turns: 2 }, told: by.units, body };
}

const lstmStep = (by: Shares, gate: (g: number, p: number) => string, s: number, p: number): string => {
  const [sigmoid, tanh] = [fn('sigmoid', by), fn('tanh', by)];
  return `let cBefore = c${s}_${p};
let i = ${sigmoid}(${gate(0, p)});
let f = ${sigmoid}(${gate(1, p)});
let g = ${tanh}(${gate(2, p)});
let o = ${sigmoid}(${gate(3, p)});
let c = f * cBefore + i * g;
let bent = ${tanh}(c);
let hTaken = o * bent;`;
};

const gruStep = (by: Shares, gate: (g: number, p: number) => string, inputOfN: string, p: number): string =>
  `let z = ${fn('sigmoid', by)}(${gate(0, p)});
let r = ${fn('sigmoid', by)}(${gate(1, p)});
let product = ${gate(2, p)};
let n = ${fn('tanh', by)}(${inputOfN} + r * product);
let hTaken = (F(1.0) - z) * n + z * before;`;

function backward(kernel: RecurrenceGradientKernel): Made {
  const { cell, batchSize, length, units, memory, turned, gradient, to, ofProduct } = kernel;
  const gates = gatesOf[cell];
  const width = gates * units;
  const by = shares(kernel, width, [memory, turned, gradient, to, ofProduct]);
  const told = gates * by.units;
  const turn = by.turns === 2 ? by.perThread * by.groups * told : 0;
  const zero = 'F(0.0)';
  const body = (reverse: boolean): string => {
    const slopes = (s: number): string => {
      const unit = `unit${s}`;
      const kept = (which: number, p: number): string =>
        at(
          by,
          memory,
          [remembered[cell] * units, `row${p}`],
          batchSize * length * units + which * units,
          unit,
        );
      const names = cell === 'lstm' ? ['cBefore', 'i', 'f', 'g', 'o', 'bent'] : ['z', 'r', 'n', 'product'];
      const before = at(by, memory, [units, 'ROW'], 0, unit);
      return eachSequence(
        by,
        (p) => `{
let isTaken = kind${p} != ${stepKind.skip};
let isFirst = kind${p} == ${stepKind.begin};
let dh = dh${s}_${p} + ${at(by, gradient, [gradient.rowStride, `row${p}`], 0, unit)};
${names.map((name, which) => `let ${name} = ${kept(which, p)};`).join('\n')}
${cell === 'lstm' ? lstmBack(s, p) : gruBack(before.replace('ROW', `row${p}`))}
${lines(gates, (g) => `let taken${g} = select(${zero}, slope${g}, isTaken);`)}
${cell === 'gru' ? `let takenOfProduct = select(${zero}, slope2 * r, isTaken);` : ''}
if (isReal${p}) {
${lines(gates, (g) => `  ${at(by, to, [width, `row${p}`], g * units, unit)} = taken${g};`)}
${
  ofProduct
    ? lines(
        gates,
        (g) =>
          `  ${at(by, ofProduct, [width, `row${p}`], g * units, unit)} = ${g === 2 ? 'takenOfProduct' : `taken${g}`};`,
      )
    : ''
}
}
${lines(
  gates,
  (g) =>
    `told[turn + (mine + ${p}u) * ${told}u + ${g * by.units}u + ${unit}] = ${cell === 'gru' && g === 2 ? 'takenOfProduct' : `taken${g}`};`,
)}
dh${s}_${p} = select(dh, select(handedOn, ${zero}, isFirst), isTaken);
}`,
      );
    };
    const products = (s: number): string => `${eachSequence(by, (p) => `var sum${p} = ${zero};`)}
for (var k = 0u; k < ${told}u; k++) {
${eachSequence(by, (p) => `let slope${p} = told[turn + (mine + ${p}u) * ${told}u + k];`)}
${lines(
  by.lanes,
  (kk) => `{ let w = ${at(by, turned, [turned.rowStride, `${by.lanes}u * k + ${kk}u`], 0, `unit${s}`)};
${eachSequence(by, (p) => `sum${p} += slope${p}${by.lanes === 4 ? `[${kk}]` : ''} * w;`)} }`,
)}
}
${eachSequence(by, (p) => `dh${s}_${p} += select(sum${p}, ${zero}, kind${p} == ${stepKind.begin});`)}`;
    return `
${lines(by.slots, (s) => eachSequence(by, (p) => `var dh${s}_${p} = ${zero};\nvar dc${s}_${p} = ${zero};`))}
for (var left = numSteps; left > 0u; left--) {
  let turn = (left & 1u) * ${turn}u;
  let time = ${reverse ? 'numSteps - left' : 'left - 1u'};
${eachSequence(
  by,
  (p) => `  let row${p} = sequence${p} * numSteps + time;
  let kind${p} = ${kindOf(kernel, `row${p}`)};`,
)}
${eachSlot(by, slopes)}
  workgroupBarrier();
${eachSlot(by, products)}
${by.turns === 1 ? '  workgroupBarrier();' : ''}
}`;
  };
  return { by, told, body };
}

const lstmBack = (s: number, p: number): string =>
  `let dc = dc${s}_${p} + dh * o * (F(1.0) - bent * bent);
let slope0 = dc * g * i * (F(1.0) - i);
let slope1 = dc * cBefore * f * (F(1.0) - f);
let slope2 = dc * i * (F(1.0) - g * g);
let slope3 = dh * bent * o * (F(1.0) - o);
dc${s}_${p} = select(dc${s}_${p}, select(dc * f, F(0.0), isFirst), isTaken);
let handedOn = F(0.0);`;

const gruBack = (before: string): string =>
  `let slope2 = dh * (F(1.0) - z) * (F(1.0) - n * n);
let slope0 = dh * (${before} - n) * z * (F(1.0) - z);
let slope1 = slope2 * product * r * (F(1.0) - r);
let handedOn = dh * z;`;
