/**
 * Additive attention of every position of a sequence over itself and those before it.
 * Bahdanau, Cho, Bengio, Neural Machine Translation by Jointly Learning to Align and Translate, ICLR 2015, section 3.1
 * and appendix A.1.2.
 */
import type * as tf from '../tf';
import { tracing } from '../trace/traceBackend';
import { attentionReference, weightsReference } from './reference';
import { attentionTraced, weightsTraced } from './traced';

/**
 * [B, T, H]: context[b, t] = Σ over s ≤ t of weight(t, s) · values[b, s], where the weights of a position are the
 * softmax over s ≤ t of score(t, s) = Σ over a of v[a] · tanh(queries[b, t, a] + keys[b, s, a]). No position sees a
 * later one, so that what pads the end of a sequence needs no mask.
 *
 * @param queries [B, T, A]
 * @param keys [B, T, A]
 * @param v [A]
 * @param values [B, T, H]
 * @throws Error when shapes do not fit
 */
export function additiveAttention(
  queries: tf.Tensor3D,
  keys: tf.Tensor3D,
  v: tf.Tensor1D,
  values: tf.Tensor3D,
): tf.Tensor3D {
  checkScored(queries, keys, v);
  if (values.shape[0] !== keys.shape[0] || values.shape[1] !== keys.shape[1])
    throw new Error(`Values [${values.shape.join()}] do not fit keys [${keys.shape.join()}].`);
  const trace = tracing();
  return trace
    ? attentionTraced(trace, queries, keys, v, values)
    : attentionReference(queries, keys, v, values);
}

/**
 * [B, T, T]: weight(t, s) of `additiveAttention`, 0 where s > t, for looking inside. It has no gradient.
 *
 * @throws Error when shapes do not fit
 */
export function attentionWeights(queries: tf.Tensor3D, keys: tf.Tensor3D, v: tf.Tensor1D): tf.Tensor3D {
  checkScored(queries, keys, v);
  const trace = tracing();
  return trace ? weightsTraced(trace, queries, keys, v) : weightsReference(queries, keys, v);
}

function checkScored(queries: tf.Tensor3D, keys: tf.Tensor3D, v: tf.Tensor1D): void {
  const [batchSize, length, units] = queries.shape;
  if (keys.shape.join() !== [batchSize, length, units].join() || v.shape[0] !== units)
    throw new Error(
      `Queries [${queries.shape.join()}], keys [${keys.shape.join()}] and v [${v.shape.join()}] do not fit.`,
    );
}
