/**
 * GRU4Rec (Hidasi et al., ICLR 2016; Hidasi & Karatzoglou, CIKM 2018) at the size of RSC15: 50 sessions side by side go on
 * by one event, and each one's next item is set against those of the others and 2,048 more.
 */
import { draw, purpose, streamKey, unit } from '../../src/data/random';
import { glorotUniform, zeros, type Initializer } from '../../src/engine/initializers';
import { adam } from './adam';
import { initialWeight } from './weights';
import type { SessionWorkload, Weights } from './workload';

const [batchSize, units, numItems, drawn] = [50, 100, 37_483, 2048];
const seed = 1;

export function makeGru4rec(): SessionWorkload {
  const weights: Weights = {};
  const add = (name: string, shape: number[], initializer: Initializer) => {
    weights[name] = initialWeight(name, shape, initializer, seed);
  };
  add('kernel', [numItems, 3 * units], glorotUniform);
  add('recurrent', [units, 3 * units], glorotUniform);
  add('bias', [3 * units], zeros);
  add('output', [numItems, units], glorotUniform);
  add('outputBias', [numItems], zeros);
  const key = streamKey(seed, purpose.generatedData, 0);
  const popular = (step: number, row: number) => {
    const u = unit(draw(key, step, row).a);
    return Math.floor(numItems * u * Math.sqrt(u));
  };
  return {
    kind: 'sessions',
    id: 'gru4rec',
    ...{ units, numItems, adam, seed, weights },
    batch: {
      size: batchSize,
      items: Int32Array.from({ length: batchSize }, (_, row) => popular(0, row)),
      state: Float32Array.from({ length: batchSize * units }, (_, i) => unit(draw(key, 1, i).a) - 0.5),
      candidates: Int32Array.from({ length: batchSize + drawn }, (_, c) => popular(2, c)),
    },
  };
}
