/**
 * TOP1: an approximate relative rank of the item that came, with a term that holds the scores of negatives near zero.
 * Hidasi et al., ICLR 2016, section 3.1.3.
 */
import { noParams } from '../../protocol/registry';
import { countedMean, top1Terms } from './countedNegatives';
import { defineNextLoss } from './nextLoss';

export const nextTop1 = defineNextLoss({
  id: 'next-top1',
  label: 'TOP1',
  help: 'The share of negatives above the item that came next, smoothed, and their scores held near zero.',
  citation: 'Hidasi et al., ICLR 2016',
  formula: '1/N · Σⱼ σ(r⁻ⱼ − r⁺) + σ((r⁻ⱼ)²)',
  params: noParams,
  compute: (scores) => countedMean(top1Terms(scores), scores.counts),
});
