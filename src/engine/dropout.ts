/**
 * Inverted dropout whose mask is a pure function of (seed, epoch, step, place in the network, element).
 * Srivastava et al., JMLR 2014.
 */
import { draw, purpose, streamKey } from '../data/random';
import * as tf from './tf';
import { tracing } from './trace/traceBackend';

/** Elements per dropout layer that a lane number leaves room for. */
const lanesPerLayer = 2 ** 24;

/** [size] mask of 0 and 1/(1 − rate). `layer` counts the dropout layers of a network from 0. */
export function dropoutMask(
  size: number,
  rate: number,
  at: { seed: number; epoch: number; step: number; layer: number },
): Float32Array {
  const key = streamKey(at.seed, purpose.dropout, at.epoch);
  const threshold = Math.floor(rate * 0x1_0000_0000);
  const kept = 1 / (1 - rate);
  const mask = new Float32Array(size);
  for (let i = 0; i < size; i += 2) {
    const words = draw(key, at.step, at.layer * lanesPerLayer + (i >> 1));
    mask[i] = words.a >= threshold ? kept : 0;
    if (i + 1 < size) mask[i + 1] = words.b >= threshold ? kept : 0;
  }
  return mask;
}

/** `x` with the share `rate` of its elements set to zero and the rest scaled up. */
export function dropout<T extends tf.Tensor>(x: T, rate: number, at: Parameters<typeof dropoutMask>[2]): T {
  const trace = tracing();
  const mask = trace
    ? trace.tensor(trace.graph.dropout(at.layer, rate, x.shape))
    : tf.tensor(dropoutMask(x.size, rate, at), x.shape);
  return tf.mul(x, mask) as T;
}
