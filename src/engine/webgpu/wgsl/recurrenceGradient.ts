/** Back through a recurrent layer; see `recurrence.ts`. */
import { remembered, type RecurrenceGradientKernel } from '../../program/recurrenceKernels';
import { gatesOf, stepKind } from '../../recurrence/cells';
import { heldSum } from './held';
import { holdWeights, takeTold } from './recurrenceHeld';
import {
  addProducts,
  at,
  eachSequence,
  eachSlot,
  kindOf,
  lines,
  type Made,
  shares,
  weights,
} from './recurrenceShares';

export function backward(kernel: RecurrenceGradientKernel, isSoftware: boolean): Made {
  const { cell, batchSize, length, units, memory, turned, gradient, to, ofProduct } = kernel;
  const gates = gatesOf[cell];
  const width = gates * units;
  const by = shares(kernel, width, [memory, turned, gradient, to, ofProduct], isSoftware);
  const told = gates * by.units;
  const turn = by.turns === 2 ? by.perThread * by.groups * told : 0;
  // A thread sums a quarter of the slopes, for four vectors of units; threads side by side have the same quarter.
  const heldWeights = { rows: width / 4, columns: 4 };
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
    const productsOfHeld = `${takeTold(heldWeights, `turn + quarter * ${heldWeights.rows / 4}u`)}
${lines(4, (v) => `told[${2 * turn}u + quarter * units + firstOfFour + ${v}u] = ${heldSum(heldWeights, v)};`)}
workgroupBarrier();
let sum0 = ${[0, 1, 2, 3].map((q) => `told[${2 * turn}u + ${q}u * units + unit0]`).join(' + ')};
dh0_0 += select(sum0, ${zero}, kind0 == ${stepKind.begin});`;
    const products = (s: number): string => `${eachSequence(by, (p) => `var sum${p} = ${zero};`)}
for (var k = 0u; k < ${told}u; k++) {
${weights(by, turned, 0, `unit${s}`, 'w')}
${eachSequence(
  by,
  (p) => `let slope${p} = told[turn + (mine + ${p}u) * ${told}u + k];
${addProducts(by, `sum${p}`, `slope${p}`, 'w')}`,
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
${by.held ? productsOfHeld : eachSlot(by, products)}
${by.turns === 1 ? '  workgroupBarrier();' : ''}
}`;
  };
  const row = (k: string): string => `(quarter * ${heldWeights.rows}u + ${k})`;
  const before = by.held
    ? `let quarter = lane / ${by.units / 4}u;
let firstOfFour = 4u * (lane % ${by.units / 4}u);
${holdWeights(heldWeights, (k, v) => at(by, turned, [turned.rowStride, row(k)], 4 * v, 'firstOfFour'))}`
    : '';
  const shared = Math.max(turn * 2, by.perThread * by.groups * told) + (by.held ? 4 * by.units : 0);
  return { by, told: shared, before, body };
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
