/**
 * The next movie by an LSTM: sequences of 50 of the movies of MovieLens 1M, vectors of 64 that are trained, 64 units, and
 * a softmax over 512 candidates at the last step. Every sequence is full, so that no library has to mask.
 */
import { below, draw, purpose, streamKey, unit } from '../../src/data/random';
import { glorotUniform, normal, type Initializer } from '../../src/engine/initializers';
import { adam } from './adam';
import { initialWeight } from './weights';
import { numItems, type SequenceWorkload, type Weights } from './workload';

const [batchSize, length, dimension, units, numCandidates] = [256, 50, 64, 64, 512];
const seed = 1;

/** The bias of the forget gate is 1 to begin with, that of the others 0. */
const openToForget: Initializer = (values) => values.fill(1, units, 2 * units);

export function makeLstm(): SequenceWorkload {
  const weights: Weights = {};
  const add = (name: string, shape: number[], initializer: Initializer) => {
    weights[name] = initialWeight(name, shape, initializer, seed);
  };
  add('itemEmbedding', [numItems, dimension], normal(0.1));
  add('kernel', [dimension, 4 * units], glorotUniform);
  add('recurrent', [units, 4 * units], glorotUniform);
  add('bias', [4 * units], openToForget);
  add('output', [numItems, units], normal(0.1));
  const key = streamKey(seed, purpose.generatedData, 0);
  const popular = (step: number, row: number) => {
    const u = unit(draw(key, step, row).a);
    return Math.floor(numItems * u * Math.sqrt(u));
  };
  return {
    kind: 'sequences',
    id: 'lstm',
    ...{ length, dimension, units, numItems, adam, seed, weights },
    batch: {
      size: batchSize,
      items: Int32Array.from({ length: batchSize * length }, (_, place) => popular(0, place)),
      // Spread evenly over the items, each but once.
      candidates: Int32Array.from({ length: numCandidates }, (_, c) =>
        Math.floor((c * numItems) / numCandidates),
      ),
      targets: Int32Array.from({ length: batchSize }, (_, row) => below(draw(key, 1, row).a, numCandidates)),
    },
  };
}
