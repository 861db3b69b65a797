/**
 * Every random choice of the training, as a function of epoch and place in the corpus: nothing depends on the order
 * of computation. The first epoch is 1; epoch 0 keys the first weights.
 */
import { streamKey, draw, purpose, unit, below, type Words } from '../../data/random';
import { drawAlias, makeAliasTable, type AliasTable } from '../../data/sample/aliasTable';
import type { Vocabulary } from '../vocabulary';

export const epochKey = (seed: number, epoch: number): Words => streamKey(seed, purpose.wordVectors, epoch);

/**
 * By word id, the share of its occurrences that are kept: √(t/f) + t/f for a word of frequency f, as in word2vec.c
 * and fastText (the paper has √(t/f)). A threshold t of 0 keeps all.
 */
export function keptShares({ counts }: Vocabulary, threshold: number): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => {
    if (threshold === 0 || count === 0) return 1;
    const ratio = (threshold * total) / count;
    return Math.sqrt(ratio) + ratio;
  });
}

/** The distribution of negatives: count to the power of 0.75, over words from id 1. */
export const noiseTable = ({ counts }: Vocabulary): AliasTable =>
  makeAliasTable(counts.subarray(1).map((count) => count ** 0.75));

/** Whether the occurrence at a place of the corpus is kept in this epoch. */
export const isKept = (key: Words, place: number, share: number): boolean =>
  unit(draw(key, place, 0).a) < share;

/** How far the neighbours of a place reach, 1..window. */
export const reachAt = (key: Words, place: number, window: number): number =>
  1 + below(draw(key, place, 0).b, window);

/**
 * The k-th negative word id of the n-th prediction at a place. One that equals the true word is left out, as in
 * word2vec.c, not drawn anew.
 */
export const negativeAt = (
  key: Words,
  place: number,
  prediction: number,
  k: number,
  negatives: number,
  noise: AliasTable,
): number => 1 + drawAlias(noise, draw(key, place, 1 + prediction * negatives + k));
