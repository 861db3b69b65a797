/**
 * Clears subnormal numbers out of the weights. The moments of a row that no batch touches decay to such numbers and
 * stay there, for rounding keeps the last few from reaching 0; processors take many times as long for them. GPUs may
 * take them for 0 at any time.
 */
import type { BufferSpec } from '../program/program';
import { FunctionCode } from './functionCode';
import type { Layout } from './layout';

const smallestNormal = 2 ** -126;

/** A function that sets every subnormal number of the trained buffers to 0. */
export function clearSubnormals(layout: Layout, buffers: readonly BufferSpec[]): FunctionCode {
  const code = new FunctionCode();
  const place = code.local('i32');
  const x = code.local('v128');
  for (const [id, { type, role, length }] of buffers.entries()) {
    if (type !== 'f32' || role !== 'weight') continue;
    const address = layout.address(id);
    code.i32(0).set(place);
    // Buffers are padded to whole vectors.
    code.count(place, 16, Math.ceil(length / 4) * 16, () => {
      code.get(place).get(place).memory('v128.load', address).tee(x);
      code.get(x).op('f32x4.abs').f32x4(smallestNormal).op('f32x4.lt').op('v128.andnot');
      code.memory('v128.store', address);
    });
  }
  return code;
}
