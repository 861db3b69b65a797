/** What measures the parts of a run: the one watched per epoch, and the test part. */
import { seenRules } from '../data/seen/registry';
import type { SeenDefinition, SeenInput, SeenItems } from '../data/seen/seenRule';
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
  /** What each user had before. */
  seen: SeenItems;
  /** Training interactions of each item. */
  trainedCounts: Int32Array;
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
  const { dataset, seen, trainedCounts, heldOut, frozen, groups } = part;
  if (heldOut.length === 0) return null;
  const { candidates: choice } = spec.evaluation;
  const rule = pick<CandidateDefinition>(candidateRules, 'candidate rule', choice.id);
  const params = readParams(rule, choice.params);
  const candidatesOf = (among: Uint8Array | null): Candidates =>
    rule.candidatesOf({ dataset, seen, trainedCounts, heldOut, among, frozen, params, seed: spec.seed });
  const shared = {
    dataset,
    seen,
    trainedCounts,
    heldOut,
    metrics: measuredMetrics(spec),
    task,
    perUser: spec.earlyStopping.metric,
  };
  return groups
    ? groupedEvaluator({ ...shared, groups, candidatesAmong: candidatesOf })
    : createEvaluator({ ...shared, candidates: candidatesOf(null) });
}

/** The rule for what users have seen, as a spec names it. @throws AppError `bad-spec` when there is no such rule. */
export const seenRuleOf = ({ evaluation }: ExperimentSpec): SeenDefinition =>
  pick<SeenDefinition>(seenRules, 'rule for seen items', evaluation.seen.id);

export interface InteractionParts extends Omit<SeenInput, 'part'> {
  /** Training interactions of each item. */
  trainedCounts: Int32Array;
}

/** Of interactions. */
export function createEvaluators(parts: InteractionParts, spec: ExperimentSpec, task: Task): Evaluators {
  const { dataset, split, leftOut, trainedCounts } = parts;
  const groups = itemGroupsOf(split);
  const rule = seenRuleOf(spec);
  const evaluatorOf = (part: 'validation' | 'test'): Evaluator | null =>
    split[part].length === 0
      ? null
      : partEvaluator(
          {
            dataset,
            seen: rule.before({ dataset, split, leftOut, part }),
            trainedCounts,
            heldOut: split[part],
            frozen: split.candidates,
            groups: groups[part],
          },
          spec,
          task,
        );
  const { watchedPart } = split;
  const test = evaluatorOf('test');
  const watched = {
    test,
    validation: watchedPart === 'validation' ? evaluatorOf('validation') : null,
    none: null,
  }[watchedPart];
  return { watched, test };
}

/** What chance reaches on the cold items of the test part; nothing where there are none, or lists are drawn for it. */
export function chanceNotes({ coldItems }: Pick<Split, 'coldItems'>, spec: ExperimentSpec): string[] {
  const ranksAll = ['full', 'all'].includes(spec.evaluation.candidates.id);
  return coldItems.test && ranksAll ? [coldChanceNote(coldItems.test, spec.earlyStopping.metric)] : [];
}
