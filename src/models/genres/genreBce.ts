/** Binary cross-entropy of each genre on its own. */
import { noParams } from '../../protocol/registry';
import * as tf from '../../engine/tf';
import { softplus } from '../losses/loss';
import { defineGenreLoss, meanOverGenres } from './genreLoss';

export const genreBce = defineGenreLoss({
  id: 'genre-bce',
  label: 'Binary cross-entropy',
  help: 'Each genre is a yes or no of its own; the mean over the genres.',
  citation: '',
  formula: 'mean over genres of −y·log σ(z) − (1 − y)·log(1 − σ(z))',
  params: noParams,
  perItem: (logits, labels) => meanOverGenres(tf.sub(softplus(logits), tf.mul(labels, logits))),
});
