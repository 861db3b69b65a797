/**
 * Item-based nearest neighbours. The similarity of items i and j is the cosine of their user columns with
 * shrinkage, cᵢⱼ / (√(cᵢ·cⱼ) + h), where c counts users; a user's score of i is the sum over the items of their
 * history among the nearest neighbours of i. Sarwar et al., WWW 2001; shrinkage as in Bell & Koren, ICDM 2007.
 */
import { z } from '../protocol/zod';
import { param } from '../protocol/registry';
import { defineModel, type TrainingFacts } from './model';

/** Neighbour lists in compressed rows; -1 where an item has fewer neighbours than `count`. */
interface Neighbours {
  count: number;
  items: Int32Array;
  similarities: Float32Array;
}

export const itemKnn = defineModel({
  id: 'item-knn',
  label: 'Item-kNN',
  help: 'Recommends items that the same users liked. No training, and a strong baseline.',
  citation: 'Sarwar et al., WWW 2001',
  task: 'ranking',
  params: z.object({
    neighbours: param.int(100, { min: 1, max: 2000 }, { title: 'Neighbours', unit: 'items', scale: 'log' }),
    shrinkage: param.number(
      10,
      { min: 0, max: 1000 },
      { title: 'Shrinkage', scale: 'log', description: 'Lowers similarities that rest on few users.' },
    ),
  }),
  losses: [],
  recommended: {},
  async fit({ facts, params, pace }) {
    const usersOf = rowsBy(facts.items, facts.users, facts.numItems);
    const itemsOf = rowsBy(facts.users, facts.items, facts.numUsers);
    const count = Math.min(params.neighbours, Math.max(facts.numItems - 1, 1));
    const near: Neighbours = {
      count,
      items: new Int32Array(facts.numItems * count).fill(-1),
      similarities: new Float32Array(facts.numItems * count),
    };
    const together = new Float64Array(facts.numItems);
    for (let item = 0; item < facts.numItems; item++) {
      await pace(item, facts.numItems);
      findNeighbours(item, usersOf, itemsOf, facts, params.shrinkage, together, near);
    }
    return {
      numParameters: near.similarities.length,
      scoreUser(user, out) {
        const liked = new Uint8Array(facts.numItems);
        for (let at = itemsOf.offsets[user]!; at < itemsOf.offsets[user + 1]!; at++)
          liked[itemsOf.values[at]!] = 1;
        for (let item = 0; item < out.length; item++) {
          let score = 0;
          for (let at = item * count; at < (item + 1) * count && near.items[at]! >= 0; at++) {
            if (liked[near.items[at]!]) score += near.similarities[at]!;
          }
          out[item] = score;
        }
      },
    };
  },
});

/** `values` grouped by `keys`, in compressed rows. */
function rowsBy(
  keys: Int32Array,
  values: Int32Array,
  numRows: number,
): { offsets: Int32Array; values: Int32Array } {
  const offsets = new Int32Array(numRows + 1);
  for (const key of keys) offsets[key + 1]!++;
  for (let row = 0; row < numRows; row++) offsets[row + 1]! += offsets[row]!;
  const next = offsets.slice();
  const grouped = new Int32Array(values.length);
  for (let i = 0; i < keys.length; i++) grouped[next[keys[i]!]!++] = values[i]!;
  return { offsets, values: grouped };
}

type Rows = ReturnType<typeof rowsBy>;

function findNeighbours(
  item: number,
  usersOf: Rows,
  itemsOf: Rows,
  facts: TrainingFacts,
  shrinkage: number,
  together: Float64Array,
  near: Neighbours,
): void {
  together.fill(0);
  for (let at = usersOf.offsets[item]!; at < usersOf.offsets[item + 1]!; at++) {
    const user = usersOf.values[at]!;
    for (let other = itemsOf.offsets[user]!; other < itemsOf.offsets[user + 1]!; other++)
      together[itemsOf.values[other]!]!++;
  }
  together[item] = 0;
  const met: number[] = [];
  for (let other = 0; other < together.length; other++) {
    if (together[other] === 0) continue;
    together[other]! /= Math.sqrt(facts.itemCounts[item]! * facts.itemCounts[other]!) + shrinkage;
    met.push(other);
  }
  // Equal similarities fall to the lower item, so that the lists do not depend on the engine's sort.
  met.sort((a, b) => together[b]! - together[a]! || a - b);
  for (let place = 0; place < Math.min(near.count, met.length); place++) {
    near.items[item * near.count + place] = met[place]!;
    near.similarities[item * near.count + place] = together[met[place]!]!;
  }
}
