/** The training part as models see it. */
import type { Dataset } from '../../protocol/dataset';
import type { TrainingFacts } from '../../models/model';

export function trainingFacts(dataset: Dataset, train: Int32Array): TrainingFacts {
  const users = train.map((index) => dataset.users[index]!);
  const items = train.map((index) => dataset.items[index]!);
  const ratings = Float32Array.from(train, (index) => dataset.ratings[index]!);
  const itemCounts = new Int32Array(dataset.numItems);
  for (const item of items) itemCounts[item]!++;
  return {
    numUsers: dataset.numUsers,
    numItems: dataset.numItems,
    users,
    items,
    ratings,
    itemCounts,
    meanRating: ratings.reduce((sum, rating) => sum + rating, 0) / Math.max(ratings.length, 1),
    ratingScale: dataset.ratingScale,
    oracle: dataset.oracle,
    itemVectors: dataset.itemVectors,
  };
}
