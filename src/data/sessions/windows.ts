/** Windows: a user's interactions in blocks of one length, one after another. */
import { z } from 'zod';
import { param } from '../../protocol/registry';
import { defineSessions } from './sessions';

export const windows = defineSessions({
  id: 'windows',
  label: 'Windows',
  help: 'A session is a block of so many interactions and the one after them, which they predict. Blocks do not overlap; the last one of a user may be shorter. For data that has an order but no dates.',
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
  cut: ({ first, at, params }) => at - first > params.length,
});
