/**
 * What an optimizer is: a rule from (weights, gradient, state) to new weights and state. `update` in plain tfjs is
 * the definition of correct; `updateArrays` does the same in place on the CPU backends' own memory.
 */
import type { z } from 'zod';
import type { Definition } from '../../protocol/registry';
import type * as tf from '../tf';

export interface OptimizerDefinition<P extends z.ZodObject = z.ZodObject> extends Definition<P> {
  /** Names of the tensors kept beside each weight, of its shape. */
  slots: readonly string[];
  /** First values of the slots. */
  initialSlot(params: z.infer<P>): number;
  /** `step` counts from 1. Returns the new weight, then the new slots. */
  update(
    weight: tf.Tensor,
    gradient: tf.Tensor,
    slots: tf.Tensor[],
    step: number,
    params: z.infer<P>,
  ): tf.Tensor[];
  /** The same on arrays of one length, in place. */
  updateArrays(
    weight: Float32Array,
    gradient: Float32Array,
    slots: Float32Array[],
    step: number,
    params: z.infer<P>,
  ): void;
}

/** Keeps the parameter types of a definition while it is written. */
export function defineOptimizer<P extends z.ZodObject>(
  definition: OptimizerDefinition<P>,
): OptimizerDefinition<P> {
  return definition;
}
