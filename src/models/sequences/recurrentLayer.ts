/** A layer of LSTM or GRU cells with its weights: what its inputs add to the gates, and the run over the sequences. */
import { glorotUniform, zeros, type Initializer } from '../../engine/initializers';
import { gatesOf, recurrentSequence, type Cell, type RecurrenceOptions } from '../../engine/recurrence';
import * as tf from '../../engine/tf';
import type { Contexts, SequenceBuildContext } from './sequenceModel';

export interface RecurrentLayer {
  /** [inputs, G · H] what each input adds to the gates. */
  kernel: tf.Tensor2D;
  /**
   * [B, T, H] outputs of the layer.
   * @param added [B · T, G · H] inputs times `kernel`; the bias is added here
   */
  run(added: tf.Tensor2D, contexts: Contexts, options?: RecurrenceOptions): tf.Tensor3D;
}

/** Glorot's uniform weights, the matrix of each gate by itself; as all of them at once they would start too small. */
const glorotGates =
  (gates: number): Initializer =>
  (values, [inputs, width], key, stream) =>
    glorotUniform(values, [inputs!, width! / gates], key, stream);

/** The forget gate of an LSTM starts open. Jozefowicz, Zaremba & Sutskever, ICML 2015. */
const openForgetGate: Initializer = (values) => {
  const units = values.length / gatesOf.lstm;
  values.fill(1, units, 2 * units);
};

export function recurrentLayer(
  { weight }: Pick<SequenceBuildContext<unknown>, 'weight'>,
  name: string,
  cell: Cell,
  inputs: number,
  units: number,
): RecurrentLayer {
  const gates = gatesOf[cell];
  const width = gates * units;
  const kernel = weight(`${name}/kernel`, [inputs, width], glorotGates(gates)) as tf.Tensor2D;
  const recurrent = weight(`${name}/recurrent`, [units, width], glorotGates(gates)) as tf.Tensor2D;
  const bias = weight(`${name}/bias`, [width], cell === 'lstm' ? openForgetGate : zeros);
  return {
    kernel,
    run(added, { numSequences, length, steps }, options) {
      const x = tf.reshape<tf.Rank.R3>(tf.add(added, bias), [numSequences, length, width]);
      return recurrentSequence(cell, x, recurrent, steps, options);
    },
  };
}

/** [B · T, H] of [B, T, H]. */
export const flatten = (x: tf.Tensor3D): tf.Tensor2D => tf.reshape(x, [-1, x.shape[2]]);
