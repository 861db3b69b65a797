/**
 * Nearest neighbours by content: the score of an item for a user is the mean cosine of its vector with those of the
 * user's training items. It can rank items that nobody has rated, as long as they have a vector. Lops, de Gemmis &
 * Semeraro, "Content-based recommender systems", Recommender Systems Handbook 2011.
 */
import { unitRows } from '../data/unitRows';
import { AppError } from '../protocol/errors';
import { noParams } from '../protocol/registry';
import { defineModel } from './model';

export const contentKnn = defineModel({
  id: 'content-knn',
  label: 'Content-kNN',
  help: 'Recommends items whose vectors are like those of the user’s items, also items that nobody has rated. It uses vectors kept with the data set: those that a text model learned from plots, for one.',
  citation: 'Lops et al., 2011',
  task: 'ranking',
  usesContent: true,
  params: noParams,
  losses: [],
  recommended: {},
  async fit({ facts, pace }) {
    if (!facts.itemVectors)
      throw new AppError(
        'bad-spec',
        'Content-kNN compares vectors of items, and the experiment names none.',
        'Choose item vectors under Data (data.vectors): kept ones, which a model has learned (Map), or “text-cnn” to learn them from the descriptions.',
      );
    const { dimension } = facts.itemVectors;
    const { values } = unitRows(facts.itemVectors.values, dimension);
    const profiles = new Float32Array(facts.numUsers * dimension);
    const counts = new Int32Array(facts.numUsers);
    for (const [at, user] of facts.users.entries()) {
      if (at % 1024 === 0) await pace(at, facts.users.length);
      const item = facts.items[at]!;
      for (let c = 0; c < dimension; c++) profiles[user * dimension + c]! += values[item * dimension + c]!;
      counts[user]!++;
    }
    return {
      numParameters: values.length,
      scoreUser(user, out) {
        // The mean of dot products is the dot product with the mean.
        const size = Math.max(1, counts[user]!);
        for (let item = 0; item < out.length; item++) {
          let sum = 0;
          for (let c = 0; c < dimension; c++)
            sum += profiles[user * dimension + c]! * values[item * dimension + c]!;
          out[item] = sum / size;
        }
      },
    };
  },
});
