/** The share of the training movies that have each genre, the same for every movie: the floor for all others. */
import { noParams } from '../../protocol/registry';
import { defineGenreModel } from './genreModel';

export const genreFrequency = defineGenreModel({
  id: 'genre-frequency',
  label: 'Genre frequency',
  help: 'Gives every movie the share of training movies that have the genre, without reading its plot.',
  citation: '',
  params: noParams,
  losses: [],
  recommended: {},
  fit({ facts: { numGenres, labels, train } }) {
    const shares = new Float32Array(numGenres);
    for (const item of train)
      for (let genre = 0; genre < numGenres; genre++)
        shares[genre]! += labels[item * numGenres + genre]! / train.length;
    return Promise.resolve({ numParameters: numGenres, scoreItem: (_item, out) => out.set(shares) });
  },
});
