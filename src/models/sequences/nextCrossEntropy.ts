/**
 * Cross-entropy of a softmax over the item that came and its negatives. The softmax is taken here, once: scores come as
 * they are. Hidasi & Karatzoglou, CIKM 2018, section 3.1.
 */
import { noParams } from '../../protocol/registry';
import * as tf from '../../engine/tf';
import { logSumExpRows } from '../losses/logSumExp';
import { softplus } from '../losses/loss';
import { countedScores } from './countedNegatives';
import { defineNextLoss } from './nextLoss';

export const nextCrossEntropy = defineNextLoss({
  id: 'next-cross-entropy',
  label: 'Cross-entropy (next item)',
  help: 'The item that came next should get most of the probability among itself and its negatives.',
  citation: 'Hidasi & Karatzoglou, CIKM 2018',
  formula: '−r⁺ + log(e^r⁺ + Σⱼ e^r⁻ⱼ)',
  params: noParams,
  compute(scores) {
    // −r⁺ + log(e^r⁺ + Σ e^r⁻) = log(1 + e^(log Σ e^r⁻ − r⁺))
    return softplus(tf.sub(logSumExpRows(countedScores(scores)), scores.positive));
  },
});
