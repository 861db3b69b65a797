/** What a split gives on a data set, counted before training. */
import type { Task } from '../../protocol/catalog';
import type { Dataset } from '../../protocol/dataset';
import type { SplitPlan } from '../../protocol/dataService';
import type { ExperimentSpec } from '../../protocol/spec';
import { applyFilters } from '../filter';
import { labelledItems } from '../labelledItems';
import { makeSessions } from '../sessions/makeSessions';
import { emptyPartNotes } from './emptyParts';
import { foldNames, makeItemSplit, makeSplit, splitsSessions, type ItemSplit } from './makeSplit';
import { splits } from './registry';
import { timeNotes } from './split';

/**
 * @param task See `DataService.planSplit`.
 * @throws AppError `bad-spec` as the split itself, and as `makeSessions`.
 */
export function planSplit(imported: Dataset, spec: ExperimentSpec, task?: Task): SplitPlan {
  const ofItems = splits.some(({ id, unit }) => id === spec.split.id && unit === 'items');
  if (ofItems) return planItems(imported, spec);
  const readsSessions = task ? task === 'sequence' : splitsSessions(spec);
  return planInteractions(imported, spec, readsSessions);
}

function planInteractions(imported: Dataset, spec: ExperimentSpec, readsSessions: boolean): SplitPlan {
  const { dataset, notes } = applyFilters(imported, spec.data);
  const sessions = readsSessions ? makeSessions(dataset, spec.sessions) : null;
  const split = makeSplit(dataset, spec, sessions ? { sessions, anonymousUsers: true } : {});
  return {
    unit: 'interactions',
    ...countsOf(dataset, split, spec),
    usersWithTest: countDistinct(split.test, dataset.users),
    numSessions: sessions && {
      train: countDistinct(split.train, sessions.sessionOf),
      validation: countDistinct(split.validation, sessions.sessionOf),
      test: countDistinct(split.test, sessions.sessionOf),
    },
    ...told(dataset, split, [...notes, ...(sessions?.notes ?? []), ...split.notes]),
  };
}

/** How many different ids the given rows have. */
function countDistinct(rows: Int32Array, ids: Int32Array): number {
  const seen = new Set<number>();
  for (const row of rows) seen.add(ids[row]!);
  return seen.size;
}

/** Filters are of interactions, so they leave items alone. */
function planItems(dataset: Dataset, spec: ExperimentSpec): SplitPlan {
  const { items, notes } = labelledItems(dataset, spec.text.minMovies);
  const split = makeItemSplit(dataset, items, spec);
  return {
    unit: 'items',
    ...countsOf(dataset, split, spec),
    usersWithTest: 0,
    numSessions: null,
    ...told(dataset, split, [...notes, ...split.notes]),
  };
}

/** Notes, and apart from them those that make numbers mean something else than a person expects. */
function told(dataset: Dataset, split: ItemSplit, all: string[]): Pick<SplitPlan, 'warnings' | 'notes'> {
  const grave = [...emptyPartNotes(split), ...timeNotes(dataset)];
  return {
    warnings: all.filter((note) => grave.includes(note)),
    notes: all.filter((note) => !grave.includes(note)),
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
