/** Batches of movies: shuffled by the seed and the epoch, each row a text and its genres. */
import { makePermutation, purpose, streamKey } from '../../data/random';
import type { EpochShape } from '../../data/sample/batch';
import type { HostColumns } from '../compiledTrainer';
import type { Movies } from './movies';

export interface MovieBatches extends EpochShape {
  /** Fills and returns columns that are reused by the next call: tokens, lengths, labels, weights. */
  columns(epoch: number, step: number): HostColumns;
}

export function createMovieBatches(
  { facts, texts }: Pick<Movies, 'facts' | 'texts'>,
  batchSize: number,
  seed: number,
): MovieBatches {
  const { train, labels: allLabels, numGenres, maxTokens } = facts;
  const tokens = new Int32Array(batchSize * maxTokens);
  const lengths = new Int32Array(batchSize);
  const labels = new Float32Array(batchSize * numGenres);
  const weights = new Float32Array(batchSize);
  return {
    batchSize,
    samplesPerEpoch: train.length,
    stepsPerEpoch: Math.ceil(train.length / batchSize),
    columns(epoch, step) {
      const place = makePermutation(streamKey(seed, purpose.shuffle, epoch), train.length);
      const first = step * batchSize;
      for (let row = 0; row < batchSize; row++) {
        const counts = first + row < train.length;
        // Rows that fill up the last batch repeat its first one and weigh nothing.
        const item = train[place(counts ? first + row : first)]!;
        tokens.set(texts.tokens.subarray(item * maxTokens, (item + 1) * maxTokens), row * maxTokens);
        lengths[row] = texts.lengths[item]!;
        labels.set(allLabels.subarray(item * numGenres, (item + 1) * numGenres), row * numGenres);
        weights[row] = counts ? 1 : 0;
      }
      return { tokens, lengths, labels, weights };
    },
  };
}
