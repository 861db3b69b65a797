/** Input vectors before training; output vectors begin at 0. */
import { threefryInto, unit, type Words } from '../../data/random';
import { epochKey } from './choices';
import type { VectorParams } from './params';

/** [numRows, dimension], uniform within ±1/(2·dimension) for word2vec and ±1/dimension for fastText, as their codes. */
export function firstWeights(
  numRows: number,
  { method, dimension }: Pick<VectorParams, 'method' | 'dimension'>,
  seed: number,
): Float32Array {
  const key = epochKey(seed, 0);
  const width = (method === 'word2vec' ? 1 : 2) / dimension;
  const weights = new Float32Array(numRows * dimension);
  const drawn: Words = { a: 0, b: 0 };
  for (let row = 0; row < numRows; row++)
    for (let i = 0; i < dimension; i++) {
      if (i % 2 === 0) threefryInto(drawn, key, row, i >> 1);
      weights[row * dimension + i] = (unit(i % 2 === 0 ? drawn.a : drawn.b) - 0.5) * width;
    }
  return weights;
}
