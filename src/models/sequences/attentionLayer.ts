/**
 * Additive attention of each place over the outputs of a layer so far, with its weights. Bahdanau et al., ICLR 2015: the
 * output at a place asks, those up to it answer.
 */
import { additiveAttention, attentionWeights } from '../../engine/attention';
import { glorotUniform, zeros } from '../../engine/initializers';
import * as tf from '../../engine/tf';
import { flatten } from './recurrentLayer';
import type { SequenceBuildContext } from './sequenceModel';

export interface AttentionLayer {
  /** [B, T, H] */
  attend(outputs: tf.Tensor3D): tf.Tensor3D;
  /** [B, T, T] the share that place t gives to each place; zeros behind t. */
  shares(outputs: tf.Tensor3D): tf.Tensor3D;
}

export function attentionLayer(
  { weight }: Pick<SequenceBuildContext<unknown>, 'weight'>,
  inputs: number,
  units: number,
): AttentionLayer {
  const query = weight('attention/query', [inputs, units], glorotUniform) as tf.Tensor2D;
  const key = weight('attention/key', [inputs, units], glorotUniform) as tf.Tensor2D;
  const bias = weight('attention/bias', [units], zeros);
  const v = weight('attention/v', [units], glorotUniform) as unknown as tf.Tensor1D;
  const project = (outputs: tf.Tensor3D) => {
    const [numSequences, length] = outputs.shape;
    const rows = flatten(outputs);
    const shaped = (x: tf.Tensor): tf.Tensor3D => tf.reshape(x, [numSequences, length, units]);
    return {
      queries: shaped(tf.matMul(rows, query)),
      keys: shaped(tf.add(tf.matMul(rows, key), bias)),
    };
  };
  return {
    attend(outputs) {
      const { queries, keys } = project(outputs);
      return additiveAttention(queries, keys, v, outputs);
    },
    shares(outputs) {
      const { queries, keys } = project(outputs);
      return attentionWeights(queries, keys, v);
    },
  };
}
