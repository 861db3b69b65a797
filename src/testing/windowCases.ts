/** Programs of the kernels of convolution with maximum over time. */
import { draw, unit } from '../data/random';
import type { Kernel } from '../engine/program/program';
import { convMaxCases, type ConvMaxCase } from './convMaxCases';
import { Draft, type ProgramCase } from './programDraft';

/** Whole numbers, so that scores are often equal. */
const scores = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.floor(unit(draw({ a: 2, b: 6 }, 0, i).a) * 7) - 5);

/** The winners of made-up scores, then both gradients there; matrices lie with gaps and amid buffers. */
function windowCase({ name, shape, x, lengths, filters, weights }: ConvMaxCase): ProgramCase {
  const { batchSize: examples, length, depth, width, numFilters: columns } = shape;
  const span = width * depth;
  const draft = new Draft();
  const shifted = (values: Float32Array, rowLength: number, rowStride: number): Float32Array => {
    const out = new Float32Array(4 + (values.length / rowLength) * rowStride);
    for (let i = 0; i < values.length; i++)
      out[4 + Math.floor(i / rowLength) * rowStride + (i % rowLength)] = values[i]!;
    return out;
  };
  const wide = columns + 4;
  const numScores = (examples * length - width + 1) * columns;
  const matrix = (values: Float32Array) => ({
    buffer: draft.holding(shifted(values, columns, wide)),
    offset: 4,
    rowStride: wide,
  });
  const start = (buffer: number, offset: number) => ({ buffer, offset });
  const winners = start(draft.empty(4 + examples * columns, 'output', 'i32'), 4);
  const gradient = matrix(weights);
  const at = { name: 'gradient', examples, depth, span, columns, winners, gradient };
  const kernels: Kernel[] = [
    {
      ...at,
      kind: 'filterGradient',
      x: start(draft.holding(shifted(x, depth, depth)), 4),
      to: start(draft.empty(4 + span * columns), 4),
    },
    {
      ...at,
      kind: 'inputGradient',
      length,
      filters: matrix(filters),
      to: start(draft.empty(4 + examples * length * depth), 4),
    },
  ];
  return draft
    .level({
      ...{ kind: 'winners', name: 'winners', examples, length, width, columns, winners },
      scores: matrix(scores(numScores)),
      lengths: start(draft.holding(Int32Array.of(-1, ...lengths)), 1),
    })
    .level(...kernels)
    .done(`windows: ${name}`, { tolerance: 1e-5 });
}

export const windowCases = (): ProgramCase[] => convMaxCases().map(windowCase);
