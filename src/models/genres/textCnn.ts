/**
 * Text-CNN: words as vectors, three convolutions of different widths side by side, ReLU and the maximum over time, all
 * maxima in one vector (the embedding of the movie), dropout, and a logit per genre.
 * Kim, Convolutional Neural Networks for Sentence Classification, EMNLP 2014, with a sigmoid per label.
 */
import { z } from '../../protocol/zod';
import { convMaxOverTime } from '../../engine/convMax';
import { given, glorotUniform, normal, zeros } from '../../engine/initializers';
import * as tf from '../../engine/tf';
import { AppError } from '../../protocol/errors';
import { param } from '../../protocol/registry';
import { vectorParams } from '../../text/vectors/params';
import { defineGenreModel } from './genreModel';

/** Of first word vectors that come from nowhere. */
const initialDeviation = 0.1;

export const textCnn = defineGenreModel({
  id: 'text-cnn',
  label: 'Text-CNN',
  help: 'Reads the plot in windows of a few words each and keeps the strongest answer of every filter; from these it tells the genres.',
  citation: 'Kim, EMNLP 2014',
  params: z.object({
    filters: param.int(
      128,
      { min: 1, max: 1024 },
      { title: 'Filters', scale: 'log', description: 'Of each width.' },
    ),
    widths: param
      .ints(
        [3, 4, 5],
        { min: 1, max: 20, most: 6 },
        {
          title: 'Widths',
          unit: 'words',
          description: 'How many words a filter looks at; one path for each.',
        },
      )
      .refine((widths) => widths.length >= 1, 'needs at least one entry'),
    embedding: param.choice(['random', 'word2vec', 'fasttext'], 'random', {
      title: 'Word vectors',
      description:
        'Where the word vectors come from: drawn at random, or trained on the training texts before the network is.',
    }),
    tuned: param.bool(true, {
      title: 'Tune word vectors',
      description: 'The word vectors are trained on with the network; else they stay as they are.',
    }),
    dimension: param.int(64, { min: 2, max: 512 }, { title: 'Length of word vectors', scale: 'log' }),
    vectorEpochs: param.int(
      10,
      { min: 1, max: 100 },
      { title: 'Epochs for word vectors', description: 'Of word2vec and fastText.' },
    ),
    dropout: param.number(
      0.5,
      { min: 0, max: 0.9 },
      { title: 'Dropout', step: 0.05, description: 'Share of the maxima set to zero while training.' },
    ),
    maxNorm: param.number(
      3,
      { min: 0, max: 100 },
      {
        title: 'Norm limit',
        step: 0.5,
        description:
          'After each step the weights of a filter, and of a genre, are cut to this length. 0: no limit. Kim, section 2.1.',
      },
    ),
  }),
  losses: ['genre-bce', 'genre-cosine', 'genre-focal'],
  recommended: {
    train: { batchSize: 32, epochs: 20, l2: 0 },
    optimizer: { id: 'adam', params: { learningRate: 0.002 } },
  },
  wordVectors: ({ embedding, dimension, vectorEpochs }) =>
    embedding === 'random'
      ? null
      : vectorParams.parse({ method: embedding, dimension, epochs: vectorEpochs }),
  build({ facts, params, weight, constant, lookup, dropout, loss, wordVectors }) {
    const { numWords, maxTokens, numGenres } = facts;
    const { filters, widths, dimension, tuned, maxNorm } = params;
    const widest = Math.max(...widths);
    if (widest > maxTokens)
      throw new AppError(
        'bad-spec',
        `Windows of ${widest} words do not fit into texts of ${maxTokens} tokens.`,
        'Lower the widths, or raise the longest text (text.maxTokens).',
      );
    const limit = maxNorm > 0 ? { maxNorm } : undefined;
    const tableShape: [number, number] = [numWords, dimension];
    const table =
      tuned || !wordVectors
        ? (weight(
            'wordEmbedding',
            tableShape,
            wordVectors ? given(wordVectors) : normal(initialDeviation),
          ) as tf.Tensor2D)
        : constant(wordVectors, tableShape);
    const paths = widths.map((width, index) => ({
      width,
      filters: weight(
        `path${index + 1}/filters`,
        [width * dimension, filters],
        glorotUniform,
        limit,
      ) as tf.Tensor2D,
      bias: weight(`path${index + 1}/bias`, [filters], zeros) as unknown as tf.Tensor1D,
    }));
    const output = weight(
      'output',
      [filters * widths.length, numGenres],
      glorotUniform,
      limit,
    ) as tf.Tensor2D;
    const outputBias = weight('outputBias', [numGenres], zeros);

    const features = ({ tokens, lengths }: { tokens: tf.Tensor1D; lengths: tf.Tensor1D }): tf.Tensor2D => {
      const words = tf.reshape<tf.Rank.R3>(lookup(table, tokens), [-1, maxTokens, dimension]);
      const maxima = paths.map((path) =>
        convMaxOverTime(words, lengths, path.filters, path.bias, path.width),
      );
      return maxima.length === 1 ? maxima[0]! : tf.concat(maxima, 1);
    };
    const logits = (texts: { tokens: tf.Tensor1D; lengths: tf.Tensor1D }): tf.Tensor2D =>
      tf.add(tf.matMul(dropout(features(texts), params.dropout), output), outputBias);
    return { features, logits, loss: (batch) => loss(batch, logits(batch)) };
  },
});
