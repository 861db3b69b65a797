/** Telling the genres of movies from their plots. */
import { itemsWithText } from '../../data/itemsWithText';
import type { Compute } from '../../engine/backends/startBackend';
import type * as tf from '../../engine/tf';
import type { SavedWeights } from '../../engine/weightStore';
import type { Pace } from '../../evaluate/evaluator';
import { createLabelEvaluator, type LabelEvaluator } from '../../evaluate/labels/labelEvaluator';
import type { LabelScorer } from '../../evaluate/labels/labelScorer';
import type { GenreModelDefinition } from '../../models/genres/genreModel';
import { genreModels } from '../../models/genres/registry';
import type { Dataset } from '../../protocol/dataset';
import { AppError } from '../../protocol/errors';
import { pick, readParams } from '../../protocol/registry';
import type { ExperimentSpec } from '../../protocol/spec';
import type { LearnedVectors } from '../../protocol/trainService';
import { trainVectors } from '../../text/vectors/trainVectors';
import { embeddingRows } from '../../text/vectors/wordVectors';
import type { RunControl } from '../control';
import { partsOfRun } from '../partsOfRun';
import type { Session } from '../session';
import type { MeasuredPart, OnProgress, Pretrained, RunTask } from '../task';
import type { Trainer } from '../trainer';
import { trainerOf } from '../trainerOf';
import { checkLoss, measuredMetrics, watchedMetric } from '../watchedMetric';
import { assembleGenres, type GenreTrainable } from './assemble';
import { createMovieBatches } from './batches';
import { moviesOf, type Movies } from './movies';
import { compiledScorer, fittedScorer, networkScorer } from './scorers';

/** Name of the word vectors among what was trained before the network, and of their values. */
const vectorsName = 'wordVectors';

export interface GenreTask extends RunTask<LabelScorer> {
  readonly unit: 'item';
  readonly dataset: Dataset;
  readonly movies: Movies;
  readonly evaluators: Readonly<Record<MeasuredPart, LabelEvaluator | null>>;
}

export type GenreSession = Session<LabelScorer, GenreTask>;

/** @throws AppError `bad-spec` when spec and data do not go together, saying which setting to change. */
export function prepareGenres(spec: ExperimentSpec, dataset: Dataset): GenreTask {
  const model = pick<GenreModelDefinition>(genreModels, 'model', spec.model.id);
  const params = readParams(model, spec.model.params);
  checkLoss(model, spec.loss.id);
  const watched = watchedMetric(spec, model);
  const movies = moviesOf(spec, dataset);
  const { facts, split } = movies;
  const tuned = split.watchedPart === 'validation' && split.validation.length > 0;
  if (watched.kind === 'labels' && watched.threshold === 'tuned' && !tuned && split.watchedPart !== 'none')
    throw new AppError(
      'bad-spec',
      `"${spec.earlyStopping.metric}" needs a validation part to tune the threshold on.`,
      'Choose the validation “Random items”, or watch f1/micro (earlyStopping.metric).',
    );
  const evaluators = evaluatorsOf(spec, movies, tuned ? split.validation : null);
  const { fit } = model;
  return {
    unit: 'item',
    dataset,
    movies,
    evaluators,
    spec,
    ...partsOfRun(dataset, split),
    watchedHigherIsBetter: watched.higherIsBetter,
    notes: movies.notes,
    ...(fit && {
      async fit(pace) {
        const fitted = await fit({ facts, params, pace });
        return { numParameters: fitted.numParameters, scorer: fittedScorer(fitted, facts.numGenres) };
      },
    }),
    pretrain: (_compute, control, resumed, onProgress) =>
      pretrainVectors(spec, model, params, movies, control, resumed, onProgress),
    createTrainer: (compute, pretrained, onProgress) =>
      createTrainer({ spec, model, params, movies, compute, pretrained, onProgress }),
    evaluate: (part, scorer, pace: Pace, onProgress) =>
      evaluators[part]?.evaluate(scorer, pace, onProgress) ?? null,
    itemVectors: (scorer) => vectorsOfTexts(scorer, dataset),
    oracle: () => null,
  };
}

