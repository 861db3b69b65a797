/** Leave-last-out: the last interactions of each user are held out, as in He et al., WWW 2017. */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import { counted } from '../counted';
import { groupPlaces } from '../groups';
import { defineSplit, separate, singleFold, timeNotes } from './split';

export const leaveLastOut = defineSplit({
  id: 'leave-last-out',
  unit: 'interactions',
  label: 'Leave last out',
  help: 'Holds out the last interactions of each user. Users with too few interactions stay in train. Interactions of the same second keep the canonical order: by a fixed hash of user and item id.',
  citation: 'He et al., Neural Collaborative Filtering, WWW 2017',
  params: z.object({
    count: param.int(
      1,
      { min: 1, max: 100 },
      { title: 'Held out per user', unit: 'interactions', description: 'The last ones in time.' },
    ),
  }),
  folds: () => singleFold,
  partition({ dataset, indices, params }) {
    const { offsets, places } = groupPlaces(
      indices.length,
      dataset.numUsers,
      (place) => dataset.users[indices[place]!]!,
    );
    const flags = new Uint8Array(indices.length);
    let short = 0;
    for (let user = 0; user < dataset.numUsers; user++) {
      const end = offsets[user + 1]!;
      const n = end - offsets[user]!;
      if (n > params.count) for (let p = end - params.count; p < end; p++) flags[places[p]!] = 1;
      else if (n > 0) short++;
    }
    const notes = timeNotes(dataset);
    if (short > 0)
      notes.push(
        `Kept whole in train: ${counted(short, 'user')} with no more than ${counted(params.count, 'interaction')}.`,
      );
    return separate(indices, flags, notes);
  },
});
