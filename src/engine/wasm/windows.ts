/**
 * Code of the kernels of convolution with maximum over time. A window lies in one piece, and so does each filter once
 * the filters are turned on their side: both gradients add whole runs of numbers.
 */
import type {
  FilterGradientKernel,
  InputGradientKernel,
  WindowKernel,
  WinnersKernel,
} from '../program/windowKernels';
import type { Local } from './functionCode';
import { storeLanes } from './lanes';
import type { Layout } from './layout';
import { packPanel } from './panels';
import type { Values } from './values';

/** Vectors of scores that are compared in one walk over the windows. */
const comparedAtOnce = 4;
/** Vectors of a sum that are kept in registers. */
const summedAtOnce = 8;

/** Writes a window kernel into the function of `values`. */
export function writeWindows(values: Values, layout: Layout, kernel: WindowKernel): void {
  values.scopes.within(() => {
    if (kernel.kind === 'winners') writeWinners(values, layout, kernel);
    else if (kernel.kind === 'filterGradient') writeFilterGradient(values, layout, kernel);
    else writeInputGradient(values, layout, kernel);
  });
}

/** Runs `write` for stretches of at most `most` vectors, with the first number of each and its vectors. */
function inStretches(numbers: number, most: number, write: (first: number, vectors: number) => void): void {
  for (let first = 0; first < numbers; first += most * 4)
    write(first, Math.min(most, Math.ceil((numbers - first) / 4)));
}

function writeWinners(values: Values, layout: Layout, kernel: WinnersKernel): void {
  const { code, scopes } = values;
  const { examples, length, width, columns, scores } = kernel;
  const rowBytes = scores.rowStride * 4;
  const [example, extra, row, end, to] = Array.from({ length: 5 }, () => scopes.local('i32')) as Five;
  code.i32(0).set(example);
  code.count(example, 1, examples, () => {
    // Windows after the first.
    code.get(example).times(4).memory('i32.load', layout.addressOf(kernel.lengths));
    code.i32(width).op('i32.sub').set(extra);
    atMost(values, extra, length - width);
    code.get(extra).i32(0).op('i32.lt_s');
    code.if(() => code.i32(0).set(extra));
    code
      .get(example)
      .times(columns * 4)
      .set(to);
    inStretches(columns, comparedAtOnce, (first, vectors) =>
      scopes.within(() => {
        const at = layout.addressOf(scores) + first * 4;
        const window = scopes.local('v128');
        const [score, isBetter] = [scopes.local('v128'), scopes.local('v128')];
        const best = Array.from({ length: vectors }, () => scopes.local('v128'));
        const winner = Array.from({ length: vectors }, () => scopes.local('v128'));
        code
          .get(example)
          .times(length * rowBytes)
          .set(row);
        code.get(row).get(extra).times(rowBytes).op('i32.add').set(end);
        code.get(example).times(length).op('i32x4.splat').set(window);
        for (let v = 0; v < vectors; v++) {
          code
            .get(row)
            .memory('v128.load', at + v * 16)
            .set(best[v]!);
          code.get(window).set(winner[v]!);
        }
        code.get(extra).if(() => {
          code.loop(() => {
            code.get(row).i32(rowBytes).op('i32.add').set(row);
            code.get(window).i32x4(1).op('i32x4.add').set(window);
            for (let v = 0; v < vectors; v++) {
              code
                .get(row)
                .memory('v128.load', at + v * 16)
                .tee(score)
                .get(best[v]!)
                .op('f32x4.gt')
                .set(isBetter);
              choose(values, score, best[v]!, isBetter);
              choose(values, window, winner[v]!, isBetter);
            }
            code.get(row).get(end).op('i32.ne');
          });
        });
        for (let v = 0; v < vectors; v++) {
          const from = layout.addressOf(kernel.winners) + (first + v * 4) * 4;
          storeLanes(code, to, from, winner[v]!, columns - first - v * 4);
        }
      }),
    );
  });
}

type Five = [Local, Local, Local, Local, Local];

function atMost({ code }: Values, number: Local, most: number): void {
  code.i32(most).get(number).op('i32.lt_s');
  code.if(() => code.i32(most).set(number));
}

/** Puts `next` into `kept` where the mask says so. */
function choose({ code }: Values, next: Local, kept: Local, mask: Local): void {
  code.get(next).get(kept).get(mask).op('v128.bitselect').set(kept);
}

