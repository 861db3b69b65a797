/** Telling what comes next in sequences. */
import type { NegativeSamplerDefinition } from '../../data/sample/negativeSampler';
import { negativeSamplers } from '../../data/sample/registry';
import { standardizeColumns } from '../../data/standardizeColumns';
import type { Compute } from '../../engine/backends/startBackend';
import type { BatchInput } from '../../engine/compile/training';
import type * as tf from '../../engine/tf';
import type { EvaluationResult } from '../../protocol/events';
import { pick, readParams } from '../../protocol/registry';
import { learnedVectors } from '../interactions/learnedVectors';
import { partsOfRun } from '../partsOfRun';
import type { Session } from '../session';
import type { OnProgress, RunTask } from '../task';
import type { Trainer } from '../trainer';
import { trainerOf } from '../trainerOf';
import { askedScorer } from './askedScorer';
import { assembleSequences, type SequenceTrainable } from './assemble';
import { createSequenceBatches, type SequenceBatches } from './batches';
import { drawTrained } from './drawTrained';
import { oracleScorer } from './oracleScorer';
import type { PreparedSequences } from './prepare';
import type { Questions } from './questions';
import { compiledScorer, fittedScorer, networkScorer, type SequenceScorer } from './scorers';

export interface SequenceTask extends RunTask<SequenceScorer> {
  readonly unit: 'session';
  readonly prepared: PreparedSequences;
}

export type SequenceSession = Session<SequenceScorer, SequenceTask>;

export function sequenceTask(prepared: PreparedSequences): SequenceTask {
  const { spec, dataset, facts, split, model, params, questions, evaluators, notes } = prepared;
  const { fit, itemVectors } = model;
  return {
    unit: 'session',
    prepared,
    spec,
    ...partsOfRun(dataset, split),
    everyStep: { watched: asksSteps(questions.watched), test: asksSteps(questions.test) },
    watchedHigherIsBetter: prepared.watchedHigherIsBetter,
    notes,
    ...(fit && {
      async fit(pace) {
        const fitted = await fit({ facts, params, pace });
        return { numParameters: fitted.numParameters, scorer: fittedScorer(fitted, facts.numItems) };
      },
    }),
    pretrain: () => Promise.resolve(new Map()),
    createTrainer: (compute, _pretrained, onProgress) => createTrainer(prepared, compute, onProgress),
    evaluate(part, scorer, pace, onProgress) {
      const asked = questions[part];
      if (!asked) return null;
      const measured = evaluators[part]!.evaluate(askedScorer(scorer, asked), pace, onProgress);
      return asked.asksUsers ? measured : measured.then(ofPredictions);
    },
    itemVectors: async (_scorer, weights) =>
      itemVectors ? learnedVectors(dataset.itemIds, itemVectors, await weights()) : null,
    oracle: () => oracleScorer(prepared),
  };
}

/** What the evaluator takes for users are steps of sessions. */
const ofPredictions = ({ unitValues, ...result }: EvaluationResult): EvaluationResult => ({
  ...result,
  ...(unitValues && { unitValues: { ...unitValues, unit: 'prediction' } }),
});

const asksSteps = (questions: Questions | null): boolean => questions !== null && !questions.asksUsers;

function createTrainer(
  prepared: PreparedSequences,
  compute: Compute,
  onProgress: OnProgress,
): Promise<Trainer<SequenceScorer>> {
  const { spec, facts, model, params } = prepared;
  const { numItems } = facts;
  const { min, max } = facts.ratingScale;
  const scaleRating = (rating: number): number => (max > min ? (rating - min) / (max - min) : 1);
  const batches = batchesOf(prepared, scaleRating);
  const { batchSize, length } = batches;
  return trainerOf<SequenceTrainable, SequenceScorer>({
    spec,
    compute,
    onProgress,
    shape: batches,
    inputs: inputsOf(batches),
    columns: (epoch, step) => ({ ...batches.columns(epoch, step) }),
    assemble: (weights) =>
      assembleSequences({
        ...(weights && { weights }),
        model,
        params,
        facts,
        loss: spec.loss,
        seed: spec.seed,
        batchSize,
        l2: spec.train.l2,
        content: model.usesContent?.(params) ? contentOf(prepared) : null,
      }),
    objective: ({ objective, allItems }, columns, _count, at) => {
      const column = (name: string): tf.Tensor1D => columns.get(name) as tf.Tensor1D;
      return objective(
        {
          numSequences: batchSize,
          length,
          items: column('items'),
          ratings: column('ratings'),
          steps: column('steps'),
          last: column('last'),
          targets: column('targets'),
          weights: column('weights'),
          sessions: column('sessions'),
          negatives: batches.numNegatives > 0 ? column('negatives') : allItems,
        },
        at,
      );
    },
    compiledScorer: (trainable, host, weights) =>
      compiledScorer({ trainable, numItems, scaleRating, host, ...weights }),
    scorer: (trainable) => networkScorer({ trainable, numItems, scaleRating }),
  });
}

function batchesOf(
  { spec, facts, model, params }: PreparedSequences,
  scaleRating: (rating: number) => number,
): SequenceBatches {
  const { itemCounts, sessions } = facts;
  const sampler = pick<NegativeSamplerDefinition>(negativeSamplers, 'negative sampler', spec.negatives.id);
  const samplerParams = readParams(sampler, spec.negatives.params);
  return createSequenceBatches({
    sessions,
    feed: model.feed!(params),
    shared: model.negatives!(params),
    batchSize: spec.train.batchSize,
    maxLength: spec.sessions.maxLength,
    seed: spec.seed,
    scaleRating,
    drawItem: drawTrained(sampler, samplerParams, itemCounts),
  });
}

/** The columns of a batch as its program has them. */
function inputsOf({ batchSize, length, rows, numNegatives }: SequenceBatches): BatchInput[] {
  const ofRows = rows / batchSize;
  return [
    { name: 'items', dtype: 'int32', width: length },
    { name: 'ratings', dtype: 'float32', width: length },
    { name: 'steps', dtype: 'int32', width: length },
    { name: 'last', dtype: 'int32' },
    { name: 'targets', dtype: 'int32', width: ofRows },
    { name: 'weights', dtype: 'float32', width: ofRows },
    { name: 'sessions', dtype: 'int32', width: ofRows },
    ...(numNegatives > 0 ? [{ name: 'negatives', dtype: 'int32' as const, length: numNegatives }] : []),
  ];
}

/** The vectors of the items on one scale; those without one stay at the mean. */
function contentOf({ dataset }: PreparedSequences): { values: Float32Array; dimension: number } {
  const { values, dimension } = dataset.itemVectors!;
  const known = Uint8Array.from({ length: dataset.numItems }, (_, item) =>
    Number(values.subarray(item * dimension, (item + 1) * dimension).some((value) => value !== 0)),
  );
  return { values: standardizeColumns(values, dimension, known), dimension };
}
