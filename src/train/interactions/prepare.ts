/** From spec and data to everything a run needs before the first step: split, facts, evaluators, model. */
import { applyFilters } from '../../data/filter';
import { makeHistory, type History } from '../../data/sample/history';
import { makeSplit, type Split } from '../../data/split/makeSplit';
import type { Evaluator } from '../../evaluate/evaluator';
import type { ModelDefinition, TrainingFacts } from '../../models/model';
import { models } from '../../models/registry';
import type { Dataset } from '../../protocol/dataset';
import { pick, readParams } from '../../protocol/registry';
import type { ExperimentSpec } from '../../protocol/spec';
import { chanceNotes, createEvaluators, watchedGroups } from '../evaluators';
import { checkLoss, watchedMetric } from '../watchedMetric';
import { trainingFacts } from './facts';

export interface Prepared {
  spec: ExperimentSpec;
  /** After the filters. */
  dataset: Dataset;
  split: Split;
  history: History;
  facts: TrainingFacts;
  model: ModelDefinition;
  params: Record<string, unknown>;
  /** Of the part watched per epoch; null when there is none. */
  watched: Evaluator | null;
  /** Null when the test part is empty. */
  test: Evaluator | null;
  watchedHigherIsBetter: boolean;
  notes: string[];
}

/**
 * Prepares a run.
 * @throws AppError `bad-spec` when spec and data do not go together, saying which setting to change.
 */
export function prepare(spec: ExperimentSpec, imported: Dataset): Prepared {
  const model = pick(models, 'model', spec.model.id);
  const params = readParams(model, spec.model.params);
  checkLoss(model, spec.loss.id);
  const { dataset, leftOut, notes: filterNotes } = applyFilters(imported, spec.data);
  const split = makeSplit(dataset, spec);
  const history = makeHistory(dataset, split.train);
  const { higherIsBetter } = watchedMetric(spec, model, watchedGroups(split));
  return {
    spec,
    dataset,
    split,
    history,
    facts: trainingFacts(dataset, split.train),
    model,
    params,
    ...createEvaluators({ dataset, split, leftOut, trainedCounts: history.itemCounts }, spec, model.task),
    watchedHigherIsBetter: higherIsBetter,
    notes: [...filterNotes, ...split.notes, ...chanceNotes(split, spec)],
  };
}