/** Column by column and in stretches of a filter: the sum over the examples stays in registers. */
function writeFilterGradient(values: Values, layout: Layout, kernel: FilterGradientKernel): void {
  const { code, scopes } = values;
  const { examples, depth, span, columns, x, winners, gradient, to } = kernel;
  const [column, winner, slope, from] = Array.from({ length: 4 }, () => scopes.local('i32')) as Five;
  const factor = scopes.local('v128');
  code.i32(0).set(column);
  code.count(column, 4, columns * 4, () =>
    inStretches(span, summedAtOnce, (first, vectors) =>
      scopes.within(() => {
        const sums = Array.from({ length: vectors }, () => scopes.local('v128'));
        for (const sum of sums) code.f32x4(0).set(sum);
        code.get(column).set(winner).get(column).set(slope);
        const end = scopes.local('i32');
        code
          .get(column)
          .i32(examples * columns * 4)
          .op('i32.add')
          .set(end);
        code.loop(() => {
          code.get(slope).memory('v128.load32_splat', layout.addressOf(gradient)).set(factor);
          code.get(winner).memory('i32.load', layout.addressOf(winners));
          code.times(depth * 4).set(from);
          for (const [v, sum] of sums.entries()) {
            code.get(from).memory('v128.load', layout.addressOf(x) + (first + v * 4) * 4);
            code.get(factor).op('f32x4.mul').get(sum).op('f32x4.add').set(sum);
          }
          code
            .get(slope)
            .i32(gradient.rowStride * 4)
            .op('i32.add')
            .set(slope);
          code
            .get(winner)
            .i32(columns * 4)
            .op('i32.add')
            .tee(winner)
            .get(end)
            .op('i32.ne');
        });
        for (const [v, sum] of sums.entries())
          for (let lane = 0; lane < Math.min(4, span - first - v * 4); lane++) {
            const at = layout.addressOf(to) + (first + v * 4 + lane) * columns * 4;
            code.get(column).get(sum).lane('v128.store32_lane', at, lane);
          }
      }),
    ),
  );
}

/** Example by example: each column adds its filter, turned on its side, to the window that it chose. */
function writeInputGradient(values: Values, layout: Layout, kernel: InputGradientKernel): void {
  const { code, scopes } = values;
  const { examples, length, depth, span, columns, filters, winners, gradient, to } = kernel;
  const turned = {
    buffer: filters.buffer,
    offset: filters.offset,
    rowStride: 1,
    columnStride: filters.rowStride,
  };
  const panel = layout.work(columns * Math.ceil(span / 4) * 4);
  const panelBytes = Math.ceil(span / 4) * 16;
  const [example, winner, slope, from, into] = Array.from({ length: 5 }, () => scopes.local('i32')) as Five;
  const [end, zero] = [scopes.local('i32'), scopes.local('i32')];
  const [factor, sum] = [scopes.local('v128'), scopes.local('v128')];
  code.i32(0).set(zero);
  packPanel(values, layout, { from: turned, length: columns, columns: span, j: zero, panel });
  code
    .i32(layout.addressOf(to))
    .i32(0)
    .i32(examples * length * depth * 4)
    .fillMemory();
  code.i32(0).set(example);
  code.count(example, 1, examples, () => {
    code
      .get(example)
      .times(gradient.rowStride * 4)
      .set(slope);
    code
      .get(example)
      .times(columns * 4)
      .set(winner);
    code.i32(0).set(from);
    code
      .get(winner)
      .i32(columns * 4)
      .op('i32.add')
      .set(end);
    code.loop(() => {
      code.get(slope).memory('v128.load32_splat', layout.addressOf(gradient)).set(factor);
      code.get(winner).memory('i32.load', layout.addressOf(winners));
      code.times(depth * 4).set(into);
      for (let p = 0; p < span; p += 4) {
        const at = layout.addressOf(to) + p * 4;
        code.get(from).memory('v128.load', panel + p * 4);
        code.get(factor).op('f32x4.mul').get(into).memory('v128.load', at).op('f32x4.add').set(sum);
        storeLanes(code, into, at, sum, span - p);
      }
      code.get(from).i32(panelBytes).op('i32.add').set(from);
      code.get(slope).i32(4).op('i32.add').set(slope);
      code.get(winner).i32(4).op('i32.add').tee(winner).get(end).op('i32.ne');
    });
  });
}
