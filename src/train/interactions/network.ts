/** The gradient-trained part of a run put together from its spec: network, optimizer, batches; pretraining too. */
import { createBatches } from '../../data/sample/batches';
import type { NegativeSamplerDefinition } from '../../data/sample/negativeSampler';
import { negativeSamplers } from '../../data/sample/registry';
import type { Compute } from '../../engine/backends/startBackend';
import type { BufferPlace } from '../../engine/compile/namedBuffers';
import { samplingPass, type BatchColumn } from '../../engine/sampling/samplingPass';
import * as tf from '../../engine/tf';
import type { SavedWeights } from '../../engine/weightStore';
import type { Scorer } from '../../evaluate/scorer';
import { losses } from '../../models/losses/registry';
import { models } from '../../models/registry';
import { pick, readParams } from '../../protocol/registry';
import type { RunControl } from '../control';
import { fit, startOfTraining } from '../fit';
import type { OnProgress, Pretrained } from '../task';
import type { Trainer } from '../trainer';
import { trainerOf } from '../trainerOf';
import { assemble, networkScorer, type Trainable } from './assemble';
import { compiledScorer } from './compiledScorer';
import type { Prepared } from './prepare';

/** What a trainer is made of. */
export interface NetworkChoice {
  modelId: string;
  params: Record<string, unknown>;
  pretrained: Pretrained;
}

/** Columns that a batch may have. */
const inputs: readonly { name: BatchColumn; dtype: 'int32' | 'float32' }[] = [
  { name: 'users', dtype: 'int32' },
  { name: 'items', dtype: 'int32' },
  { name: 'negatives', dtype: 'int32' },
  { name: 'targets', dtype: 'float32' },
  { name: 'weights', dtype: 'float32' },
];

/** A trainer of this run's data, loss and optimizer, at its initial weights: compiled where that can be done. */
export async function createTrainer(
  prepared: Prepared,
  compute: Compute,
  { modelId, params, pretrained }: NetworkChoice,
  onProgress: OnProgress,
): Promise<Trainer<Scorer>> {
  const { facts, spec, dataset, split, history } = prepared;
  const { numItems } = facts;
  const sampler = pick<NegativeSamplerDefinition>(negativeSamplers, 'negative sampler', spec.negatives.id);
  const samplerInput = {
    numItems,
    itemCounts: facts.itemCounts,
    params: readParams(sampler, spec.negatives.params),
  };
  const sampling = {
    feed: pick(losses, 'loss', spec.loss.id).feed,
    dataset,
    train: split.train,
    batchSize: spec.train.batchSize,
    negatives: spec.negatives,
    history,
  };
  const batches = createBatches({ ...sampling, seed: spec.seed, sampler: sampler.create(samplerInput) });
  const samplerWgsl = sampler.createWgsl(samplerInput);
  return trainerOf<Trainable, Scorer>({
    spec,
    compute,
    onProgress,
    shape: batches,
    inputs: inputs.filter(({ name }) => name !== 'negatives' || batches.feed === 'pairwise'),
    columns(epoch, step) {
      const { users, items, negatives, targets, weights } = batches.batch(epoch, step);
      return { users, items, negatives, targets, weights };
    },
    sampling: (places) =>
      samplingPass({
        ...sampling,
        sampler: samplerWgsl,
        columns: places as ReadonlyMap<BatchColumn, BufferPlace>,
      }),
    assemble: (weights) =>
      assemble(pick(models, 'model', modelId), params, facts, {
        ...(weights && { weights }),
        loss: spec.loss,
        seed: spec.seed,
        l2: spec.train.l2,
        pretrained,
      }),
    objective: (trainable, columns, count, at) =>
      trainable.objective(
        {
          users: columns.get('users') as tf.Tensor1D,
          items: columns.get('items') as tf.Tensor1D,
          negatives: (columns.get('negatives') ?? tf.tensor1d([], 'int32')) as tf.Tensor1D,
          targets: columns.get('targets') as tf.Tensor1D,
          weights: columns.get('weights') as tf.Tensor1D,
          count,
        },
        at,
      ),
    compiledScorer: (trainable, host, weights) => compiledScorer({ host, trainable, numItems, ...weights }),
    scorer: (trainable) => networkScorer(trainable.network, numItems),
  });
}

/** Trains the models that this one starts from, one after the other; none for most. Ends early when stopped. */
export async function pretrain(
  prepared: Prepared,
  compute: Compute,
  control: RunControl,
  onProgress: OnProgress,
): Promise<Map<string, SavedWeights>> {
  const trained = new Map<string, SavedWeights>();
  for (const { modelId, params, epochs } of prepared.model.pretrain?.(prepared.params) ?? []) {
    const definition = pick(models, 'model', modelId);
    const choice = { modelId, params: readParams(definition, params), pretrained: new Map() };
    const trainer = await createTrainer(prepared, compute, choice, onProgress);
    const { stepsPerEpoch } = trainer;
    const completed = await fit(trainer, epochs, startOfTraining(), control, {
      onStep: ({ epoch, step }) =>
        onProgress(
          `${definition.label}, epoch ${epoch + 1} of ${epochs}`,
          epoch * stepsPerEpoch + step,
          epochs * stepsPerEpoch,
        ),
      onRest: () => Promise.resolve(),
      onEpoch: () => Promise.resolve(false),
    });
    trained.set(modelId, await trainer.saveWeights());
    trainer.dispose();
    if (!completed) break;
  }
  return trained;
}
