/**
 * Convolution over time, ReLU and maximum over time in one: the feature maps of a text-CNN.
 * Kim, Convolutional Neural Networks for Sentence Classification, EMNLP 2014, section 2.
 */
import type * as tf from '../tf';
import { tracing } from '../trace/traceBackend';
import { convMaxReference } from './reference';
import { convMaxTraced } from './traced';

/**
 * [B, F]: max over t of ReLU(bias[f] + Σ over j < width, c < d of x[b, t + j, c] · filters[j · d + c, f]), over the
 * windows t that lie within the valid tokens of an example, or its first window where it has fewer tokens than
 * `width`. The gradient touches one window for each example and filter; of several equal ones the first.
 *
 * @param x [B, L, d] vectors of the tokens, L ≥ width
 * @param lengths [B] int32, how many tokens of each example are valid, from the first on
 * @param filters [width · d, F]
 * @param bias [F]
 * @throws Error when shapes do not fit or lengths are no int32
 */
export function convMaxOverTime(
  x: tf.Tensor3D,
  lengths: tf.Tensor1D,
  filters: tf.Tensor2D,
  bias: tf.Tensor1D,
  width: number,
): tf.Tensor2D {
  const [batchSize, length, depth] = x.shape;
  if (filters.shape[0] !== width * depth || length < width || lengths.shape[0] !== batchSize)
    throw new Error(
      `Windows of ${width} over [${x.shape.join()}] do not fit filters [${filters.shape.join()}] ` +
        `and lengths [${lengths.shape.join()}].`,
    );
  if (lengths.dtype !== 'int32') throw new Error(`Lengths are int32 and not ${lengths.dtype}.`);
  const trace = tracing();
  return trace
    ? convMaxTraced(trace, x, lengths, filters, bias, width)
    : convMaxReference(x, lengths, filters, bias, width);
}
