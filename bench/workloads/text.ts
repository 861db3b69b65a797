/**
 * A text-CNN that tells genres (Kim, EMNLP 2014): 64 texts of 100 words, word vectors that are trained too, three
 * widths of 64 filters each. Every text is full, so that no library has to mask.
 */
import { below, draw, purpose, streamKey, unit } from '../../src/data/random';
import { glorotUniform, normal, zeros, type Initializer } from '../../src/engine/initializers';
import { adam } from './adam';
import { initialWeight } from './weights';
import type { TextWorkload, Weights } from './workload';

const [batchSize, length, dimension, numWords] = [64, 100, 64, 20_000];
const widths = [3, 4, 5];
const filters = 64;
const numGenres = 17;
const seed = 1;

export function makeTextCnn(): TextWorkload {
  const weights: Weights = {};
  const add = (name: string, shape: number[], initializer: Initializer) => {
    weights[name] = initialWeight(name, shape, initializer, seed);
  };
  add('wordEmbedding', [numWords, dimension], normal(0.1));
  for (const [index, width] of widths.entries()) {
    add(`path${index + 1}/filters`, [width * dimension, filters], glorotUniform);
    add(`path${index + 1}/bias`, [filters], zeros);
  }
  add('output', [widths.length * filters, numGenres], glorotUniform);
  add('outputBias', [numGenres], zeros);
  return {
    kind: 'texts',
    id: 'textcnn',
    ...{ length, dimension, numWords, widths, filters, numGenres },
    adam,
    seed,
    weights,
    batch: { size: batchSize, tokens: drawTokens(), labels: drawLabels() },
  };
}

/** Frequent words first; ⌊n · u³⌋ comes up about as often as rank r of a text does. Word 0 is padding. */
function drawTokens(): Int32Array {
  const key = streamKey(seed, purpose.generatedData, 0);
  return Int32Array.from({ length: batchSize * length }, (_, place) => {
    const u = unit(draw(key, 0, place).a);
    return 1 + Math.floor((numWords - 1) * u * u * u);
  });
}

/** Two of 17 genres, about. */
function drawLabels(): Float32Array {
  const key = streamKey(seed, purpose.generatedData, 0);
  return Float32Array.from({ length: batchSize * numGenres }, (_, place) =>
    Number(below(draw(key, 1, place).a, 8) === 0),
  );
}
