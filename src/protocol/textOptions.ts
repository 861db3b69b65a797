/** How texts become tokens: the settings, declared once, that experiments and the look at the texts share. */
import { z } from './zod';
import { param } from './registry';

export const textOptions = z.object({
  removeStopWords: param.bool(true, {
    title: 'Remove stop words',
    description:
      'Leaves out words such as “the”, “and” or “she”, which say little about what a film is about.',
  }),
  minCount: param.int(
    3,
    { min: 1, max: 1000 },
    {
      title: 'Least occurrences',
      description:
        'Words that occur less often in the training texts are left out: nothing can be learned of them.',
    },
  ),
  maxTokens: param.int(
    100,
    { min: 1, max: 1000 },
    {
      title: 'Longest text',
      unit: 'tokens',
      description: 'Longer texts are cut after this many tokens, shorter ones are padded.',
    },
  ),
  maskGenreWords: param.bool(false, {
    title: 'Mask genre words',
    description:
      'Leaves out the names of the genres and their forms (comedy, comedies, comedic), so that a text that names its genre does not give the answer away.',
  }),
});

export type TextOptions = z.infer<typeof textOptions>;
