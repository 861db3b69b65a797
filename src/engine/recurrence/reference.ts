/** The plain reading of `recurrentSequence`: a loop over the steps, on the tape of any tfjs backend. */
import * as tf from '../tf';
import { gatesOf, stepKind, type Cell } from './cells';

interface State {
  h: tf.Tensor;
  /** Of an LSTM. */
  c: tf.Tensor;
}

/** State after a step, from what the inputs add to the gates, [B, G · H], and the state before. */
type Advance = (x: tf.Tensor, before: State, recurrent: tf.Tensor2D) => State;

const lstm: Advance = (x, { h, c }, recurrent) => {
  const [i, f, g, o] = tf.split(tf.add(x, tf.matMul(h as tf.Tensor2D, recurrent)), gatesOf.lstm, 1);
  const next = tf.add(tf.mul(tf.sigmoid(f!), c), tf.mul(tf.sigmoid(i!), tf.tanh(g!)));
  return { h: tf.mul(tf.sigmoid(o!), tf.tanh(next)), c: next };
};

const gru: Advance = (x, { h, c }, recurrent) => {
  const [ofInput, ofState] = [x, tf.matMul(h as tf.Tensor2D, recurrent)].map((each) =>
    tf.split(each, gatesOf.gru, 1),
  ) as [tf.Tensor[], tf.Tensor[]];
  const z = tf.sigmoid(tf.add(ofInput[0]!, ofState[0]!));
  const r = tf.sigmoid(tf.add(ofInput[1]!, ofState[1]!));
  const n = tf.tanh(tf.add(ofInput[2]!, tf.mul(r, ofState[2]!)));
  return { h: tf.add(tf.mul(tf.sub(1, z), n), tf.mul(z, h)), c };
};

const advance: Readonly<Record<Cell, Advance>> = { lstm, gru };

export interface RecurrenceOptions {
  /** Whether the steps run from the last to the first. */
  reverse?: boolean;
  /** [B, H] h before the first step, zeros if left out. No gradient flows into it; the c of an LSTM starts at 0. */
  initial?: tf.Tensor2D;
}

/** As `recurrentSequence`. */
export function recurrenceReference(
  cell: Cell,
  x: tf.Tensor3D,
  recurrent: tf.Tensor2D,
  steps: tf.Tensor1D,
  { reverse = false, initial }: RecurrenceOptions,
): tf.Tensor3D {
  const [batchSize, length] = x.shape;
  const units = recurrent.shape[0];
  const kinds = byStep(tf.reshape(tf.cast(steps, 'float32'), [batchSize, length, 1]));
  const inputs = byStep(x);
  const zeros = tf.zeros([batchSize, units]);
  let state: State = { h: initial ? withoutGradient(initial) : zeros, c: zeros };
  const outputs: tf.Tensor[] = [];
  for (let step = 0; step < length; step++) {
    const at = reverse ? length - 1 - step : step;
    const isKept = tf.cast(tf.notEqual(kinds[at]!, stepKind.begin), 'float32');
    const goesOn = tf.cast(tf.notEqual(kinds[at]!, stepKind.skip), 'float32');
    const before = { h: tf.mul(state.h, isKept), c: tf.mul(state.c, isKept) };
    const after = advance[cell](inputs[at]!, before, recurrent);
    const chosen = (next: tf.Tensor, last: tf.Tensor) =>
      tf.add(tf.mul(next, goesOn), tf.mul(last, tf.sub(1, goesOn)));
    state = { h: chosen(after.h, before.h), c: chosen(after.c, before.c) };
    outputs[at] = state.h;
  }
  return tf.stack(outputs, 1) as tf.Tensor3D;
}

/** [B, n] of each step of [B, T, n]. The gradient of tfjs' `unstack` fails where there is one step. */
const byStep = (x: tf.Tensor3D): tf.Tensor[] =>
  x.shape[1] === 1 ? [tf.reshape(x, [x.shape[0], x.shape[2]])] : tf.unstack(x, 1);

const withoutGradient = (x: tf.Tensor): tf.Tensor =>
  tf.customGrad((value) => ({
    value: tf.clone(value as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
  }))(x);
