/** What a split gives on a data set, counted before training. */
import type { Dataset } from '../../protocol/dataset';
import type { SplitPlan } from '../../protocol/dataService';
import type { ExperimentSpec } from '../../protocol/spec';
import { applyFilters } from '../filter';
import { labelledItems } from '../labelledItems';
import { foldNames, makeItemSplit, makeSplit, type ItemSplit } from './makeSplit';
import { splits } from './registry';

/** @throws AppError `bad-spec` as the split itself. */
export function planSplit(imported: Dataset, spec: ExperimentSpec): SplitPlan {
  const ofItems = splits.some(({ id, unit }) => id === spec.split.id && unit === 'items');
  return ofItems ? planItems(imported, spec) : planInteractions(imported, spec);
}

function planInteractions(imported: Dataset, spec: ExperimentSpec): SplitPlan {
  const { dataset, notes } = applyFilters(imported, spec.data);
  const split = makeSplit(dataset, spec);
  const usersWithTest = new Set<number>();
  for (const row of split.test) usersWithTest.add(dataset.users[row]!);
  return {
    unit: 'interactions',
    ...countsOf(dataset, split, spec),
    usersWithTest: usersWithTest.size,
    notes: [...notes, ...split.notes],
  };
}

/** Filters are of interactions, so they leave items alone. */
function planItems(dataset: Dataset, spec: ExperimentSpec): SplitPlan {
  const { items, notes } = labelledItems(dataset, spec.text.minMovies);
  const split = makeItemSplit(dataset, items, spec);
  return {
    unit: 'items',
    ...countsOf(dataset, split, spec),
    usersWithTest: 0,
    notes: [...notes, ...split.notes],
  };
}

const countsOf = (dataset: Dataset, split: ItemSplit, spec: ExperimentSpec) => ({
  folds: foldNames(dataset, spec),
  numUsers: dataset.numUsers,
  numItems: dataset.numItems,
  numTrain: split.train.length,
  numValidation: split.validation.length,
  numTest: split.test.length,
});
