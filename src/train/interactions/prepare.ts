/** From spec and data to everything a run needs before the first step: split, facts, evaluators, model. */
import { applyFilters } from '../../data/filter';
import { makeHistory, type History } from '../../data/sample/history';
import { makeSplit, type Split } from '../../data/split/makeSplit';
import { candidates as candidateRules } from '../../evaluate/candidates/registry';
import type { CandidateDefinition } from '../../evaluate/candidates/candidateRule';
import { createEvaluator, type Evaluator } from '../../evaluate/evaluator';
import type { ModelDefinition, TrainingFacts } from '../../models/model';
import { models } from '../../models/registry';
import type { Dataset } from '../../protocol/dataset';
import { pick, readParams } from '../../protocol/registry';
import type { ExperimentSpec } from '../../protocol/spec';
import { checkLoss, measuredMetrics, watchedMetric } from '../watchedMetric';
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
  const { dataset, notes: filterNotes } = applyFilters(imported, spec.data);
  const split = makeSplit(dataset, spec);
  const history = makeHistory(dataset, split.train);
  const evaluatorFor = (heldOut: Int32Array, seen: Int32Array): Evaluator | null => {
    if (heldOut.length === 0) return null;
    const masked = makeHistory(dataset, seen);
    const rule = pick<CandidateDefinition>(candidateRules, 'candidate rule', spec.evaluation.candidates.id);
    return createEvaluator({
      dataset,
      trainHistory: masked,
      heldOut,
      candidates: rule.candidatesOf({
        dataset,
        trainHistory: masked,
        heldOut,
        frozen: split.candidates,
        params: readParams(rule, spec.evaluation.candidates.params),
        seed: spec.seed,
      }),
      metrics: measuredMetrics(spec),
      task: model.task,
      perUser: spec.earlyStopping.metric,
    });
  };
  const test = evaluatorFor(
    split.test,
    split.watchedPart === 'validation' ? concat(split.train, split.validation) : split.train,
  );
  const watched = {
    test,
    validation: split.watchedPart === 'validation' ? evaluatorFor(split.validation, split.train) : null,
    none: null,
  }[split.watchedPart];
  return {
    spec,
    dataset,
    split,
    history,
    facts: trainingFacts(dataset, split.train),
    model,
    params,
    watched,
    test,
    watchedHigherIsBetter: watchedMetric(spec, model).higherIsBetter,
    notes: [...filterNotes, ...split.notes],
  };
}

function concat(a: Int32Array, b: Int32Array): Int32Array {
  const both = new Int32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both.sort();
}
