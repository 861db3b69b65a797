/** Focal loss: cross-entropy that counts less where the prediction is already right. Lin et al., ICCV 2017. */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import * as tf from '../../engine/tf';
import { softplus } from '../losses/loss';
import { defineGenreLoss, meanOverGenres } from './genreLoss';

export const genreFocal = defineGenreLoss({
  id: 'genre-focal',
  label: 'Focal',
  help: 'Cross-entropy that counts genres less the surer and righter their prediction is, and true genres by α.',
  citation: 'Lin et al., ICCV 2017',
  formula: 'mean over genres of −αₜ·(1 − pₜ)^γ·log pₜ',
  params: z.object({
    alpha: param.number(
      0.25,
      { min: 0, max: 1 },
      { title: 'α', step: 0.05, description: 'Weight of true genres; 1 − α is that of the others.' },
    ),
    gamma: param.number(
      2,
      { min: 0, max: 10 },
      { title: 'γ', step: 0.5, description: 'How much less easy genres count; 0: all count alike.' },
    ),
  }),
  perItem(logits, labels, { alpha, gamma }) {
    const crossEntropy = tf.sub<tf.Tensor2D>(softplus(logits), tf.mul(labels, logits));
    // y·α + (1 − y)·(1 − α)
    const balance = tf.add<tf.Tensor2D>(tf.mul(labels, 2 * alpha - 1), 1 - alpha);
    // (1 − pₜ)^γ = σ((1 − 2y)·z)^γ = exp(−γ·softplus((2y − 1)·z)), whose slope is finite everywhere.
    const sign = tf.sub<tf.Tensor2D>(tf.mul(labels, 2), 1);
    const easiness = tf.exp(tf.mul<tf.Tensor2D>(softplus(tf.mul<tf.Tensor2D>(sign, logits)), -gamma));
    return meanOverGenres(tf.mul(tf.mul<tf.Tensor2D>(balance, easiness), crossEntropy));
  },
});
