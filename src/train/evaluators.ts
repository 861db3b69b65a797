/** What measures the parts of a run: the one watched per epoch, and the test part. */
import { makeHistory, type History } from '../data/sample/history';
import type { Split } from '../data/split/makeSplit';
import type { CandidateDefinition, Candidates } from '../evaluate/candidates/candidateRule';
import { candidates as candidateRules } from '../evaluate/candidates/registry';
import { coldChanceNote } from '../evaluate/chance';
import { createEvaluator, type Evaluator } from '../evaluate/evaluator';
import { groupedEvaluator, type GroupFlags } from '../evaluate/groupedEvaluator';
import type { Task } from '../protocol/catalog';
import type { CandidateLists, Dataset } from '../protocol/dataset';
import { pick, readParams } from '../protocol/registry';
import type { ExperimentSpec } from '../protocol/spec';
import type { MeasuredPart } from './task';
import { measuredMetrics } from './watchedMetric';

export type Evaluators = Readonly<Record<MeasuredPart, Evaluator | null>>;

/** A part as it is measured. Of a model of sequences each "user" is one question: what comes next here? */
export interface PartToMeasure {
  dataset: Dataset;
  /** What each user had before; its item counts are the popularity of the items. */
  seen: History;
  /** Interaction indices of the part. */
  heldOut: Int32Array;
  /** Candidate lists that came with the split, or null. */
  frozen: CandidateLists | null;
  /** Where the split holds out whole items: the groups that are measured apart; else null. */
  groups: GroupFlags | null;
}

/** The groups of items that are measured apart, by part; null where the split holds out no items whole. */
export function itemGroupsOf({
  coldItems,
}: Pick<Split, 'coldItems'>): Record<'validation' | 'test', GroupFlags | null> {
  const { validation, test } = coldItems;
  const some = validation ?? test;
  if (!some) return { validation: null, test: null };
  // What is cold in one part is not trained on either where the other is measured, and so not warm there.
  const warm = some.map((_, item) => Number(!validation?.[item] && !test?.[item]));
  return {
    validation: { warm, ...(validation && { cold: validation }) },
    test: { warm, ...(test && { cold: test }) },
  };
}

/** Those of the part that early stopping watches; of the test part where nothing is watched. */
export const watchedGroups = (split: Pick<Split, 'coldItems' | 'watchedPart'>): GroupFlags | null =>
  itemGroupsOf(split)[split.watchedPart === 'validation' ? 'validation' : 'test'];

/**
 * Null for an empty part.
 * @throws AppError `bad-spec` for a metric or a candidate rule that does not exist, or lacks its data.
 */
export function partEvaluator(part: PartToMeasure, spec: ExperimentSpec, task: Task): Evaluator | null {
  const { dataset, seen, heldOut, frozen, groups } = part;
  if (heldOut.length === 0) return null;
  const { candidates: choice } = spec.evaluation;
  const rule = pick<CandidateDefinition>(candidateRules, 'candidate rule', choice.id);
  const params = readParams(rule, choice.params);
  const candidatesOf = (among: Uint8Array | null): Candidates =>
    rule.candidatesOf({ dataset, trainHistory: seen, heldOut, among, frozen, params, seed: spec.seed });
  const shared = {
    dataset,
    trainHistory: seen,
    heldOut,
    metrics: measuredMetrics(spec),
    task,
    perUser: spec.earlyStopping.metric,
  };
  return groups
    ? groupedEvaluator({ ...shared, groups, candidatesAmong: candidatesOf })
    : createEvaluator({ ...shared, candidates: candidatesOf(null) });
}

/** Of interactions: in validation the training part was seen before, in the test part validation as well. */
export function createEvaluators(
  dataset: Dataset,
  split: Split,
  spec: ExperimentSpec,
  task: Task,
): Evaluators {
  const groups = itemGroupsOf(split);
  const evaluatorOf = (part: 'validation' | 'test', seen: Int32Array): Evaluator | null =>
    partEvaluator(
      {
        dataset,
        seen: makeHistory(dataset, seen),
        heldOut: split[part],
        frozen: split.candidates,
        groups: groups[part],
      },
      spec,
      task,
    );
  const { watchedPart, train, validation } = split;
  const test = evaluatorOf('test', watchedPart === 'validation' ? concat(train, validation) : train);
  const watched = {
    test,
    validation: watchedPart === 'validation' ? evaluatorOf('validation', train) : null,
    none: null,
  }[watchedPart];
  return { watched, test };
}

/** What chance reaches on the cold items of the test part; nothing where there are none, or lists are drawn for it. */
export function chanceNotes({ coldItems }: Pick<Split, 'coldItems'>, spec: ExperimentSpec): string[] {
  const ranksAll = ['full', 'all'].includes(spec.evaluation.candidates.id);
  return coldItems.test && ranksAll ? [coldChanceNote(coldItems.test, spec.earlyStopping.metric)] : [];
}

function concat(a: Int32Array, b: Int32Array): Int32Array {
  const both = new Int32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both.sort();
}
