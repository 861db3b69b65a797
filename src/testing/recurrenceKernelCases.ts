/** Programs of the kernels of recurrent layers, there and back. */
import type { Kernel } from '../engine/program/program';
import { memorySize } from '../engine/program/recurrenceKernels';
import { gatesOf } from '../engine/recurrence/cells';
import { Draft, type ProgramCase } from './programDraft';
import { recurrenceCases, type RecurrenceCase } from './recurrenceCases';

/** Matrices lie with gaps and amid buffers; what the gradient needs goes from kernel to kernel. */
export function recurrenceProgram(one: RecurrenceCase): ProgramCase {
  const { x, recurrent, steps, initial, weights } = one;
  const { cell, batchSize, length, units, reverse } = one.shape;
  const width = gatesOf[cell] * units;
  const rows = batchSize * length;
  const draft = new Draft();
  const matrix = (values: Float32Array, columns: number) => {
    const rowStride = columns + 4;
    const out = new Float32Array(4 + (values.length / columns) * rowStride);
    for (let i = 0; i < values.length; i++)
      out[4 + Math.floor(i / columns) * rowStride + (i % columns)] = values[i]!;
    return { buffer: draft.holding(out), offset: 4, rowStride };
  };
  const turned = Float32Array.from(
    { length: recurrent.length },
    (_, i) => recurrent[(i % units) * width + Math.floor(i / units)]!,
  );
  const output = (size: number) => ({ buffer: draft.empty(4 + size), offset: 4 });
  const of = { cell, batchSize, length, units, reverse };
  const kinds = { buffer: draft.holding(Int32Array.of(-1, ...steps)), offset: 1 };
  const memory = { buffer: draft.empty(4 + memorySize(cell, rows, units), 'scratch'), offset: 4 };
  const forward: Kernel = {
    ...{ ...of, kind: 'recurrence', name: 'there', steps: kinds, memory },
    x: matrix(x, width),
    recurrent: matrix(recurrent, width),
    initial: initial && matrix(initial, units),
    to: output(rows * units),
  };
  const alone: Kernel = { ...forward, name: 'scoring', memory: null, to: output(rows * units) };
  return draft
    .level(forward, alone)
    .level({
      ...{ ...of, kind: 'recurrenceGradient', name: 'back', steps: kinds, memory },
      turned: matrix(turned, units),
      gradient: matrix(weights, units),
      to: output(rows * width),
      ofProduct: cell === 'gru' ? output(rows * width) : null,
    })
    .done(`recurrence: ${one.name}`, { tolerance: 1e-5 });
}

export const recurrenceKernelCases = (): ProgramCase[] => recurrenceCases().map(recurrenceProgram);
