/** One batch, drawn so that popular ids come up as often as in MovieLens: the most popular film in 0.4 % of rows. */
import { below, draw, purpose, streamKey, unit } from '../../src/data/random';
import type { HostBatch } from '../../src/data/sample/batch';
import { numItems, numUsers } from './workload';

/** An id in 0..n-1, small ones likelier: floor(n · u^1.5). Square root and product are exact everywhere; a power is not. */
function skewed(word: number, n: number): number {
  const u = unit(word);
  return Math.floor(n * u * Math.sqrt(u));
}

/** @param feed `pairwise` has a negative per row, `pointwise` one positive to four negatives. */
export function makeBatch(size: number, feed: 'pairwise' | 'pointwise', seed: number): HostBatch {
  const key = streamKey(seed, purpose.negatives, 1);
  const users = new Int32Array(size);
  const items = new Int32Array(size);
  const negatives = new Int32Array(feed === 'pairwise' ? size : 0);
  const targets = new Float32Array(size).fill(1);
  for (let row = 0; row < size; row++) {
    const positive = draw(key, 0, row);
    const negative = draw(key, 1, row);
    users[row] = skewed(positive.a, numUsers);
    items[row] = skewed(positive.b, numItems);
    if (feed === 'pairwise') negatives[row] = below(negative.a, numItems);
    else if (below(negative.b, 5) > 0) {
      items[row] = below(negative.a, numItems);
      targets[row] = 0;
    }
  }
  return { size, users, items, negatives, targets, weights: new Float32Array(size).fill(1) };
}
