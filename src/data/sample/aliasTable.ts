/**
 * Draws from any discrete distribution with one draw and one comparison: Walker's alias method with Vose's
 * construction ("A linear algorithm for generating random numbers with a given distribution", IEEE TSE 1991).
 * Thresholds are 32-bit integers, so that a GPU with the same table and the same words draws the same entries.
 */
import { below, type Words } from '../random';
import type { WgslSampler } from './negativeSampler';

export interface AliasTable {
  /** Entry i stands when the second word of the draw is below `thresholds[i]`, else `aliases[i]` does. */
  thresholds: Uint32Array;
  aliases: Int32Array;
}

/** @param weights at least one positive, none negative; in any scale. */
export function makeAliasTable(weights: ArrayLike<number>): AliasTable {
  const n = weights.length;
  let total = 0;
  for (let i = 0; i < n; i++) total += weights[i]!;
  const scaled = Float64Array.from(weights, (weight) => (weight * n) / total);
  // An entry that is never paired keeps itself as its alias, so its threshold does not matter.
  const thresholds = new Uint32Array(n).fill(0xffffffff);
  const aliases = Int32Array.from({ length: n }, (_, i) => i);
  const small: number[] = [];
  const large: number[] = [];
  for (let i = 0; i < n; i++) (scaled[i]! < 1 ? small : large).push(i);
  while (small.length > 0 && large.length > 0) {
    const less = small.pop()!;
    const more = large.at(-1)!;
    thresholds[less] = Math.floor(scaled[less]! * 0x1_0000_0000);
    aliases[less] = more;
    scaled[more] = scaled[more]! + scaled[less]! - 1;
    if (scaled[more]! < 1) small.push(large.pop()!);
  }
  // Left over by rounding alone, except entries of weight 0, which must never be drawn.
  for (const i of small)
    if (weights[i] === 0) {
      thresholds[i] = 0;
      aliases[i] = heaviest(weights);
    }
  return { thresholds, aliases };
}

function heaviest(weights: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < weights.length; i++) if (weights[i]! > weights[best]!) best = i;
  return best;
}

export function drawAlias({ thresholds, aliases }: AliasTable, words: Words): number {
  const entry = below(words.a, thresholds.length);
  return words.b < thresholds[entry]! ? entry : aliases[entry]!;
}

/** `drawAlias` on the GPU: the table holds all thresholds, then all aliases. */
export function aliasTableWgsl({ thresholds, aliases }: AliasTable): WgslSampler {
  const n = thresholds.length;
  const table = new Uint32Array(2 * n);
  table.set(thresholds);
  table.set(aliases, n);
  return {
    code: `fn drawItem(words: vec2<u32>) -> u32 {
  let entry = below(words.x, ${n}u);
  if (words.y < samplerTable[entry]) { return entry; }
  return samplerTable[${n}u + entry];
}`,
    table,
  };
}
