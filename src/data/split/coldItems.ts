/**
 * Cold items: some items are held out with all their interactions, as if nobody had met them yet, and of the others
 * the last interactions of each user, to compare with.
 */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import { counted } from '../counted';
import { groupPlaces } from '../groups';
import { makePermutation } from '../random';
import { defineSplit, separate, singleFold, timeNotes, trainCount } from './split';

/** @param share of the items, where none is set. */
const splitOff = (share: number) =>
  defineSplit({
    id: 'cold-items',
    unit: 'interactions',
    drawn: true,
    holdsItems: true,
    label: 'Cold items',
    help: 'Holds out a random share of the items with all their interactions, which only models that know what items are can recommend, and of what is left the last interactions of each user, to compare with.',
    citation: 'Schein et al., Methods and Metrics for Cold-Start Recommendations, SIGIR 2002',
    params: z.object({
      share: param.number(
        share,
        { min: 0.01, max: 0.9 },
        {
          title: 'Cold items',
          description: 'Share of the items with enough interactions that is held out whole.',
          step: 0.05,
        },
      ),
      minInteractions: param.int(
        5,
        { min: 1, max: 1000 },
        {
          title: 'Cold items have at least',
          unit: 'interactions',
          description: 'Rarer items are never made cold, as they would measure little.',
        },
      ),
      warmShare: param.number(
        0.1,
        { min: 0, max: 0.9 },
        {
          title: 'Warm share',
          description: 'Of the other items, the last share of each user that is held out too.',
          step: 0.05,
        },
      ),
    }),
    folds: () => singleFold,
    partition({ dataset, indices, params, key }) {
      const { numUsers, numItems, users, items } = dataset;
      const counts = new Int32Array(numItems);
      for (const index of indices) counts[items[index]!]!++;
      const eligible = Int32Array.from(counts.keys()).filter(
        (item) => counts[item]! >= params.minInteractions,
      );
      const coldItems = new Uint8Array(numItems);
      const permute = makePermutation(key, eligible.length);
      const first = trainCount(eligible.length, params.share);
      for (let rank = first; rank < eligible.length; rank++) coldItems[eligible[permute(rank)]!] = 1;

      const flags = new Uint8Array(indices.length);
      const warmPlaces = new Int32Array(indices.length);
      let numWarm = 0;
      for (let place = 0; place < indices.length; place++) {
        if (coldItems[items[indices[place]!]!] === 1) flags[place] = 1;
        else warmPlaces[numWarm++] = place;
      }
      const byUser = groupPlaces(numWarm, numUsers, (at) => users[indices[warmPlaces[at]!]!]!);
      let warm = 0;
      for (let user = 0; user < numUsers; user++) {
        const end = byUser.offsets[user + 1]!;
        const start = byUser.offsets[user]!;
        for (let at = start + trainCount(end - start, params.warmShare); at < end; at++) {
          flags[warmPlaces[byUser.places[at]!]!] = 1;
          warm++;
        }
      }
      const cold = indices.length - numWarm;
      const notes = [
        `Held out: ${counted(eligible.length - first, 'cold item')} with ${counted(cold, 'interaction')}, and ${counted(warm, 'interaction')} of other items.`,
        ...timeNotes(dataset),
      ];
      return { ...separate(indices, flags, notes), coldItems };
    },
  });

export const coldItems = splitOff(0.2);

/** Of the items that are left, less: each cold item is one fewer to learn from. */
export const coldItemsOfTrain = splitOff(0.1);
