/**
 * Recurrent layers: a workgroup takes a few sequences through all steps, so that nothing but the weights is read again
 * and one dispatch does for all steps. A thread has a few units of a few sequences: each weight that it reads serves
 * all of these. What the units tell each other lies in the memory of the workgroup, in two places by turns, so that one
 * barrier a step is enough.
 */
import type { BufferId, Program } from '../../program/program';
import {
  recurrenceReads,
  recurrenceWrites,
  remembered,
  type RecurrenceKernel,
  type SequenceKernel,
} from '../../program/recurrenceKernels';
import { gatesOf, stepKind } from '../../recurrence/cells';
import type { PlanOptions } from '../plan';
import type { BufferUses } from './arrays';
import { heldSum } from './held';
import { mathWgsl } from './math';
import { backward } from './recurrenceGradient';
import { heldPlace, heldRounds, holdWeights, takeTold } from './recurrenceHeld';
import {
  addProducts,
  at,
  eachSequence,
  eachSlot,
  fn,
  kindOf,
  lines,
  type Made,
  type Shares,
  shares,
  weights,
} from './recurrenceShares';
import { declared, dispatchShape, type Shader } from './shader';

/** A dispatch of its own for a kernel. */
export function recurrenceShader(
  program: Program,
  kernel: SequenceKernel,
  { limits, isSoftware }: PlanOptions,
): Shader {
  const made = kernel.kind === 'recurrence' ? forward(kernel, isSoftware) : backward(kernel, isSoftware);
  const { by } = made;
  const rounds = by.held ? heldRounds : 1;
  const sequences = by.perThread * by.groups * rounds;
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
  const workgroups = dispatchShape(
    Math.ceil(kernel.batchSize / sequences),
    limits.maxComputeWorkgroupsPerDimension,
  );
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
var<workgroup> told: array<F, ${made.told}>;

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) id: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let mine = (lane / ${by.across}u) * ${by.perThread}u;
${lines(by.slots, (s) => `  let unit${s} = lane % ${by.across}u + ${s * by.across}u;`)}
${made.before}
for (var round = 0u; round < ${rounds}u; round++) {
  let first = (id.x + id.y * ${workgroups[0]}u) * ${sequences}u + mine + round;
${lines(
  by.perThread,
  (p) => `  let isReal${p} = first + ${p}u < ${batchSize}u;
  let sequence${p} = min(first + ${p}u, ${batchSize - 1}u);`,
)}
${made.body(reverse)}
}
}
`,
    ]),
    workgroups,
  };
}

function forward(kernel: RecurrenceKernel, isSoftware: boolean): Made {
  const { cell, batchSize, length, units, x, recurrent, initial, to, memory } = kernel;
  const gates = gatesOf[cell];
  const by = shares(kernel, units, [x, recurrent, initial, to, memory], isSoftware);
  const rows = batchSize * length;
  const turn = by.perThread * by.groups * by.units;
  const heldWeights = { rows: units, columns: gates };
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
    const gate = (g: number, p: number): string => (by.held ? heldPlace(heldWeights, g) : `sum${g}_${p}`);
    const input = (g: number, p: number, unit: string): string =>
      cell === 'gru' && g === 2 ? zero : at(by, x, [x.rowStride, `row${p}`], g * units, unit);
    const sumsOfHeld = (unit: string): string => `${takeTold(heldWeights, 'now')}
${lines(gates, (g) => `${gate(g, 0)} = ${heldSum(heldWeights, g)} + ${input(g, 0, unit)};`)}`;
    const sums = (unit: string): string => `${lines(gates, (g) =>
      eachSequence(by, (p) => `var ${gate(g, p)} = ${input(g, p, unit)};`),
    )}
${products(unit)}`;
    const products = (unit: string): string => `for (var k = 0u; k < units; k++) {
${lines(gates, (g) => weights(by, recurrent, g * units, unit, `w${g}`))}
${eachSequence(
  by,
  (p) => `let h${p} = told[now + (mine + ${p}u) * units + k];
${lines(gates, (g) => addProducts(by, gate(g, p), `h${p}`, `w${g}`))}`,
)}
}`;
    const unitsOf = (s: number): string => {
      const unit = `unit${s}`;
      const inputOfN = (p: number): string => at(by, x, [x.rowStride, `row${p}`], 2 * units, unit);
      const remember = (p: number, which: number, value: string): string =>
        memory
          ? `${at(by, memory, [remembered[cell] * units, `row${p}`], rows * units + which * units, unit)} = ${value};`
          : '';
      const finish = (p: number): string => `{
let before = ${place(s, p, 'now')};
${cell === 'lstm' ? lstmStep(by, gate, s, p) : gruStep(by, gate, inputOfN(p), p)}
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
      return `${by.held ? sumsOfHeld(unit) : sums(unit)}
${eachSequence(by, finish)}`;
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
  const before = by.held
    ? holdWeights(heldWeights, (k, g) => at(by, recurrent, [recurrent.rowStride, k], g * units, 'unit0'))
    : '';
  return { by, told: 2 * turn, before, body };
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
