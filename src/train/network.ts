/** The gradient-trained part of a run put together from its spec: network, optimizer step, batches; pretraining too. */
import type { BatchSource } from '../data/sample/batch';
import { createBatches } from '../data/sample/batches';
import type { NegativeSamplerDefinition } from '../data/sample/negativeSampler';
import { negativeSamplers } from '../data/sample/registry';
import { optimizers } from '../engine/optimizers/registry';
import { TrainingStep } from '../engine/trainingStep';
import type { SavedWeights } from '../engine/weightStore';
import { losses } from '../models/losses/registry';
import { models } from '../models/registry';
import { pick, readParams } from '../protocol/registry';
import type { Params } from '../protocol/spec';
import { assemble, type Trainable } from './assemble';
import type { RunControl } from './control';
import { fit, startOfTraining } from './fit';
import type { Prepared } from './prepare';

export interface TrainingParts {
  trainable: Trainable;
  step: TrainingStep;
  batches: BatchSource;
}

/** A model of this run's data, loss and optimizer, at its initial weights. */
export function buildParts(
  prepared: Prepared,
  modelId: string,
  params: Record<string, unknown>,
  pretrained: ReadonlyMap<string, SavedWeights>,
): TrainingParts {
  const { facts, spec, dataset, split, history } = prepared;
  const trainable = assemble(pick(models, 'model', modelId), params, facts, {
    loss: spec.loss,
    seed: spec.seed,
    l2: spec.train.l2,
    pretrained,
  });
  const optimizer = pick(optimizers, 'optimizer', spec.optimizer.id);
  const sampler = pick<NegativeSamplerDefinition>(negativeSamplers, 'negative sampler', spec.negatives.id);
  return {
    trainable,
    step: new TrainingStep(
      trainable.weights,
      optimizer,
      readParams(optimizer, spec.optimizer.params) as Params,
    ),
    batches: createBatches({
      feed: pick(losses, 'loss', spec.loss.id).feed,
      dataset,
      train: split.train,
      batchSize: spec.train.batchSize,
      negatives: spec.negatives,
      seed: spec.seed,
      sampler: sampler.create({
        numItems: facts.numItems,
        itemCounts: facts.itemCounts,
        params: readParams(sampler, spec.negatives.params),
      }),
      history,
    }),
  };
}

/** Trains the models that this one starts from, one after the other; none for most. Ends early when stopped. */
export async function pretrain(
  prepared: Prepared,
  control: RunControl,
  lookAtEveryStep: boolean,
  onProgress: (label: string, done: number, total: number) => void,
): Promise<Map<string, SavedWeights>> {
  const trained = new Map<string, SavedWeights>();
  for (const { modelId, params, epochs } of prepared.model.pretrain?.(prepared.params) ?? []) {
    const definition = pick(models, 'model', modelId);
    const parts = buildParts(prepared, modelId, readParams(definition, params), new Map());
    const stepsPerEpoch = parts.batches.stepsPerEpoch;
    const completed = await fit(parts, epochs, startOfTraining(), control, lookAtEveryStep, {
      onStep: ({ epoch, step }) =>
        onProgress(
          `${definition.label}, epoch ${epoch + 1} of ${epochs}`,
          epoch * stepsPerEpoch + step,
          epochs * stepsPerEpoch,
        ),
      onRest: () => Promise.resolve(),
      onEpoch: () => Promise.resolve(false),
    });
    trained.set(modelId, await parts.trainable.weights.save());
    disposeParts(parts);
    if (!completed) break;
  }
  return trained;
}

export function disposeParts({ trainable, step }: TrainingParts): void {
  step.dispose();
  trainable.dispose();
}
