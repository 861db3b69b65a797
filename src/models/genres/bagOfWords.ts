/**
 * Bag-of-words logistic regression: TF-IDF of the words of a plot, one linear model per genre, L2-penalized as
 * scikit-learn's `LogisticRegression` (minimize ½‖w‖² + C · Σ log-loss, the bias unpenalized).
 */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import { defineGenreModel } from './genreModel';
import { fitLogistic } from './logisticRegression';

export const bagOfWords = defineGenreModel({
  id: 'bag-of-words',
  label: 'Bag of words',
  help: 'Counts words, rare ones for more, and learns one weight for each word and genre. It knows nothing of their order.',
  citation: '',
  params: z.object({
    // Plots are short and their words many: 30 does better on held-out movies than scikit-learn's 1.
    inversePenalty: param.number(
      30,
      { min: 0.0001, max: 10_000 },
      {
        title: 'C',
        scale: 'log',
        description:
          'Inverse strength of the penalty on the weights: larger fits the training movies closer.',
      },
    ),
  }),
  losses: [],
  recommended: {},
  async fit({ facts, params, pace }) {
    const { numGenres, labels, train } = facts;
    const bags = facts.bags();
    const models: { weights: Float64Array; bias: number }[] = [];
    for (let genre = 0; genre < numGenres; genre++) {
      const truth = Uint8Array.from(train, (item) => labels[item * numGenres + genre]!);
      models.push(await fitLogistic(bags, train, truth, params.inversePenalty, () => pace(genre, numGenres)));
    }
    return {
      numParameters: numGenres * (bags.numColumns + 1),
      scoreItem(item, out) {
        for (const [genre, { weights, bias }] of models.entries()) {
          let logit = bias;
          for (let k = bags.offsets[item]!; k < bags.offsets[item + 1]!; k++)
            logit += weights[bags.columns[k]!]! * bags.values[k]!;
          out[genre] = 1 / (1 + Math.exp(-logit));
        }
      },
    };
  },
});
