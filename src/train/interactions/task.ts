/** Ranking items, or predicting stars, from interactions of users. */
import type { Evaluator } from '../../evaluate/evaluator';
import type { Scorer } from '../../evaluate/scorer';
import { partsOfRun } from '../partsOfRun';
import type { Session } from '../session';
import type { RunTask } from '../task';
import { fittedScorer } from './fittedScorer';
import { createTrainer, pretrain } from './network';
import { learnedVectors } from './learnedVectors';
import { oracleScorer } from './oracleScorer';
import type { Prepared } from './prepare';

export interface InteractionTask extends RunTask<Scorer> {
  readonly unit: 'user';
  readonly prepared: Prepared;
}

export type InteractionSession = Session<Scorer, InteractionTask>;

export function interactionTask(prepared: Prepared): InteractionTask {
  const { spec, facts, split, model, params, notes } = prepared;
  const evaluators: Record<'watched' | 'test', Evaluator | null> = prepared;
  const { fit } = model;
  return {
    unit: 'user',
    prepared,
    spec,
    ...partsOfRun(prepared.dataset, split),
    watchedHigherIsBetter: prepared.watchedHigherIsBetter,
    notes,
    ...(fit && {
      async fit(pace) {
        const fitted = await fit({ facts, params, seed: spec.seed, pace });
        return { numParameters: fitted.numParameters, scorer: fittedScorer(fitted, facts.numItems) };
      },
    }),
    // With weights from a checkpoint there is nothing to start from.
    pretrain: (compute, control, resumed, onProgress) =>
      resumed ? Promise.resolve(new Map()) : pretrain(prepared, compute, control, onProgress),
    createTrainer: (compute, pretrained, onProgress) =>
      createTrainer(prepared, compute, { modelId: model.id, params, pretrained }, onProgress),
    evaluate: (part, scorer, pace, onProgress) =>
      evaluators[part]?.evaluate(scorer, pace, onProgress) ?? null,
    itemVectors: async (_scorer, weights) =>
      model.itemVectors ? learnedVectors(prepared.dataset.itemIds, model.itemVectors, await weights()) : null,
    oracle: () => oracleScorer(prepared),
  };
}
