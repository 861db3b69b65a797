/**
 * TOP1-max: TOP1 with each negative weighted by its share of a softmax over the negatives, so that many easy ones do not
 * drown the few hard ones. Hidasi & Karatzoglou, CIKM 2018, section 3.3.1.
 */
import { noParams } from '../../protocol/registry';
import * as tf from '../../engine/tf';
import { negativeWeights, top1Terms } from './countedNegatives';
import { defineNextLoss } from './nextLoss';

export const nextTop1Max = defineNextLoss({
  id: 'next-top1-max',
  label: 'TOP1-max',
  help: 'TOP1 that looks most at the negatives with the highest scores.',
  citation: 'Hidasi & Karatzoglou, CIKM 2018',
  formula: 'Σⱼ sⱼ·(σ(r⁻ⱼ − r⁺) + σ((r⁻ⱼ)²)),  s = softmax(r⁻)',
  params: noParams,
  compute: (scores) => tf.sum(tf.mul(negativeWeights(scores), top1Terms(scores)), 1),
});
