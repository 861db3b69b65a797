/** Compiles a scoring pass of any network, traced once, as a program that reads weights and writes scores. */
import type { Program } from '../program/program';
import * as tf from '../tf';
import { trace } from '../trace/traceBackend';
import type { WeightStore } from '../weightStore';
import { emit } from './emit';
import { NamedBuffers } from './namedBuffers';

/** A list that a scoring program reads. */
export interface ScoringInput {
  name: string;
  length: number;
  /** Ids if not said. */
  dtype?: 'int32' | 'float32';
}

/** Name of the buffer that a scoring program writes. */
export const scoresBuffer = 'scores';

/**
 * @param inputs in the order in which `score` takes them
 * @param maxBuffers that one kernel may use, at least 8
 * @param score the network's scores of the inputs
 * @returns a program whose weights are buffers of their own names
 * @throws NotTraceable, NotCompilable when the pass has to run the ordinary way.
 */
export function compileScoring(
  weights: WeightStore,
  inputs: readonly ScoringInput[],
  maxBuffers: number,
  score: (...lists: tf.Tensor1D[]) => tf.Tensor,
): Program {
  return trace((tracing) => {
    const { graph } = tracing;
    const buffers = new NamedBuffers();
    for (const name of weights.names) {
      const variable = weights.get(name);
      tracing.bind(variable, graph.weight(name, variable.shape));
      buffers.add({ name, type: 'f32', length: variable.size, role: 'weight' });
    }
    for (const { name, length, dtype = 'int32' } of inputs)
      buffers.add({ name, type: dtype === 'int32' ? 'i32' : 'f32', length, role: 'input' });
    const lists = inputs.map(
      ({ name, length, dtype = 'int32' }) =>
        tracing.tensor(graph.input(name, [length], dtype)) as tf.Tensor1D,
    );
    const scores = tracing.node(score(...lists));
    const buffer = buffers.add({
      name: scoresBuffer,
      type: 'f32',
      length: tf.util.sizeFromShape([...scores.shape]),
      role: 'output',
    });
    return emit({
      sinks: [{ node: scores, buffer, offset: 0, group: scoresBuffer }],
      partsSinks: [],
      buffers: buffers.specs,
      leafStorage: (node) => buffers.storageOf(node),
      partsOf: () => 1,
      maxBuffers,
      lastFrom: graph.size,
      numScalars: 0,
    });
  });
}
