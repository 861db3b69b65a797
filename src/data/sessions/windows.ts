/** Windows: a user's interactions in blocks of one length, counted from the last, so that the latest block is whole. */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import { defineSessions } from './sessions';

export const windows = defineSessions({
  id: 'windows',
  label: 'Windows',
  help: 'A session is a block of so many interactions and the one after them, which they predict. Blocks are counted from the last interaction of a user and do not overlap; the earliest one may be shorter. For data that has an order but no dates.',
  citation: '',
  params: z.object({
    length: param.int(
      18,
      { min: 1, max: 1000 },
      {
        title: 'Length',
        unit: 'interactions',
        description: 'Those before the last one, which they predict: a window holds one more.',
      },
    ),
  }),
  needsDates: false,
  cut: ({ at, end, params }) => (end - at) % (params.length + 1) === 0,
});
