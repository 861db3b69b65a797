/** Measures a model that tells genres: the threshold is tuned on the validation part, then both parts are counted with it. */
import { AppError } from '../../protocol/errors';
import type { EvaluationResult } from '../../protocol/events';
import type { MetricKey } from '../../protocol/metricKey';
import { readMetrics } from '../askedMetrics';
import type { Pace } from '../evaluator';
import { countLabels } from './labelCounts';
import type { LabelScorer } from './labelScorer';
import { ofLabels } from '../unitValues';
import { tuneThreshold } from './threshold';

export interface LabelEvaluatorOptions {
  numGenres: number;
  /** Genres of every item, [numItems · numGenres], 1 where it has one. */
  labels: Uint8Array;
  /** Dense ids of the items to measure. */
  items: Int32Array;
  /** The items the threshold is tuned on; null: metrics at a tuned threshold are left out. */
  tuneOn: Int32Array | null;
  metrics: readonly MetricKey[];
  /** The one of these metrics whose value for each item is kept; left out: none is. */
  perItem?: MetricKey;
}

/** What a part was predicted as. */
export interface LabelPredictions {
  items: Int32Array;
  /** [items.length · numGenres] */
  probabilities: Float32Array;
  labels: Uint8Array;
  /** The tuned threshold, or null where there is nothing to tune it on. */
  tuned: number | null;
}

export interface LabelEvaluator {
  evaluate(
    scorer: LabelScorer,
    pace: Pace,
    onProgress?: (done: number, total: number) => void,
  ): Promise<EvaluationResult>;
  /** @throws AppError `non-finite` when a probability is no finite number. */
  predict(
    scorer: LabelScorer,
    pace: Pace,
    onProgress?: (done: number, total: number) => void,
  ): Promise<LabelPredictions>;
}

/** Items scored between two pauses. */
const chunkItems = 256;

export function createLabelEvaluator(options: LabelEvaluatorOptions): LabelEvaluator {
  const { numGenres, items, tuneOn } = options;
  const asked = readMetrics(options.metrics, 'genres').labels;

  const labelsOf = (part: Int32Array): Uint8Array => {
    const labels = new Uint8Array(part.length * numGenres);
    for (const [row, item] of part.entries())
      labels.set(options.labels.subarray(item * numGenres, (item + 1) * numGenres), row * numGenres);
    return labels;
  };

  const probabilitiesOf = async (
    scorer: LabelScorer,
    part: Int32Array,
    pace: Pace,
    onChunk: (done: number) => void,
  ): Promise<Float32Array> => {
    const probabilities = new Float32Array(part.length * numGenres);
    for (let from = 0; from < part.length; from += chunkItems) {
      const chunk = await scorer.scoreItems(part.subarray(from, from + chunkItems));
      if (!chunk.every(Number.isFinite)) throw notFinite();
      probabilities.set(chunk, from * numGenres);
      onChunk(Math.min(from + chunkItems, part.length));
      await pace();
    }
    return probabilities;
  };

  const predict: LabelEvaluator['predict'] = async (scorer, pace, onProgress) => {
    const also = tuneOn === items ? null : tuneOn;
    const total = items.length + (also?.length ?? 0);
    const probabilities = await probabilitiesOf(scorer, items, pace, (done) => onProgress?.(done, total));
    const labels = labelsOf(items);
    let tuned: number | null = null;
    if (also) {
      const onOthers = await probabilitiesOf(scorer, also, pace, (done) =>
        onProgress?.(items.length + done, total),
      );
      tuned = tuneThreshold(onOthers, labelsOf(also));
    } else if (tuneOn) tuned = tuneThreshold(probabilities, labels);
    return { items, probabilities, labels, tuned };
  };

  return {
    predict,
    async evaluate(scorer, pace, onProgress) {
      const { probabilities, labels, tuned } = await predict(scorer, pace, onProgress);
      const counts = {
        half: countLabels(probabilities, labels, numGenres, 0.5),
        tuned: tuned === null ? null : countLabels(probabilities, labels, numGenres, tuned),
      };
      const metrics = Object.fromEntries(
        asked.flatMap(({ key, metric }) => {
          const counted = counts[metric.threshold];
          return counted ? [[key, metric.measure(counted)]] : [];
        }),
      );
      const kept = asked.find(({ key }) => key === options.perItem);
      const threshold = kept?.metric.threshold === 'tuned' ? tuned : 0.5;
      const unitValues =
        kept && threshold !== null
          ? ofLabels(kept.key, kept.metric, items, numGenres, probabilities, labels, threshold)
          : null;
      return { metrics, atK: {}, users: items.length, skippedUsers: 0, ...(unitValues && { unitValues }) };
    },
  };
}

const notFinite = (): AppError =>
  new AppError(
    'non-finite',
    'The model gives a probability that is no finite number.',
    'Lower the learning rate and restart.',
  );
