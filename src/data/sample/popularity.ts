/** Popular items are likelier negatives: weight = (training interactions) ^ alpha, as word2vec draws words. */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import { aliasTableWgsl, drawAlias, makeAliasTable } from './aliasTable';
import { defineNegativeSampler } from './negativeSampler';

export const popularity = defineNegativeSampler({
  id: 'popularity',
  label: 'Popularity',
  help: 'Items are drawn in proportion to a power of their training interactions: harder negatives, and less popular lists.',
  citation: 'Mikolov et al., NIPS 2013 (unigram distribution to the power 3/4)',
  params: z.object({
    alpha: param.number(
      0.75,
      { min: 0, max: 1 },
      {
        title: 'Power',
        description: '1: in proportion to popularity; 0: uniform.',
        step: 0.05,
      },
    ),
  }),
  create({ itemCounts, params }) {
    const table = makeAliasTable(popularityWeights(itemCounts, params.alpha));
    return (words) => drawAlias(table, words);
  },
  createWgsl: ({ itemCounts, params }) =>
    aliasTableWgsl(makeAliasTable(popularityWeights(itemCounts, params.alpha))),
});

/**
 * Weight of each item. Without any interaction every item weighs the same. Rounded to 32-bit floats, as the last
 * digit of a power may differ between JavaScript engines.
 */
export function popularityWeights(itemCounts: Int32Array, alpha: number): Float32Array {
  const weights = Float32Array.from(itemCounts, (count) => count ** alpha);
  return weights.some((weight) => weight > 0) ? weights : weights.fill(1);
}
