/** LSTM and GRU over whole sequences. */
import type * as tf from '../tf';
import { tracing } from '../trace/traceBackend';
import { gatesOf, mostUnits, type Cell } from './cells';
import { recurrenceReference, type RecurrenceOptions } from './reference';
import { recurrenceTraced } from './traced';

export { gatesOf, stepKind, type Cell } from './cells';
export type { RecurrenceOptions } from './reference';

/**
 * [B, T, H]: the output h after each step. σ is the sigmoid, ∘ the product number by number, U the recurrent weights:
 *
 * - LSTM: i, f, o = σ(x + h U), g = tanh(x + h U), then c ← f ∘ c + i ∘ g and h ← o ∘ tanh(c);
 * - GRU: z, r = σ(x + h U), n = tanh(x + r ∘ (h U)), then h ← (1 − z) ∘ n + z ∘ h.
 *
 * @param x [B, T, G · H] what the inputs add to the gates, the bias with them, in the order of `gatesOf`
 * @param recurrent [H, G · H] the weights U
 * @param steps [B · T] int32, `stepKind` of each step, the steps of a sequence side by side
 * @throws Error when shapes do not fit, steps are no int32, or there are more than `mostUnits` units
 */
export function recurrentSequence(
  cell: Cell,
  x: tf.Tensor3D,
  recurrent: tf.Tensor2D,
  steps: tf.Tensor1D,
  options: RecurrenceOptions = {},
): tf.Tensor3D {
  const [batchSize, length, width] = x.shape;
  const [units, gates] = recurrent.shape;
  const { initial } = options;
  if (width !== gatesOf[cell] * units || gates !== width || steps.shape[0] !== batchSize * length)
    throw new Error(
      `Inputs [${x.shape.join()}] of a layer (${cell}) do not fit recurrent weights [${recurrent.shape.join()}] ` +
        `and steps [${steps.shape.join()}].`,
    );
  if (initial && (initial.shape[0] !== batchSize || initial.shape[1] !== units))
    throw new Error(`A first state [${initial.shape.join()}] is not [${batchSize},${units}].`);
  if (steps.dtype !== 'int32') throw new Error(`Steps are int32 and not ${steps.dtype}.`);
  if (units > mostUnits) throw new Error(`A recurrent layer has ${mostUnits} units at most, not ${units}.`);
  const trace = tracing();
  return trace
    ? recurrenceTraced(trace, cell, x, recurrent, steps, options)
    : recurrenceReference(cell, x, recurrent, steps, options);
}
