/** Matrix factorization with BPR at the size of MovieLens 1M: two gathers, a dot product, 624,000 parameters. */
import { normal } from '../../src/engine/initializers';
import { adam } from './adam';
import { makeBatch } from './batch';
import { initialWeight } from './weights';
import { numItems, numUsers, type TrainingWorkload } from './workload';

const factors = 64;
const initialDeviation = 0.1;
const seed = 1;

export function makeMf(): TrainingWorkload {
  const embedding = (name: string, rows: number) => ({
    [name]: initialWeight(name, [rows, factors], normal(initialDeviation), seed),
  });
  return {
    kind: 'training',
    id: 'mf',
    numUsers,
    numItems,
    model: { id: 'mf', params: { factors, itemBias: false, initialDeviation } },
    loss: 'bpr',
    adam,
    seed,
    weights: { ...embedding('userEmbedding', numUsers), ...embedding('itemEmbedding', numItems) },
    batch: makeBatch(4096, 'pairwise', seed),
  };
}
