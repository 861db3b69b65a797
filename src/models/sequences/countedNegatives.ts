/** Sums over the negatives that count, for losses of the next item. */
import * as tf from '../../engine/tf';
import { excluded } from '../losses/logSumExp';
import type { NextScores } from './nextLoss';

/** [R, C] scores of the negatives, those that do not count far below all others. */
export function countedScores({ negatives, counts }: Omit<NextScores, 'positive'>): tf.Tensor2D {
  return tf.add(negatives, tf.mul(tf.sub(1, counts), excluded));
}

/** [R] Σⱼ counts·value / Σⱼ counts; 0 where none counts. */
export function countedMean(values: tf.Tensor2D, counts: tf.Tensor2D): tf.Tensor1D {
  const numbers = tf.maximum(tf.sum(counts, 1), 1);
  return tf.div(tf.sum(tf.mul(values, counts), 1), numbers);
}

/** [R, C] softmax of the scores over the negatives that count; zeros where none does. */
export function negativeWeights(scores: Omit<NextScores, 'positive'>): tf.Tensor2D {
  return tf.mul(tf.softmax(countedScores(scores)), scores.counts);
}

/** [R, C] r⁺ − r⁻. */
export function margins({ positive, negatives }: NextScores): tf.Tensor2D {
  return tf.sub(tf.expandDims(positive, 1), negatives);
}

/** [R, C] σ(r⁻ − r⁺) + σ((r⁻)²), the terms of TOP1: the first counts a wrong order, the second keeps scores near zero. */
export function top1Terms(scores: NextScores): tf.Tensor2D {
  return tf.add(tf.sigmoid(tf.neg(margins(scores))), tf.sigmoid(tf.square(scores.negatives)));
}
