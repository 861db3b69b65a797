/** Models of sequences trained for a few steps on small sessions, the ordinary way, for tests. */
import type { z } from 'zod';
import { negativeSamplers } from '../data/sample/registry';
import type { NegativeSamplerDefinition } from '../data/sample/negativeSampler';
import { optimizers } from '../engine/optimizers/registry';
import type { OptimizerDefinition } from '../engine/optimizers/optimizer';
import * as tf from '../engine/tf';
import { TrainingStep } from '../engine/trainingStep';
import type {
  SequenceBatch,
  SequenceFacts,
  SequenceModelDefinition,
} from '../models/sequences/sequenceModel';
import { pick, readParams } from '../protocol/registry';
import type { Params } from '../protocol/spec';
import { assembleSequences, type SequenceTrainable } from '../train/sequences/assemble';
import { createSequenceBatches, type SequenceBatches } from '../train/sequences/batches';
import { drawTrained } from '../train/sequences/drawTrained';
import { networkScorer, type SequenceScorer } from '../train/sequences/scorers';
import { sessionTable } from './sessionTables';

export interface SmallTraining {
  params?: Params;
  lossId?: string;
  lossParams?: Params;
  optimizer?: { id: string; params: Params };
  batchSize?: number;
  l2?: number;
  seed?: number;
  maxLength?: number;
  content?: { values: Float32Array; dimension: number };
  facts: SequenceFacts;
}

/** A network that takes steps and can be asked. */
export class SmallSequenceTrainer {
  readonly trainable: SequenceTrainable;
  readonly batches: SequenceBatches;
  readonly step: TrainingStep;
  readonly scorer: SequenceScorer;
  private taken = 0;

  constructor(model: SequenceModelDefinition, training: SmallTraining) {
    const { facts, batchSize = 8, l2 = 0, seed = 1, maxLength = 10, content = null } = training;
    const { optimizer = { id: 'adam', params: { learningRate: 0.02 } } } = training;
    const params = readParams(model, training.params ?? {});
    const scaleRating = (rating: number): number => (rating - 1) / 4;
    const sampler = pick<NegativeSamplerDefinition>(negativeSamplers, 'negative sampler', 'uniform');
    const drawItem = drawTrained(sampler, {}, facts.itemCounts);
    this.trainable = assembleSequences({
      ...{ model, params, facts, seed, batchSize, l2, content },
      loss: { id: training.lossId ?? model.losses[0]!, params: training.lossParams ?? {} },
    });
    this.batches = createSequenceBatches({
      ...{ sessions: facts.sessions, batchSize, maxLength, seed, scaleRating, drawItem },
      ...{ feed: model.feed!(params), shared: model.negatives!(params) },
    });
    const rule = pick<OptimizerDefinition>(optimizers, 'optimizer', optimizer.id);
    this.step = new TrainingStep(this.trainable.weights, rule, readParams(rule, optimizer.params) as Params);
    this.scorer = networkScorer({ trainable: this.trainable, numItems: facts.numItems, scaleRating });
  }

  /** The batch of a step counted from 0, as tensors. */
  batch(step: number): SequenceBatch {
    const { stepsPerEpoch, batchSize, length, numNegatives } = this.batches;
    const columns = this.batches.columns(1 + Math.floor(step / stepsPerEpoch), step % stepsPerEpoch);
    const ints = (values: Int32Array) => tf.tensor1d(values.slice(), 'int32');
    return {
      ...{ numSequences: batchSize, length },
      items: ints(columns.items),
      ratings: tf.tensor1d(columns.ratings.slice()),
      steps: ints(columns.steps),
      last: ints(columns.last),
      targets: ints(columns.targets),
      weights: tf.tensor1d(columns.weights.slice()),
      sessions: ints(columns.sessions),
      negatives: numNegatives > 0 ? ints(columns.negatives) : this.trainable.allItems,
    };
  }

  /** Takes so many steps; the loss of each. */
  async run(steps: number): Promise<number[]> {
    for (const end = this.taken + steps; this.taken < end; this.taken++) {
      const at = { epoch: 1 + Math.floor(this.taken / this.batches.stepsPerEpoch), step: this.taken };
      tf.tidy(() => {
        const batch = this.batch(this.taken);
        this.step.run(() => this.trainable.objective(batch, at), 1);
      });
    }
    return this.step.takeLosses();
  }

  /** Scores of all items after each context, one list each; contexts of one length are scored in one go. */
  async scores(contexts: readonly (readonly number[])[]): Promise<number[][]> {
    const { numItems } = this.scorer;
    const rows = Int32Array.from(contexts.keys());
    const scores = await this.scorer.scoreContexts(sessionTable(contexts), rows);
    return contexts.map((_, row) => [...scores.subarray(row * numItems, (row + 1) * numItems)]);
  }

  dispose(): void {
    this.step.dispose();
    this.trainable.dispose();
  }
}

/** Parameters that make a network of a model small. */
export function smallParams({ params }: SequenceModelDefinition): Params {
  const shape = params.shape as Record<string, z.ZodType>;
  const { units } = shape;
  const isList = units?.safeParse([3]).success;
  return {
    ...(units && { units: isList ? [12] : 12 }),
    ...('dimension' in shape && { dimension: 12 }),
    ...('attentionUnits' in shape && { attentionUnits: 6 }),
    ...('factors' in shape && { factors: 6 }),
    ...Object.fromEntries(
      ['dropout', 'dropoutInput', 'dropoutHidden'].filter((key) => key in shape).map((key) => [key, 0]),
    ),
    ...('drawn' in shape && { drawn: 12 }),
  };
}

/** Sessions that go twice round a circle of items from every start, those of the second round one item shorter. */
export function circleSessions(numItems: number, length: number): number[][] {
  return Array.from({ length: numItems * 2 }, (_, start) =>
    Array.from({ length: start < numItems ? length : length - 1 }, (_item, at) => (start + at) % numItems),
  );
}
