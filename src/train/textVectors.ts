/**
 * Vectors of items that a text-CNN makes of their descriptions after it has learned to tell the genres from them: the
 * first module of the thesis, run before a model that uses such vectors.
 */
import type { Compute } from '../engine/backends/startBackend';
import { textCnn } from '../models/genres/textCnn';
import { models } from '../models/registry';
import { sequenceModels } from '../models/sequences/registry';
import type { Dataset } from '../protocol/dataset';
import { textCnnVectors, vectorsOfDataset } from '../protocol/itemVectors';
import { readParams } from '../protocol/registry';
import type { ExperimentSpec } from '../protocol/spec';
import type { RunControl } from './control';
import { fit, startOfTraining } from './fit';
import { prepareGenres } from './genres/task';
import type { OnProgress } from './task';

const epochs = 14;

/** The text-CNN as it did best on the plots of MovieLens 1M, trained on nearly all of the movies. */
function specOfTexts(spec: ExperimentSpec): ExperimentSpec {
  const params = readParams(textCnn, { embedding: 'word2vec', vectorEpochs: 20, filters: 64 });
  return {
    ...spec,
    split: { ...spec.split, id: 'random-items', params: { ratio: 0.05 }, fold: 0 },
    validation: { id: 'none', params: {} },
    model: { id: textCnn.id, params },
    loss: { id: 'genre-bce', params: {} },
    optimizer: { id: 'adam', params: { learningRate: 0.001 } },
    train: { ...spec.train, epochs, batchSize: 64, l2: 0, decaySteps: 0 },
    earlyStopping: { metric: 'f1/micro', patience: 0, minDelta: 0 },
  };
}

/** Whether the model of an experiment looks at vectors of items at all. */
function usesVectors({ model: { id, params } }: ExperimentSpec): boolean {
  const sequenceModel = sequenceModels.find((model) => model.id === id);
  if (sequenceModel) return sequenceModel.usesContent?.(readParams(sequenceModel, params)) ?? false;
  return models.find((model) => model.id === id)?.usesContent ?? false;
}

/**
 * The data set with vectors of its items, where the model uses those of a text-CNN; else as it is.
 * @throws AppError `bad-spec` where there are no descriptions with genres to learn from, `cancelled` when stopped.
 */
export async function withTextVectors(
  spec: ExperimentSpec,
  dataset: Dataset,
  compute: Compute,
  control: RunControl,
  onProgress: OnProgress,
): Promise<Dataset> {
  if (spec.data.vectors !== textCnnVectors || !usesVectors(spec)) return dataset;
  const task = prepareGenres(specOfTexts(spec), dataset);
  const words = await task.pretrain(compute, control, false, onProgress);
  const trainer = await task.createTrainer(compute, words, onProgress);
  try {
    const { stepsPerEpoch } = trainer;
    await fit(trainer, epochs, startOfTraining(), control, {
      onStep: ({ epoch, step }) =>
        onProgress(
          `${textCnn.label} on the descriptions, epoch ${epoch + 1} of ${epochs}`,
          epoch * stepsPerEpoch + step,
          epochs * stepsPerEpoch,
        ),
      onRest: () => Promise.resolve(),
      onEpoch: () => Promise.resolve(false),
    });
    await control.breatheOrStop();
    const learned = await task.itemVectors!(trainer.scorer, () => trainer.saveWeights());
    const named = { name: textCnnVectors, source: textCnn.label };
    return { ...dataset, itemVectors: vectorsOfDataset(learned!, dataset.itemIds, named) };
  } finally {
    trainer.dispose();
  }
}
