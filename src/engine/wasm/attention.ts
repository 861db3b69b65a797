/** Code of the kernels of attention. Pairs of positions above the diagonal are not computed. */
import {
  laterScore,
  type AdditiveScoresKernel,
  type AttentionKernel,
  type CausalDotsKernel,
  type CausalSumsKernel,
} from '../program/attentionKernels';
import { Accumulators } from './accumulators';
import { writeScoresGradient } from './attentionGradient';
import type { Local } from './functionCode';
import { storeLanes } from './lanes';
import type { Layout } from './layout';
import { tanh } from './math';
import { advance, alongNumbers, overPositions, setPlace } from './sequences';
import type { Values } from './values';

/** Vectors of a pair of positions that are worked on side by side. */
const pairedAtOnce = 4;
/** Vectors of a sum that are kept in registers. */
const summedAtOnce = 8;

/** Writes a kernel of attention into the function of `values`. */
export function writeAttention(values: Values, layout: Layout, kernel: AttentionKernel): void {
  values.scopes.within(() => {
    switch (kernel.kind) {
      case 'additiveScores':
        writeScores(values, layout, kernel);
        break;
      case 'additiveScoresGradient':
        writeScoresGradient(values, layout, kernel);
        break;
      case 'causalDots':
        writeDots(values, layout, kernel);
        break;
      case 'causalSums':
        writeSums(values, layout, kernel);
    }
  });
}

function writeScores(values: Values, layout: Layout, kernel: AdditiveScoresKernel): void {
  const { code } = values;
  const { queries, keys } = kernel;
  const [query, key, v] = [layout.addressOf(queries), layout.addressOf(keys), layout.addressOf(kernel.v)];
  const pairs = { ...kernel, left: queries, right: keys, later: laterScore };
  writePairs(values, layout, pairs, (at, vector) => {
    code.get(at.left).memory('v128.load', query + vector * 16);
    code
      .get(at.right)
      .memory('v128.load', key + vector * 16)
      .op('f32x4.add');
    tanh(code);
    code
      .get(at.number)
      .memory('v128.load', v + vector * 16)
      .op('f32x4.mul');
  });
}

function writeDots(values: Values, layout: Layout, kernel: CausalDotsKernel): void {
  const { code } = values;
  const [left, right] = [layout.addressOf(kernel.left), layout.addressOf(kernel.right)];
  writePairs(values, layout, { ...kernel, later: 0 }, (at, vector) => {
    code.get(at.left).memory('v128.load', left + vector * 16);
    code
      .get(at.right)
      .memory('v128.load', right + vector * 16)
      .op('f32x4.mul');
  });
}

interface Pairs extends Omit<CausalDotsKernel, 'kind'> {
  /** What is written on the other side of the diagonal. */
  later: number;
}

/** How far the numbers at hand lie from the first of `left` and `right` and of a position, in bytes. */
interface AtPair {
  left: Local;
  right: Local;
  number: Local;
}

/** For all positions t and s ≤ t the sum of what `term` pushes, four numbers at a time. */
function writePairs(
  values: Values,
  layout: Layout,
  { batchSize, length, width, left, right, to, later }: Pairs,
  term: (at: AtPair, vector: number) => void,
): void {
  const { code, scopes } = values;
  const address = layout.addressOf(to);
  const laterBits = new Int32Array(Float32Array.of(later).buffer)[0]!;
  const vectors = Math.min(pairedAtOnce, Math.ceil(width / 4));
  overPositions(values, batchSize, length, (b, t) => {
    const [leftRow, rightRow, pair, mirrored, end] = Array.from({ length: 5 }, () => scopes.local('i32')) as [
      Local,
      Local,
      Local,
      Local,
      Local,
    ];
    const at: AtPair = {
      left: scopes.local('i32'),
      right: scopes.local('i32'),
      number: scopes.local('i32'),
    };
    const total = scopes.local('v128');
    setPlace(code, leftRow, [left.batchStride, b], [left.rowStride, t]);
    setPlace(code, rightRow, [right.batchStride, b]);
    setPlace(code, pair, [length * length, b], [length, t]);
    setPlace(code, mirrored, [length * length, b], [1, t]);
    setPlace(code, end, [length * length, b], [length + 1, t]);
    code.loop(() =>
      scopes.within(() => {
        const sums = new Accumulators(values, 'sum', vectors);
        code.get(leftRow).set(at.left).get(rightRow).set(at.right).i32(0).set(at.number);
        alongNumbers(code, width, pairedAtOnce, [at.number, at.left, at.right], (numbers) => {
          for (let vector = 0; vector * 4 < numbers; vector++) {
            term(at, vector);
            sums.take(vector, numbers - vector * 4);
          }
        });
        sums.pushTotal();
        code.set(total);
        // First, as the diagonal is its own mirror.
        code.get(mirrored).i32(laterBits).memory('i32.store', address);
        code.get(pair).get(total).lane('v128.store32_lane', address, 0);
        advance(code, rightRow, right.rowStride * 4);
        advance(code, mirrored, length * 4);
        code.get(pair).get(end).op('i32.ne');
        advance(code, pair, 4);
      }),
    );
  });
}

/** The sum of a few vectors of a position stays in registers. */
function writeSums(values: Values, layout: Layout, kernel: CausalSumsKernel): void {
  const { code, scopes } = values;
  const { batchSize, length, width, over, weights, of, to } = kernel;
  const earlier = over === 'earlier';
  const [weightAddress, ofAddress, address] = [weights, of, to].map((each) => layout.addressOf(each)) as [
    number,
    number,
    number,
  ];
  overPositions(values, batchSize, length, (b, position) => {
    const [firstWeight, weight, end, firstRow, row, into, number] = Array.from({ length: 7 }, () =>
      scopes.local('i32'),
    ) as [Local, Local, Local, Local, Local, Local, Local];
    const [factor, ...sums] = Array.from({ length: 1 + summedAtOnce }, () => scopes.local('v128')) as [
      Local,
      ...Local[],
    ];
    // Along the row of pairs up to the diagonal, or down the column from it on.
    setPlace(code, firstWeight, [length * length, b], [earlier ? length : length + 1, position]);
    if (earlier) setPlace(code, end, [length * length, b], [length + 1, position]);
    else {
      setPlace(code, end, [length * length, b], [1, position]);
      advance(code, end, (length - 1) * length * 4);
    }
    setPlace(code, firstRow, [of.batchStride, b], ...(earlier ? [] : [[of.rowStride, position] as const]));
    setPlace(code, into, [length * width, b], [width, position]);
    code.i32(0).set(number);
    alongNumbers(code, width, summedAtOnce, [number, into], (numbers) => {
      const used = sums.slice(0, Math.ceil(numbers / 4));
      for (const sum of used) code.f32x4(0).set(sum);
      code.get(firstWeight).set(weight).get(firstRow).get(number).op('i32.add').set(row);
      code.loop(() => {
        code.get(weight).memory('v128.load32_splat', weightAddress).set(factor);
        for (const [vector, sum] of used.entries()) {
          code.get(row).memory('v128.load', ofAddress + vector * 16);
          code.get(factor).op('f32x4.mul').get(sum).op('f32x4.add').set(sum);
        }
        advance(code, row, of.rowStride * 4);
        code.get(weight).get(end).op('i32.ne');
        advance(code, weight, earlier ? 4 : length * 4);
      });
      for (const [vector, sum] of used.entries())
        storeLanes(code, into, address + vector * 16, sum, numbers - vector * 4);
    });
  });
}
