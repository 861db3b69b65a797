/** What a negative sampler is: a rule that turns one draw of the generator into an item. */
import type { z } from 'zod';
import type { Definition } from '../../protocol/registry';
import type { Words } from '../random';

export interface SamplerInput<P> {
  numItems: number;
  /** Training interactions of each item. */
  itemCounts: Int32Array;
  params: P;
}

export interface NegativeSamplerDefinition<P extends z.ZodObject = z.ZodObject> extends Definition<P> {
  /** The item that a draw stands for. Integer arithmetic only, so that the GPU gives the same. */
  create(input: SamplerInput<z.infer<P>>): DrawItem;
  /** The same rule for the GPU. */
  createWgsl(input: SamplerInput<z.infer<P>>): WgslSampler;
}

/** `words` is reused by the next draw. */
export type DrawItem = (words: Words) => number;

/** A sampler as WGSL text. */
export interface WgslSampler {
  /** `fn drawItem(words: vec2<u32>) -> u32`; may call `below(word, n)` and read `samplerTable: array<u32>`. */
  code: string;
  /** What `samplerTable` holds; null for a sampler that reads none. */
  table: Uint32Array | null;
}

export function defineNegativeSampler<P extends z.ZodObject>(
  definition: NegativeSamplerDefinition<P>,
): NegativeSamplerDefinition<P> {
  return definition;
}
