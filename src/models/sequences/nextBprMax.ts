/**
 * BPR-max: the probability that the item that came beats the best negative, where each negative is the best with its
 * share of a softmax over them; and a penalty on the scores of negatives by the same shares.
 * Hidasi & Karatzoglou, CIKM 2018, section 3.3.2.
 */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import * as tf from '../../engine/tf';
import { logSumExpRows } from '../losses/logSumExp';
import { softplus } from '../losses/loss';
import { countedScores, margins, negativeWeights } from './countedNegatives';
import { defineNextLoss } from './nextLoss';

export const nextBprMax = defineNextLoss({
  id: 'next-bpr-max',
  label: 'BPR-max',
  help: 'BPR that looks most at the negatives with the highest scores, and holds those near zero.',
  citation: 'Hidasi & Karatzoglou, CIKM 2018',
  formula: '−log Σⱼ sⱼ·σ(r⁺ − r⁻ⱼ) + λ·Σⱼ sⱼ·(r⁻ⱼ)²,  s = softmax(r⁻)',
  params: z.object({
    regularization: param.number(
      1,
      { min: 0, max: 100 },
      {
        title: 'Score penalty λ',
        step: 0.1,
        description: 'How strongly the scores of negatives are held near zero.',
      },
    ),
  }),
  compute(scores, { regularization }) {
    // With log s = r − log Σ e^r the sum becomes log Σ e^(r + log σ), which no small product takes to log 0.
    const counted = countedScores(scores);
    const logBelow = tf.neg(softplus(tf.neg(margins(scores)))); // log σ(r⁺ − r⁻)
    const ranking = tf.sub(logSumExpRows(counted), logSumExpRows(tf.add(counted, logBelow)));
    const penalty = tf.sum(tf.mul(negativeWeights(scores), tf.square(scores.negatives)), 1);
    const anyCounts = tf.step(tf.sum(scores.counts, 1));
    return tf.add<tf.Tensor1D>(tf.mul(ranking, anyCounts), tf.mul(penalty, regularization));
  },
});
