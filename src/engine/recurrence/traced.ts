/** `recurrentSequence` as nodes of a graph that is being traced. */
import * as tf from '../tf';
import type { Tracing } from '../trace/traceBackend';
import type { Cell } from './cells';
import type { RecurrenceOptions } from './reference';

/** As `recurrentSequence`: one kernel for all steps, one back through them, and a product for the weights. */
export function recurrenceTraced(
  { graph, tensor, node }: Tracing,
  cell: Cell,
  x: tf.Tensor3D,
  recurrent: tf.Tensor2D,
  steps: tf.Tensor1D,
  { reverse = false, initial }: RecurrenceOptions,
): tf.Tensor3D {
  const [batchSize, length, width] = x.shape;
  const units = recurrent.shape[0];
  const rows = batchSize * length;
  const compute = tf.customGrad((...given) => {
    // The last thing given is a function.
    const [xs, weights] = (given as tf.Tensor[]).slice(0, 2).map(node);
    const kinds = graph.inMemory(node(steps));
    const outputs = graph.recurrence(
      graph.reshape(xs!, [rows, width]),
      weights!,
      kinds,
      initial ? node(initial) : null,
      { cell, length, reverse },
    );
    return {
      value: tensor(graph.reshape(outputs, [batchSize, length, units])),
      gradFunc: (dy: tf.Tensor) => {
        const memory = graph.memoryOf(outputs, cell);
        const ofX = graph.recurrenceGradient(
          memory,
          graph.copy(graph.transpose(weights!, [1, 0])),
          kinds,
          graph.inMemory(graph.reshape(node(dy), [rows, units])),
          { cell, length, reverse },
        );
        const before = graph.reshape(graph.slice(memory, [0], [rows * units]), [rows, units]);
        const ofProduct = cell === 'lstm' ? ofX : graph.gradientOfProduct(ofX);
        return [
          tensor(graph.reshape(ofX, x.shape)),
          tensor(graph.product(graph.transpose(before, [1, 0]), ofProduct)),
        ];
      },
    };
  });
  return compute(x, recurrent) as tf.Tensor3D;
}
