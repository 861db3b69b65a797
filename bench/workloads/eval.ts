/**
 * Full ranking at the size of MovieLens 1M. The vectors are whole numbers whose dot products 32-bit floats hold
 * exactly, so every order of summation gives the same scores and the ranks of all contenders must be equal.
 */
import { below, draw, purpose, streamKey } from '../../src/data/random';
import { History } from '../../src/data/sample/history';
import { numItems, numUsers, type RankingWorkload, type Weight } from './workload';

const factors = 64;
const seed = 1;
/** MovieLens 1M has 164 interactions per user besides the last. */
const leastTrain = 20;
const mostTrain = 308;

export function makeEval(): RankingWorkload {
  const key = streamKey(seed, purpose.generatedData, 0);
  const { train, heldOut } = drawHistory(streamKey(seed, purpose.split, 0));
  // 64 · 128 · 128 = 2^20, far below 2^24.
  const embedding = (step: number, rows: number): Weight => ({
    shape: [rows, factors],
    values: Float32Array.from({ length: rows * factors }, (_, i) => below(draw(key, step, i).a, 257) - 128),
  });
  return {
    kind: 'ranking',
    id: 'eval',
    numUsers,
    numItems,
    factors,
    seed,
    weights: { userEmbedding: embedding(0, numUsers), itemEmbedding: embedding(1, numItems) },
    train,
    heldOut,
  };
}

/** Each user's items are start, start + stride, ...: distinct, because the stride has no factor of the catalogue's size. */
function drawHistory(key: { a: number; b: number }): { train: History; heldOut: Int32Array } {
  const offsets = new Int32Array(numUsers + 1);
  const heldOut = new Int32Array(numUsers);
  const itemCounts = new Int32Array(numItems);
  const rows: Int32Array[] = [];
  for (let user = 0; user < numUsers; user++) {
    const size = draw(key, user, 0);
    const place = draw(key, user, 1);
    const count = leastTrain + below(size.a, mostTrain - leastTrain + 1);
    const start = below(place.a, numItems);
    let stride = 1 + below(place.b, numItems - 1);
    while (commonDivisor(stride, numItems) > 1) stride++;
    const row = Int32Array.from({ length: count }, (_, i) => (start + i * stride) % numItems).sort();
    for (const item of row) itemCounts[item]!++;
    rows.push(row);
    offsets[user + 1] = offsets[user]! + count;
    heldOut[user] = (start + count * stride) % numItems;
  }
  const items = new Int32Array(offsets[numUsers]!);
  rows.forEach((row, user) => {
    items.set(row, offsets[user]);
  });
  return { train: new History(offsets, items, itemCounts), heldOut };
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));
