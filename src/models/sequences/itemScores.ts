/** Scores of items after states: the dot product of a state with the vector of an item, and the item's bias. */
import * as tf from '../../engine/tf';
import type { SequenceBatch, SequenceBuildContext, SequenceFacts } from './sequenceModel';

export interface ItemScores {
  /** [R] of one item for each state, [R, d]. */
  of(states: tf.Tensor2D, items: tf.Tensor1D): tf.Tensor1D;
  /** [R, C] of the same items for every state; no other item is scored. */
  against(states: tf.Tensor2D, items: tf.Tensor1D): tf.Tensor2D;
  /** [R, numItems] */
  all(states: tf.Tensor2D): tf.Tensor2D;
}

/**
 * @param vectors [numItems, d]
 * @param bias [numItems]; null for none
 */
export function itemScores(
  { lookup }: Pick<SequenceBuildContext<unknown>, 'lookup'>,
  vectors: tf.Tensor2D,
  bias: tf.Tensor1D | null,
): ItemScores {
  const plus = <T extends tf.Tensor>(scores: T, biases: tf.Tensor1D | null): T =>
    biases ? tf.add<T>(scores, biases) : scores;
  const products = (states: tf.Tensor2D, rows: tf.Tensor2D): tf.Tensor2D =>
    tf.matMul(states, rows, false, true);
  return {
    of: (states, items) =>
      plus(tf.sum<tf.Tensor1D>(tf.mul(states, lookup(vectors, items)), 1), bias && lookup(bias, items)),
    against: (states, items) => plus(products(states, lookup(vectors, items)), bias && lookup(bias, items)),
    all: (states) => plus(products(states, vectors), bias),
  };
}

/**
 * The batch with the items of the training part in place of all items there are, where none are drawn (`drawn` is 0): an
 * item that never came up in training is new, not known to be wrong.
 */
export function againstTrained(
  batch: SequenceBatch,
  { numItems, itemCounts }: SequenceFacts,
  drawn: number,
): SequenceBatch {
  const trained = Int32Array.from(itemCounts.keys()).filter((item) => itemCounts[item]! > 0);
  return drawn > 0 || trained.length === numItems
    ? batch
    : { ...batch, negatives: tf.tensor1d(trained, 'int32') };
}
