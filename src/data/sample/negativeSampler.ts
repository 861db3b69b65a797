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
}

export type DrawItem = (words: Words) => number;

export function defineNegativeSampler<P extends z.ZodObject>(
  definition: NegativeSamplerDefinition<P>,
): NegativeSamplerDefinition<P> {
  return definition;
}
