/** From spec and data to everything a run of a model of sequences needs before the first step. */
import { applyFilters } from '../../data/filter';
import { concatSorted } from '../../data/concatSorted';
import { counted } from '../../data/counted';
import type { SeenInput } from '../../data/seen/seenRule';
import { makeSessions } from '../../data/sessions/makeSessions';
import type { Sessions } from '../../data/sessions/sessions';
import { makeSplit, type Split } from '../../data/split/makeSplit';
import type { SequenceFacts, SequenceModelDefinition } from '../../models/sequences/sequenceModel';
import { sequenceModels } from '../../models/sequences/registry';
import type { Dataset } from '../../protocol/dataset';
import { AppError } from '../../protocol/errors';
import { pick, readParams } from '../../protocol/registry';
import type { ExperimentSpec } from '../../protocol/spec';
import {
  chanceNotes,
  itemGroupsOf,
  partEvaluator,
  seenRuleOf,
  watchedGroups,
  type Evaluators,
} from '../evaluators';
import type { MeasuredPart } from '../task';
import { checkLoss, watchedMetric } from '../watchedMetric';
import { askSteps, askUsers, holdsWholeSessions, type Questions } from './questions';
import { sessionsOfLength, trainingSessions } from './sessionTables';

export interface PreparedSequences {
  spec: ExperimentSpec;
  /** After the filters. */
  dataset: Dataset;
  sessions: Sessions;
  split: Split;
  facts: SequenceFacts;
  model: SequenceModelDefinition;
  params: Record<string, unknown>;
  /** What is asked of each part; null where there is none. */
  questions: Readonly<Record<MeasuredPart, Questions | null>>;
  evaluators: Evaluators;
  watchedHigherIsBetter: boolean;
  notes: string[];
}

/** @throws AppError `bad-spec` when spec and data do not go together, saying which setting to change. */
export function prepareSequences(spec: ExperimentSpec, imported: Dataset): PreparedSequences {
  const model = pick<SequenceModelDefinition>(sequenceModels, 'model', spec.model.id);
  const params = readParams(model, spec.model.params);
  checkLoss(model, spec.loss.id);
  const { dataset, leftOut, notes: filterNotes } = applyFilters(imported, spec.data);
  const sessions = makeSessions(dataset, spec.sessions);
  const split = makeSplit(dataset, spec, { sessions, anonymousUsers: true });
  const { higherIsBetter } = watchedMetric(spec, model, watchedGroups(split));
  const table = trainingSessions(dataset, split.train, sessions.sessionOf);
  const learnable = sessionsOfLength(table, 2);
  if (learnable === 0)
    throw new AppError(
      'bad-spec',
      'No training session has two interactions, so there is no next item to learn.',
      'Choose longer sessions (sessions.id), hold out less, or another model.',
    );
  if (model.usesContent?.(params) && !dataset.itemVectors)
    throw new AppError(
      'bad-spec',
      `${model.label} is to use vectors of the items, and none are chosen for “${dataset.name}”.`,
      'Choose item vectors under Data (data.vectors): kept ones, or “text-cnn” to learn them from the descriptions.',
    );
  const itemCounts = new Int32Array(dataset.numItems);
  for (const item of table.items) itemCounts[item]!++;
  const questions = questionsOf(spec, sessions, { dataset, leftOut, split });
  return {
    spec,
    dataset,
    sessions,
    split,
    facts: {
      numItems: dataset.numItems,
      itemCounts,
      ratingScale: dataset.ratingScale,
      sessions: table,
    },
    model,
    params,
    questions,
    evaluators: evaluatorsOf(spec, split, questions, itemCounts),
    watchedHigherIsBetter: higherIsBetter,
    notes: [
      ...filterNotes,
      ...sessions.notes,
      ...split.notes,
      `Learnt from ${counted(learnable, 'training session')} of two interactions and more; ${counted(table.offsets.length - 1 - learnable, 'shorter one')}.`,
      ...new Set([...(questions.watched?.notes ?? []), ...(questions.test?.notes ?? [])]),
      ...chanceNotes(split, spec),
    ],
  };
}

function questionsOf(
  spec: ExperimentSpec,
  sessions: Sessions,
  parts: Omit<SeenInput, 'part'>,
): PreparedSequences['questions'] {
  const { dataset, leftOut, split } = parts;
  const rule = seenRuleOf(spec);
  const ask = (part: SeenInput['part'], before: Int32Array): Questions | null => {
    const heldOut = split[part];
    if (heldOut.length === 0) return null;
    const known = rule.before({ ...parts, part });
    const asked = { dataset, sessions, before, heldOut, maxLength: spec.sessions.maxLength };
    if (!holdsWholeSessions(asked)) return askUsers(asked, known);
    return askSteps(asked, rule.wholePast ? { known, leftOut } : null);
  };
  const { train, validation, watchedPart } = split;
  const test = ask('test', watchedPart === 'validation' ? concatSorted(train, validation) : train);
  const watched = {
    test,
    validation: watchedPart === 'validation' ? ask('validation', train) : null,
    none: null,
  }[watchedPart];
  return { watched, test };
}

function evaluatorsOf(
  spec: ExperimentSpec,
  split: Split,
  questions: PreparedSequences['questions'],
  trainedCounts: Int32Array,
): Evaluators {
  const groups = itemGroupsOf(split);
  const evaluatorOf = (part: MeasuredPart) => {
    const asked = questions[part];
    if (!asked) return null;
    const measured = part === 'watched' && split.watchedPart === 'validation' ? 'validation' : 'test';
    const { dataset, seen, heldOut, asksUsers } = asked;
    // Lists that came with the data are of its users.
    const frozen = asksUsers ? split.candidates : null;
    return partEvaluator(
      { dataset, seen, trainedCounts, heldOut, frozen, groups: groups[measured] },
      spec,
      'sequence',
    );
  };
  return { watched: evaluatorOf('watched'), test: evaluatorOf('test') };
}
