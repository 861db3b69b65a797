/** The gradient-trained part of a run put together from its spec: network, optimizer, batches; pretraining too. */
import { createBatches } from '../data/sample/batches';
import type { NegativeSamplerDefinition } from '../data/sample/negativeSampler';
import { negativeSamplers } from '../data/sample/registry';
import type { Compute } from '../engine/backends/startBackend';
import { NotCompilable } from '../engine/compile/notCompilable';
import { optimizers } from '../engine/optimizers/registry';
import * as tf from '../engine/tf';
import { NotTraceable } from '../engine/trace/traceBackend';
import type { SavedWeights } from '../engine/weightStore';
import { losses } from '../models/losses/registry';
import { models } from '../models/registry';
import { pick, readParams } from '../protocol/registry';
import type { Params } from '../protocol/spec';
import { assemble, type Trainable } from './assemble';
import { createCompiledTrainer } from './compiledTrainer';
import type { RunControl } from './control';
import { fit, startOfTraining } from './fit';
import type { Prepared } from './prepare';
import { createStepByStepTrainer } from './stepByStepTrainer';
import type { Trainer } from './trainer';

/** A part of the work before training, as it goes on. */
export type OnProgress = (label: string, done: number, total: number) => void;

const compiling = 'Compiling kernels';

/** What a trainer is made of. */
export interface NetworkChoice {
  modelId: string;
  params: Record<string, unknown>;
  pretrained: ReadonlyMap<string, SavedWeights>;
}

/** A trainer of this run's data, loss and optimizer, at its initial weights: compiled where that can be done. */
export async function createTrainer(
  prepared: Prepared,
  compute: Compute,
  { modelId, params, pretrained }: NetworkChoice,
  onProgress: OnProgress,
): Promise<Trainer> {
  const { facts, spec, dataset, split, history } = prepared;
  const { numItems } = facts;
  const optimizer = pick(optimizers, 'optimizer', spec.optimizer.id);
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
  const optimizerParams = readParams(optimizer, spec.optimizer.params) as Params;
  const make = (): Trainable =>
    assemble(pick(models, 'model', modelId), params, facts, {
      loss: spec.loss,
      seed: spec.seed,
      l2: spec.train.l2,
      pretrained,
    });
  const common = { numItems, batches, optimizer, params: optimizerParams };
  let reason = 'Nothing can be compiled on this backend.';
  if (compute.host) {
    // Weights are only made on this backend, they live in the program.
    await tf.setBackend('cpu');
    const trainable = make();
    onProgress(compiling, 0, 0);
    try {
      return await createCompiledTrainer({
        ...common,
        host: compute.host,
        trainable,
        sampling: { ...sampling, sampler: sampler.createWgsl(samplerInput) },
        seed: spec.seed,
        onProgress: (done, total) => onProgress(compiling, done, total),
      });
    } catch (error) {
      trainable.dispose();
      if (!(error instanceof NotTraceable || error instanceof NotCompilable)) throw error;
      reason = error.message;
    }
  }
  await compute.startTensors();
  return createStepByStepTrainer({ ...common, trainable: make(), reason });
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
