/** Trains a network the ordinary way, each step by tfjs' tape: for what cannot be compiled, and as its reference. */
import { rowsOfStep, type EpochShape } from '../data/sample/batch';
import type { OptimizerDefinition } from '../engine/optimizers/optimizer';
import type * as tf from '../engine/tf';
import { TrainingStep } from '../engine/trainingStep';
import type { WeightStore } from '../engine/weightStore';
import type { Params } from '../protocol/spec';
import type { Trainer } from './trainer';

export interface StepByStepOptions<S> {
  weights: WeightStore;
  shape: EpochShape;
  /** Mean loss of a batch; called inside a gradient. */
  objective(epoch: number, step: number): tf.Scalar;
  optimizer: OptimizerDefinition;
  params: Params;
  /** Why it is not compiled, for the page. */
  reason: string;
  scorer: S;
  /** Frees what the weights were made of. */
  dispose(): void;
}

export function createStepByStepTrainer<S>(options: StepByStepOptions<S>): Trainer<S> {
  const { weights, shape, optimizer, params, reason, scorer } = options;
  const step = new TrainingStep(weights, optimizer, params);
  return {
    engine: { compiled: false, reason, kernels: 0, bytes: 0 },
    numParameters: weights.numParameters,
    stepsPerEpoch: shape.stepsPerEpoch,
    maxUnread: 64,
    rowsOf: (each) => rowsOfStep(shape, each),
    get learningRate() {
      return step.learningRate;
    },
    set learningRate(learningRate) {
      step.learningRate = learningRate;
    },
    run(epoch, first, count) {
      for (let each = first; each < first + count; each++)
        step.run(() => options.objective(epoch, each), rowsOfStep(shape, each));
    },
    ready: () => Promise.resolve(),
    takeLosses: () => step.takeLosses(),
    saveWeights: () => weights.save(),
    restoreWeights: (saved) => weights.restore(saved),
    saveOptimizer: () => step.save(),
    restoreOptimizer: (saved) => step.restore(saved),
    scorer,
    dispose() {
      step.dispose();
      options.dispose();
    },
  };
}
