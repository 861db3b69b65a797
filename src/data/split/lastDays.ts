/** Last days: the sessions that end in the last days of the data are held out whole, as in the papers on GRU4Rec. */
import { z } from '../../protocol/zod';
import { AppError } from '../../protocol/errors';
import { param } from '../../protocol/registry';
import { sessionPlaces } from './sessionPlaces';
import { defineSplit, separate, singleFold } from './split';

const secondsPerDay = 86_400;

export const lastDays = defineSplit({
  id: 'last-days',
  unit: 'sessions',
  label: 'Last days',
  help: 'Holds out the sessions that end within so many times 24 hours of the last interaction of all; for validation, of the last one that is left.',
  citation: 'Hidasi et al., Session-based Recommendations with Recurrent Neural Networks, ICLR 2016',
  params: z.object({
    days: param.number(1, { min: 0.01, max: 10_000 }, { title: 'Last days', unit: 'days', step: 1 }),
  }),
  folds: () => singleFold,
  partition(input) {
    const { dataset, indices, params } = input;
    if (dataset.time !== 'seconds')
      throw new AppError(
        'bad-spec',
        `“${dataset.name}” has no dates, so its last days are not known.`,
        'Choose “last-sessions” (of each user the last one) or “leave-last-out” for the split.',
      );
    const { present, end, flagsOf } = sessionPlaces(input);
    const last = present.reduce((latest, session) => Math.max(latest, end(session)), -Infinity);
    const from = last - params.days * secondsPerDay;
    return separate(indices, flagsOf(present.filter((session) => end(session) >= from)));
  },
});
