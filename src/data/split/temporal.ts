/** Temporal: the latest share of the interactions is held out, of each user, or after one date for all. */
import { z } from '../../protocol/zod';
import { AppError } from '../../protocol/errors';
import { param } from '../../protocol/registry';
import { groupPlaces } from '../groups';
import { defineSplit, separate, singleFold, timeNotes, trainCount } from './split';

export const temporal = defineSplit({
  id: 'temporal',
  unit: 'interactions',
  label: 'Temporal',
  help: 'Holds out the latest share: of each user by their own time, or of all by one date. n · (1 − share) interactions train, rounded, halves to the even number. Interactions of the same second keep the canonical order.',
  citation:
    'By user as python_chrono_split in recommenders (github.com/recommenders-team/recommenders); one date for all avoids training on the future (Ji et al., arXiv 2010.11060)',
  params: z.object({
    ratio: param.number(
      0.25,
      { min: 0.01, max: 0.99 },
      { title: 'Held-out share', description: 'Share of the interactions that is held out.', step: 0.05 },
    ),
    by: param.choice(['user', 'all'], 'user', {
      title: 'Cut',
      description: "At each user's own time, or at one date for all users.",
    }),
  }),
  folds: () => singleFold,
  partition({ dataset, indices, params }) {
    if (params.by === 'all' && dataset.time !== 'seconds')
      throw new AppError(
        'bad-spec',
        `"${dataset.name}" has no dates, so it cannot be split at one date for all users.`,
        'Set the cut of the temporal split to "user", or choose another split.',
      );
    const flags = new Uint8Array(indices.length);
    if (params.by === 'all') {
      // Float64 sort of time alone would lose the places; equal times keep the canonical order.
      const byTime = Int32Array.from(indices.keys()).sort(
        (a, b) => dataset.timestamps[indices[a]!]! - dataset.timestamps[indices[b]!]! || a - b,
      );
      for (let p = trainCount(byTime.length, params.ratio); p < byTime.length; p++) flags[byTime[p]!] = 1;
      return separate(indices, flags);
    }
    const { offsets, places } = groupPlaces(
      indices.length,
      dataset.numUsers,
      (place) => dataset.users[indices[place]!]!,
    );
    for (let user = 0; user < dataset.numUsers; user++) {
      const n = offsets[user + 1]! - offsets[user]!;
      const first = offsets[user]! + trainCount(n, params.ratio);
      for (let p = first; p < offsets[user + 1]!; p++) flags[places[p]!] = 1;
    }
    return separate(indices, flags, timeNotes(dataset));
  },
});