function evaluatorsOf(
  spec: ExperimentSpec,
  { facts, split }: Movies,
  tuneOn: Int32Array | null,
): GenreTask['evaluators'] {
  const make = (items: Int32Array): LabelEvaluator | null =>
    items.length === 0
      ? null
      : createLabelEvaluator({
          numGenres: facts.numGenres,
          labels: facts.labels,
          items,
          tuneOn,
          metrics: measuredMetrics(spec),
          perItem: spec.earlyStopping.metric,
        });
  return { watched: split.watchedPart === 'none' ? null : make(split.validation), test: make(split.test) };
}

/** What a network makes of every item that has a text, whichever part it is in; null for models without such. */
async function vectorsOfTexts(scorer: LabelScorer, dataset: Dataset): Promise<LearnedVectors | null> {
  const items = itemsWithText(dataset);
  const vectors = await scorer.itemVectors?.(items);
  return vectors ? { itemIds: Array.from(items, (item) => dataset.itemIds[item]!), ...vectors } : null;
}

async function pretrainVectors(
  spec: ExperimentSpec,
  model: GenreModelDefinition,
  params: Record<string, unknown>,
  { corpus, vocabulary }: Movies,
  control: RunControl,
  resumed: boolean,
  onProgress: OnProgress,
): Promise<Pretrained> {
  const vectorParams = model.wordVectors?.(params);
  // Vectors that are tuned come back with the other weights of a checkpoint.
  if (!vectorParams || (resumed && params.tuned)) return new Map();
  const vectors = await trainVectors(
    corpus(),
    vocabulary,
    vectorParams,
    spec.seed,
    async (done, total, wordsPerSecond) => {
      const speed = Number(wordsPerSecond.toPrecision(2)).toLocaleString('en');
      onProgress(`Training word vectors, ${speed} words/s`, done, total);
      await control.breatheOrStop();
    },
  );
  const { values } = embeddingRows(vectors, vocabulary);
  return new Map<string, SavedWeights>([[vectorsName, { [vectorsName]: values }]]);
}

interface GenreTrainerOptions {
  spec: ExperimentSpec;
  model: GenreModelDefinition;
  params: Record<string, unknown>;
  movies: Movies;
  compute: Compute;
  pretrained: Pretrained;
  onProgress: OnProgress;
}

function createTrainer(options: GenreTrainerOptions): Promise<Trainer<LabelScorer>> {
  const { spec, model, params, movies, compute, pretrained, onProgress } = options;
  const { facts, texts } = movies;
  const { numGenres, maxTokens } = facts;
  const batches = createMovieBatches(movies, spec.train.batchSize, spec.seed);
  return trainerOf<GenreTrainable, LabelScorer>({
    spec,
    compute,
    onProgress,
    shape: batches,
    inputs: [
      { name: 'tokens', dtype: 'int32', width: maxTokens },
      { name: 'lengths', dtype: 'int32' },
      { name: 'labels', dtype: 'float32', width: numGenres },
      { name: 'weights', dtype: 'float32' },
    ],
    columns: (epoch, step) => batches.columns(epoch, step),
    assemble: (weights) =>
      assembleGenres({
        ...(weights && { weights }),
        model,
        params,
        facts,
        loss: spec.loss,
        seed: spec.seed,
        wordVectors: pretrained.get(vectorsName)?.[vectorsName] ?? null,
      }),
    objective: ({ objective }, columns, count, at) =>
      objective(
        {
          tokens: columns.get('tokens') as tf.Tensor1D,
          lengths: columns.get('lengths') as tf.Tensor1D,
          labels: columns.get('labels')!.reshape([batches.batchSize, numGenres]),
          weights: columns.get('weights') as tf.Tensor1D,
          count,
        },
        at,
      ),
    compiledScorer: (trainable, host, weights) =>
      compiledScorer({ host, trainable, texts, numGenres, ...weights }),
    scorer: ({ network }) => networkScorer(network, texts, numGenres),
  });
}
