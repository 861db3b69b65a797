/** Additive attention and its gradients compiled, and run on a host. */
import { additiveAttention, attentionWeights } from '../engine/attention';
import { compileScoring, scoresBuffer } from '../engine/compile/scoring';
import { zeros } from '../engine/initializers';
import type { Executable, Program } from '../engine/program/program';
import { compileOn, maxBuffersOn, type ProgramHost } from '../engine/programHost';
import * as tf from '../engine/tf';
import { WeightStore } from '../engine/weightStore';
import type { AttentionCase } from './attentionCases';

/** What may be asked of attention, in order: weights, contexts, gradients by queries, keys, v and values. */
export const partsOfAttention = ['weights', 'contexts', 'queries', 'keys', 'v', 'values'] as const;

/** A program that computes one part; the case's numbers are its weights. */
export function attentionProgram(
  one: AttentionCase,
  part: (typeof partsOfAttention)[number],
  host: ProgramHost,
): Program {
  const { batchSize, length, units, width } = one.shape;
  const store = new WeightStore(1);
  const queries = store.add('queries', [batchSize, length, units], zeros) as tf.Tensor3D;
  const keys = store.add('keys', [batchSize, length, units], zeros) as tf.Tensor3D;
  const v = store.add('v', [units], zeros) as tf.Tensor1D;
  const values = store.add('values', [batchSize, length, width], zeros) as tf.Tensor3D;
  const slopes = tf.tensor3d(one.slopes, [batchSize, length, width]);
  try {
    return compileScoring(store, [], maxBuffersOn(host), () => {
      if (part === 'weights') return attentionWeights(queries, keys, v);
      if (part === 'contexts') return additiveAttention(queries, keys, v, values);
      const weighted = (...given: tf.Tensor[]): tf.Tensor =>
        tf.sum(
          tf.mul(
            additiveAttention(...(given as [tf.Tensor3D, tf.Tensor3D, tf.Tensor1D, tf.Tensor3D])),
            slopes,
          ),
        );
      const by = ['queries', 'keys', 'v', 'values'].indexOf(part);
      return tf.grads(weighted)([queries, keys, v, values])[by]!;
    });
  } finally {
    store.dispose();
    slopes.dispose();
  }
}

/** Every part, as `partsOfAttention` names them. */
export async function attentionCompiled(one: AttentionCase, host: ProgramHost): Promise<Float32Array[]> {
  const parts: Float32Array[] = [];
  for (const part of partsOfAttention) {
    const program = attentionProgram(one, part, host);
    const executable: Executable = await compileOn(host, program, { seed: 1 });
    for (const name of ['queries', 'keys', 'v', 'values'] as const) executable.write(name, one[name]);
    executable.run([{ epoch: 1, step: 0, scalars: [] }]);
    parts.push((await executable.read(scoresBuffer)) as Float32Array);
    executable.dispose();
  }
  return parts;
}
