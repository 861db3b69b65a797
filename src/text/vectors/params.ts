/** What word vectors are trained with. */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';

export const vectorParams = z.object({
  method: param.choice(['word2vec', 'fasttext'], 'word2vec', {
    title: 'Method',
    description:
      'word2vec has one vector per word. fastText makes the vector of a word from those of its character n-grams, so that it has one for words it never saw.',
  }),
  architecture: param.choice(['skip-gram', 'cbow'], 'skip-gram', {
    title: 'Architecture',
    description:
      'Skip-gram predicts each neighbour from the word: better for rare words. CBOW predicts the word from the mean of its neighbours: several times faster.',
  }),
  dimension: param.int(64, { min: 2, max: 512 }, { title: 'Dimensions', scale: 'log' }),
  window: param.int(
    5,
    { min: 1, max: 20 },
    {
      title: 'Window',
      unit: 'words',
      description: 'Neighbours reach up to this far on either side; how far is drawn anew for each word.',
    },
  ),
  negatives: param.int(
    5,
    { min: 1, max: 20 },
    {
      title: 'Negative words',
      description: 'Words drawn against each true one, by their count to the power of 0.75.',
    },
  ),
  epochs: param.int(5, { min: 1, max: 100 }, { title: 'Epochs' }),
  // The papers' 1e-5 is for billions of words. In a million, without stop words, no word makes up more than a few
  // per cent, and 1e-5 would leave out most of the text.
  subsample: param.number(
    1e-3,
    { min: 0, max: 1 },
    {
      title: 'Subsampling threshold',
      scale: 'log',
      description: 'Words that make up more than this share of the text are left out at random. 0 keeps all.',
    },
  ),
  learningRate: param.number(
    0.05,
    { min: 0.0001, max: 1 },
    { title: 'Learning rate', scale: 'log', description: 'Falls in a straight line to nearly 0 at the end.' },
  ),
  minNgram: param.int(
    3,
    { min: 1, max: 10 },
    { title: 'Shortest n-gram', unit: 'characters', description: 'Of fastText; word2vec has none.' },
  ),
  maxNgram: param.int(
    6,
    { min: 1, max: 10 },
    { title: 'Longest n-gram', unit: 'characters', description: 'Of fastText; word2vec has none.' },
  ),
  buckets: param.int(
    50_000,
    { min: 1, max: 2_000_000 },
    {
      title: 'Buckets',
      scale: 'log',
      description: 'N-grams of fastText are hashed into this many vectors; n-grams in one bucket share it.',
    },
  ),
});

export type VectorParams = z.infer<typeof vectorParams>;
