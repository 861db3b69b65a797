/** Last sessions: the sessions that began last are held out whole. */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import { counted } from '../counted';
import { sessionPlaces } from './sessionPlaces';
import { defineSplit, separate, singleFold, timeNotes, trainCount, type PartitionInput } from './split';

export const lastSessions = defineSplit({
  id: 'last-sessions',
  unit: 'sessions',
  label: 'Last sessions',
  help: 'Holds out the share of all sessions that began last. Where the data has no dates, the last session of each user is held out instead; users with a single session stay in train.',
  citation: '',
  params: z.object({
    ratio: param.number(
      0.2,
      { min: 0.01, max: 0.99 },
      {
        title: 'Held-out share',
        description: 'Share of the sessions that is held out. Without dates: the last one of each user.',
        step: 0.05,
      },
    ),
  }),
  folds: () => singleFold,
  partition: (input) => (input.dataset.time === 'seconds' ? lastOfAll(input) : lastOfEachUser(input)),
});

type Input = PartitionInput<{ ratio: number }>;

function lastOfAll(input: Input) {
  const { present, begin, flagsOf } = sessionPlaces(input);
  // Sessions that began in the same second keep the canonical order.
  const byBegin = present.slice().sort((a, b) => begin(a) - begin(b) || a - b);
  const held = byBegin.subarray(trainCount(byBegin.length, input.params.ratio));
  return separate(input.indices, flagsOf(held));
}

function lastOfEachUser(input: Input) {
  const { present, flagsOf } = sessionPlaces(input);
  const { userOf } = input.sessions!;
  const userAt = (place: number): number => userOf[present[place]!] ?? -1;
  const isLast = (place: number): boolean => userAt(place + 1) !== userAt(place);
  const isFirst = (place: number): boolean => userAt(place - 1) !== userAt(place);
  const held = present.filter((_, place) => isLast(place) && !isFirst(place));
  const single = present.filter((_, place) => isLast(place) && isFirst(place)).length;
  const notes = timeNotes(input.dataset);
  notes.push('The data has no dates: of each user the last session is held out, whatever the share.');
  if (single > 0) notes.push(`Kept whole in train: ${counted(single, 'user')} with a single session.`);
  return separate(input.indices, flagsOf(held), notes);
}
