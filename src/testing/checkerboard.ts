/**
 * A checkerboard: even users have only even items, odd users only odd ones. Every item is equally popular, so
 * popularity cannot tell right from wrong, and any model of taste can.
 */
import type { Dataset, ItemVectors } from '../protocol/dataset';
import { makePermutation, purpose, streamKey } from '../data/random';
import { datasetOf, type Row } from './interactions';

/** Each user has `perUser` of their half of the items; good pairs get 5 stars, and one pair of the other half 1. */
export function checkerboard({ numUsers = 80, numItems = 60, perUser = 20 } = {}): Dataset {
  const half = numItems / 2;
  const rows: Row[] = [];
  for (let user = 0; user < numUsers; user++) {
    const permute = makePermutation(streamKey(user, purpose.generatedData, 0), half);
    for (let place = 0; place < perUser; place++) rows.push([user, 2 * permute(place) + (user % 2), 5]);
  }
  return datasetOf(rows, { numUsers, numItems, itemVectors: colours(numItems) });
}

/** The same board with stars everywhere: 5 for pairs of one colour, 1 for the others. */
export function starBoard({ numUsers = 80, numItems = 60, perUser = 20 } = {}): Dataset {
  const rows: Row[] = [];
  for (let user = 0; user < numUsers; user++) {
    const permute = makePermutation(streamKey(user, purpose.generatedData, 1), numItems);
    for (let place = 0; place < perUser; place++) {
      const item = permute(place);
      rows.push([user, item, item % 2 === user % 2 ? 5 : 1]);
    }
  }
  return datasetOf(rows, { numUsers, numItems });
}

/** Vectors that tell the two colours apart, no two of them the same. */
function colours(numItems: number): ItemVectors {
  const values = Float32Array.from({ length: numItems * 2 }, (_, at) => {
    const item = Math.floor(at / 2);
    return at % 2 === item % 2 ? 1 : item / (4 * numItems);
  });
  return { name: 'colours', source: 'the board', dimension: 2, values };
}
