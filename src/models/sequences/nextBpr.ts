/** BPR over several negatives: the mean over their pairs with the item that came. Hidasi et al., ICLR 2016, section 3.1.3. */
import { noParams } from '../../protocol/registry';
import * as tf from '../../engine/tf';
import { softplus } from '../losses/loss';
import { countedMean, margins } from './countedNegatives';
import { defineNextLoss } from './nextLoss';

export const nextBpr = defineNextLoss({
  id: 'next-bpr',
  label: 'BPR (next item)',
  help: 'Pairs: the item that came next should score above each negative.',
  citation: 'Hidasi et al., ICLR 2016',
  formula: '−1/N · Σⱼ log σ(r⁺ − r⁻ⱼ)',
  params: noParams,
  compute: (scores) => countedMean(softplus(tf.neg(margins(scores))), scores.counts),
});
