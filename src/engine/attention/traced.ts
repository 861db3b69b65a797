/** Additive attention as nodes of a graph that is being traced. */
import * as tf from '../tf';
import type { Tracing } from '../trace/traceBackend';

/** As `attentionWeights`. */
export function weightsTraced(
  { graph, tensor, node }: Tracing,
  queries: tf.Tensor3D,
  keys: tf.Tensor3D,
  v: tf.Tensor1D,
): tf.Tensor3D {
  const [batchSize, length, units] = queries.shape;
  const numRows = batchSize * length;
  const scores = tf.customGrad((...given) => {
    // The last thing given is a function.
    const [q, k, u] = (given as tf.Tensor[]).slice(0, 3).map(node);
    return {
      value: tensor(graph.additiveScores(q!, k!, u!)),
      gradFunc: (dy: tf.Tensor) => {
        const all = tensor(graph.additiveScoresGradient(q!, k!, u!, node(dy)));
        const [ofQueries, ofKeys, ofV] = tf.split(all, 3) as [tf.Tensor, tf.Tensor, tf.Tensor];
        const ofSequences = [ofQueries, ofKeys].map((each) => tf.reshape(each, queries.shape));
        return [...ofSequences, tf.sum(tf.reshape(ofV, [numRows, units]), 0)];
      },
    };
  });
  // A softmax of rows, which the compiler computes in one pass.
  const rows = tf.reshape(scores(queries, keys, v), [numRows, length]);
  return tf.reshape(tf.softmax(rows), [batchSize, length, length]);
}

/** As `additiveAttention`. */
export function attentionTraced(
  tracing: Tracing,
  queries: tf.Tensor3D,
  keys: tf.Tensor3D,
  v: tf.Tensor1D,
  values: tf.Tensor3D,
): tf.Tensor3D {
  const { graph, tensor, node } = tracing;
  const context = tf.customGrad((...given) => {
    const [weights, of] = (given as tf.Tensor[]).slice(0, 2).map(node);
    return {
      value: tensor(graph.causalSums(weights!, of!, 'earlier')),
      gradFunc: (dy: tf.Tensor) => [
        tensor(graph.causalDots(node(dy), of!)),
        tensor(graph.causalSums(weights!, node(dy), 'later')),
      ],
    };
  });
  return context(weightsTraced(tracing, queries, keys, v), values) as tf.Tensor3D;
}
