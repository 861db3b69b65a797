/** The window kernels in plain loops, for the interpreter. */
import type { BufferId } from './program';
import type {
  FilterGradientKernel,
  InputGradientKernel,
  Matrix,
  WindowKernel,
  WinnersKernel,
} from './windowKernels';

type Numbers = Float32Array | Int32Array;
type Memory = readonly Numbers[];

/** Runs one window kernel over `memory`. */
export function interpretWindows(kernel: WindowKernel, memory: Memory): void {
  if (kernel.kind === 'winners') findWinners(kernel, memory);
  else if (kernel.kind === 'filterGradient') addWindows(kernel, memory);
  else addFilters(kernel, memory);
}

const from = (memory: Memory, { buffer, offset }: { buffer: BufferId; offset: number }): Numbers =>
  memory[buffer]!.subarray(offset);

const reader =
  (memory: Memory, { rowStride, ...start }: Matrix) =>
  (row: number, column: number): number =>
    from(memory, start)[row * rowStride + column]!;

function findWinners(kernel: WinnersKernel, memory: Memory): void {
  const { examples, length, width, columns } = kernel;
  const score = reader(memory, kernel.scores);
  const lengths = from(memory, kernel.lengths);
  const winners = from(memory, kernel.winners);
  for (let e = 0; e < examples; e++) {
    const first = e * length;
    const windows = Math.max(1, Math.min(lengths[e]!, length) - width + 1);
    for (let c = 0; c < columns; c++) {
      let winner = first;
      for (let window = first; window < first + windows; window++)
        if (score(window, c) > score(winner, c)) winner = window;
      winners[e * columns + c] = winner;
    }
  }
}

/** Calls `visit` for each example and column with the first number of the window that won, and the gradient there. */
function overWinners(
  { examples, columns, depth, ...kernel }: FilterGradientKernel | InputGradientKernel,
  memory: Memory,
  visit: (column: number, first: number, gradient: number) => void,
): void {
  const gradient = reader(memory, kernel.gradient);
  const winners = from(memory, kernel.winners);
  for (let e = 0; e < examples; e++)
    for (let c = 0; c < columns; c++) visit(c, winners[e * columns + c]! * depth, gradient(e, c));
}

function addWindows(kernel: FilterGradientKernel, memory: Memory): void {
  const { columns, span, to } = kernel;
  const x = from(memory, kernel.x);
  const sums = new Float64Array(span * columns);
  overWinners(kernel, memory, (c, first, gradient) => {
    for (let p = 0; p < span; p++) sums[p * columns + c]! += gradient * x[first + p]!;
  });
  from(memory, to).set(sums);
}

function addFilters(kernel: InputGradientKernel, memory: Memory): void {
  const { examples, length, depth, span, to } = kernel;
  const filter = reader(memory, kernel.filters);
  const sums = new Float64Array(examples * length * depth);
  overWinners(kernel, memory, (c, first, gradient) => {
    for (let p = 0; p < span; p++) sums[first + p]! += gradient * filter(p, c);
  });
  from(memory, to).set(sums);
}
