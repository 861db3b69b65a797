/**
 * What an optimizer is: a rule from (weight, gradient, state) to new weight and state, in plain tfjs. The engine traces
 * it together with the backward pass.
 */
import type { z } from 'zod';
import type { Definition } from '../../protocol/registry';
import type * as tf from '../tf';

export interface OptimizerDefinition<P extends z.ZodObject = z.ZodObject> extends Definition<P> {
  /** Names of the tensors kept beside each weight, of its shape. */
  slots: readonly string[];
  /** First values of the slots. */
  initialSlot(params: z.infer<P>): number;
  /** What changes from step to step, worked out on the host. `step` counts from 1. */
  stepSize(step: number, params: z.infer<P>): number;
  /** Returns the new weight, then the new slots. */
  update(
    weight: tf.Tensor,
    gradient: tf.Tensor,
    slots: tf.Tensor[],
    stepSize: tf.Scalar,
    params: z.infer<P>,
  ): tf.Tensor[];
}

/** Keeps the parameter types of a definition while it is written. */
export function defineOptimizer<P extends z.ZodObject>(
  definition: OptimizerDefinition<P>,
): OptimizerDefinition<P> {
  return definition;
}
