/** Trains a network the ordinary way, each step by tfjs' tape: for what cannot be compiled, and as its reference. */
import { rowsOfStep, type BatchSource } from '../data/sample/batch';
import { TrainingStep } from '../engine/trainingStep';
import type { OptimizerDefinition } from '../engine/optimizers/optimizer';
import type { Params } from '../protocol/spec';
import { networkScorer, toTensors, type Trainable } from './assemble';
import type { Trainer } from './trainer';

export interface StepByStepOptions {
  trainable: Trainable;
  numItems: number;
  batches: BatchSource;
  optimizer: OptimizerDefinition;
  params: Params;
  /** Why it is not compiled, for the page. */
  reason: string;
}

export function createStepByStepTrainer(options: StepByStepOptions): Trainer {
  const { trainable, batches, optimizer, params, reason, numItems } = options;
  const { weights } = trainable;
  const step = new TrainingStep(weights, optimizer, params);
  return {
    engine: { compiled: false, reason, kernels: 0, bytes: 0 },
    numParameters: weights.numParameters,
    stepsPerEpoch: batches.stepsPerEpoch,
    maxUnread: 64,
    rowsOf: (each) => rowsOfStep(batches, each),
    get learningRate() {
      return step.learningRate;
    },
    set learningRate(learningRate) {
      step.learningRate = learningRate;
    },
    run(epoch, first, count) {
      for (let each = first; each < first + count; each++) {
        const batch = batches.batch(epoch, each);
        step.run(() => trainable.objective(toTensors(batch), { epoch, step: each }), batch.size);
      }
    },
    ready: () => Promise.resolve(),
    takeLosses: () => step.takeLosses(),
    saveWeights: () => weights.save(),
    restoreWeights: (saved) => weights.restore(saved),
    saveOptimizer: () => step.save(),
    restoreOptimizer: (saved) => step.restore(saved),
    scorer: networkScorer(trainable.network, numItems),
    dispose() {
      step.dispose();
      trainable.dispose();
    },
  };
}
