/** The generator of `data/random.ts` on four lanes, for dropout masks. */
import { FunctionCode } from './functionCode';
import type { Layout } from './layout';

const rotations = [13, 15, 26, 6, 17, 29, 16, 24];

/**
 * The function (elements: i32x4, firstLane: i32) → the words, i32x4, that decide whether elements of a dropout layer
 * are kept: element i has word i mod 2 of draw firstLane + ⌊i / 2⌋ of the step under the epoch's key.
 */
export function dropoutWords(layout: Layout): FunctionCode {
  const code = new FunctionCode(['v128', 'i32'], ['v128']);
  const [elements, firstLane] = [0, 1];
  const [k0, k1, k2, x0, x1] = Array.from({ length: 5 }, () => code.local('v128'));
  const keys = [k0!, k1!, k2!];
  code.i32(0).memory('v128.load32_splat', layout.dropoutKey).set(k0!);
  code
    .i32(0)
    .memory('v128.load32_splat', layout.dropoutKey + 4)
    .set(k1!);
  code.get(k0!).get(k1!).op('v128.xor').i32x4(0x1bd11bda).op('v128.xor').set(k2!);
  code.i32(0).memory('v128.load32_splat', layout.step).get(k0!).op('i32x4.add').set(x0!);
  code.get(elements).i32(1).op('i32x4.shr_u').get(firstLane).op('i32x4.splat').op('i32x4.add');
  code.get(k1!).op('i32x4.add').set(x1!);
  for (let group = 0; group < 5; group++) {
    for (let i = 0; i < 4; i++) {
      const r = rotations[(group & 1) * 4 + i]!;
      code.get(x0!).get(x1!).op('i32x4.add').set(x0!);
      code
        .get(x1!)
        .i32(r)
        .op('i32x4.shl')
        .get(x1!)
        .i32(32 - r)
        .op('i32x4.shr_u')
        .op('v128.or');
      code.get(x0!).op('v128.xor').set(x1!);
    }
    code
      .get(x0!)
      .get(keys[(group + 1) % 3]!)
      .op('i32x4.add')
      .set(x0!);
    code
      .get(x1!)
      .get(keys[(group + 2) % 3]!)
      .op('i32x4.add')
      .i32x4(group + 1)
      .op('i32x4.add')
      .set(x1!);
  }
  // An odd element takes the second word.
  code.get(x1!).get(x0!).i32x4(0).get(elements).i32x4(1).op('v128.and').op('i32x4.sub').op('v128.bitselect');
  return code;
}
