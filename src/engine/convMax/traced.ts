/** `convMaxOverTime` as nodes of a graph that is being traced. */
import * as tf from '../tf';
import type { Tracing } from '../trace/traceBackend';

/**
 * As `convMaxOverTime`. The windows of one width are a matrix whose rows overlap, [B · L − width + 1, width · d] with
 * steps of d, so that all scores are one product; those across two examples are computed and never looked at.
 */
export function convMaxTraced(
  { graph, tensor, node }: Tracing,
  x: tf.Tensor3D,
  lengths: tf.Tensor1D,
  filters: tf.Tensor2D,
  bias: tf.Tensor1D,
  width: number,
): tf.Tensor2D {
  const [batchSize, length, depth] = x.shape;
  const rows = [batchSize * length, depth];
  const bestScores = tf.customGrad((...given) => {
    // The last thing given is a function.
    const [xs, fs] = (given as tf.Tensor[]).slice(0, 2).map(node);
    const matrix = graph.reshape(xs!, rows);
    const scores = graph.product(graph.windows(matrix, width), fs!);
    const winners = graph.winners(scores, node(lengths), width);
    return {
      value: tensor(graph.takeAlong(scores, winners)),
      gradFunc: (dy: tf.Tensor) => [
        tensor(graph.reshape(graph.inputGradient(fs!, winners, node(dy), rows), x.shape)),
        tensor(graph.filterGradient(matrix, winners, node(dy), width)),
      ],
    };
  });
  // The largest of sums with the same bias is that of the largest, and a ReLU leaves the order as it is.
  return tf.relu(tf.add(bestScores(x, filters), bias));
}
