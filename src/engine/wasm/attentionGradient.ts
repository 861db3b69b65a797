/** Code of the gradient of additive scores: one walk over the pairs of positions for all that is derived by. */
import type { AdditiveScoresGradientKernel } from '../program/attentionKernels';
import type { Local } from './functionCode';
import { storeLanes } from './lanes';
import type { Layout } from './layout';
import { tanh } from './math';
import { advance, alongNumbers, overPositions, setPlace } from './sequences';
import type { Values } from './values';

/** Vectors whose sums over earlier positions are kept in registers. */
const summedAtOnce = 2;

/** Sums of a query and of v stay in registers, those of the keys grow in memory. */
export function writeScoresGradient(
  values: Values,
  layout: Layout,
  kernel: AdditiveScoresGradientKernel,
): void {
  const { code, scopes } = values;
  const { batchSize, length, width, queries, keys, v, gradient, to } = kernel;
  const [query, key, unit, slope, ofQueries] = [queries, keys, v, gradient, to].map((each) =>
    layout.addressOf(each),
  ) as [number, number, number, number, number];
  const matrixBytes = batchSize * length * width * 4;
  const [ofKeys, ofV] = [ofQueries + matrixBytes, ofQueries + 2 * matrixBytes];
  code.i32(ofKeys).i32(0).i32(matrixBytes).fillMemory();
  overPositions(values, batchSize, length, (b, t) => {
    const [firstPair, pair, end, queryRow, firstKey, keyRow, row, firstRow, intoKey, number] = Array.from(
      { length: 10 },
      () => scopes.local('i32'),
    ) as [Local, Local, Local, Local, Local, Local, Local, Local, Local, Local];
    setPlace(code, firstPair, [length * length, b], [length, t]);
    setPlace(code, end, [length * length, b], [length + 1, t]);
    setPlace(code, queryRow, [queries.batchStride, b], [queries.rowStride, t]);
    setPlace(code, firstKey, [keys.batchStride, b]);
    setPlace(code, row, [length * width, b], [width, t]);
    setPlace(code, firstRow, [length * width, b]);
    const [factor, h, part] = Array.from({ length: 3 }, () => scopes.local('v128')) as [Local, Local, Local];
    const vectors = Array.from({ length: summedAtOnce }, () => ({
      query: scopes.local('v128'),
      unit: scopes.local('v128'),
      ofQuery: scopes.local('v128'),
      ofV: scopes.local('v128'),
    }));
    code.i32(0).set(number);
    const along = [number, queryRow, row, firstKey, firstRow] as const;
    alongNumbers(code, width, summedAtOnce, along, (numbers) => {
      const used = vectors.slice(0, Math.ceil(numbers / 4));
      for (const [i, vector] of used.entries()) {
        code
          .get(queryRow)
          .memory('v128.load', query + i * 16)
          .set(vector.query);
        code
          .get(number)
          .memory('v128.load', unit + i * 16)
          .set(vector.unit);
        code.f32x4(0).set(vector.ofQuery).f32x4(0).set(vector.ofV);
      }
      code.get(firstPair).set(pair).get(firstKey).set(keyRow).get(firstRow).set(intoKey);
      code.loop(() => {
        code.get(pair).memory('v128.load32_splat', slope).set(factor);
        for (const [i, vector] of used.entries()) {
          code.get(keyRow).memory('v128.load', key + i * 16);
          code.get(vector.query).op('f32x4.add');
          tanh(code);
          code.tee(h).get(factor).op('f32x4.mul').tee(part).get(vector.ofV).op('f32x4.add').set(vector.ofV);
          // g · v · (1 − h²)
          code.get(factor).get(part).get(h).op('f32x4.mul').op('f32x4.sub');
          code.get(vector.unit).op('f32x4.mul').tee(part);
          code.get(vector.ofQuery).op('f32x4.add').set(vector.ofQuery);
          code
            .get(part)
            .get(intoKey)
            .memory('v128.load', ofKeys + i * 16)
            .op('f32x4.add')
            .set(part);
          storeLanes(code, intoKey, ofKeys + i * 16, part, numbers - i * 4);
        }
        advance(code, keyRow, keys.rowStride * 4);
        advance(code, intoKey, width * 4);
        code.get(pair).get(end).op('i32.ne');
        advance(code, pair, 4);
      });
      for (const [i, vector] of used.entries()) {
        storeLanes(code, row, ofQueries + i * 16, vector.ofQuery, numbers - i * 4);
        storeLanes(code, row, ofV + i * 16, vector.ofV, numbers - i * 4);
      }
    });
  });
}
