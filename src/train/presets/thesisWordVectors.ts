/** The thesis's comparison of word2vec and fastText as word vectors of the text-CNN (section 5.4.1.2). */
import type { Preset } from '../../protocol/catalog';
import { thesisLossComparison } from './thesisLossComparison';

const { spec, protocol, dataHint } = thesisLossComparison;
const model = (embedding: string) => ({
  id: 'text-cnn',
  params: { embedding, vectorEpochs: 20, tuned: false },
});

export const thesisWordVectors: Preset = {
  id: 'thesis-word-vectors',
  label: 'word2vec against fastText',
  question: 'With which word vectors does the text-CNN converge in fewer epochs: word2vec or fastText?',
  lookFor:
    'The epoch of the best validation F1. The thesis: fastText converged in epoch 22, word2vec had not in 25. fastText makes vectors of character n-grams, so rare words such as names share what is alike in them. The vectors stay as they are here, so that the network cannot make up for them.',
  expectedTime: '6 minutes without a GPU',
  dataHint,
  spec: { ...spec, loss: { id: 'genre-bce' }, train: { epochs: 25, batchSize: 64, l2: 0 } },
  variants: [
    { name: 'word2vec', spec: { model: model('word2vec') } },
    { name: 'fastText', spec: { model: model('fasttext') } },
  ],
  protocol,
  published: [],
};
