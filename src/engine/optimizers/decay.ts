/** A learning rate that falls in steps: after every `decaySteps` steps it is multiplied by `decayRate`. */
import type { Params } from '../../protocol/spec';
import type { OptimizerDefinition } from './optimizer';

export interface Decay {
  /** 0: the learning rate stays as it is. */
  decaySteps: number;
  decayRate: number;
}

/** What the learning rate of a step is multiplied with. `step` counts from 1 since the beginning. */
export const decayFactor = (step: number, { decaySteps, decayRate }: Decay): number =>
  decaySteps === 0 ? 1 : decayRate ** Math.floor((step - 1) / decaySteps);

/** The optimizer with a learning rate that falls. */
export function withDecay(optimizer: OptimizerDefinition, decay: Decay): OptimizerDefinition {
  return {
    ...optimizer,
    stepSize: (step, params: Params) =>
      optimizer.stepSize(step, {
        ...params,
        learningRate: (params.learningRate as number) * decayFactor(step, decay),
      }),
  };
}
