/**
 * LSTM over what a user had, with additive attention over its outputs: each place predicts the next item. The item
 * vectors eᵢ may come from content, so that an item that nobody rated can be scored:
 *
 *   h = LSTM(e), c = attention(h), a = tanh(W·[h, c, rating] + b), score of item j = a·eⱼ + biasⱼ.
 *
 * The next-movie module of the thesis that the text-CNN comes from (figure 4.3), whose state h stands beside what
 * attention makes of it here. Hochreiter & Schmidhuber, 1997; Bahdanau et al., ICLR 2015.
 */
import { z } from '../../protocol/zod';
import { glorotUniform, zeros } from '../../engine/initializers';
import * as tf from '../../engine/tf';
import { param } from '../../protocol/registry';
import { attentionLayer } from './attentionLayer';
import { againstTrained, itemScores } from './itemScores';
import { itemTable, itemTableParams } from './itemTable';
import { flatten, recurrentLayer } from './recurrentLayer';
import { defineSequenceModel, type Contexts } from './sequenceModel';
import { dropoutParam, drawnOrAll, drawnParam, lossesOfScores } from './sequenceParams';

export const lstm = defineSequenceModel({
  id: 'lstm',
  label: 'LSTM with attention',
  help: 'Reads what a user had in order, looks back at what mattered, and says what comes next. From the content of items it can tell new ones.',
  citation: 'Hochreiter & Schmidhuber, 1997; Bahdanau et al., ICLR 2015',
  params: z.object({
    ...itemTableParams,
    units: param.int(64, { min: 1, max: 1024 }, { title: 'LSTM units', scale: 'log' }),
    attention: param.bool(true, { title: 'Attention', description: 'Over the outputs so far.' }),
    attentionUnits: param.int(32, { min: 1, max: 512 }, { title: 'Attention units', scale: 'log' }),
    useRatings: param.bool(true, {
      title: 'Use ratings',
      description: 'The stars of the last item stand beside what the network makes of the sequence.',
    }),
    activation: param.choice(['tanh', 'relu'], 'tanh', { title: 'Activation of the output layer' }),
    itemBias: param.bool(true, {
      title: 'Item bias',
      description: 'Lets popular items score higher; 0 for items that never came up.',
    }),
    dropoutInput: dropoutParam(0.1, 'Dropout of items', 'Of the item vectors that go in.'),
    dropoutHidden: dropoutParam(0.2, 'Dropout of outputs', 'Of what goes into the output layer.'),
    drawn: drawnParam(1024),
  }),
  losses: lossesOfScores,
  recommended: {
    train: { epochs: 20, batchSize: 64, l2: 0 },
    optimizer: { id: 'adam', params: { learningRate: 0.003 } },
    negatives: { id: 'uniform' },
  },
  feed: () => ({ kind: 'padded', targets: 'every' }),
  negatives: ({ drawn }) => ({ inBatch: false, drawn: drawnOrAll(drawn) }),
  usesContent: ({ items }) => items !== 'ids',
  build(context) {
    const { facts, params, weight, lookup, dropout } = context;
    const { units, dimension } = params;
    const vectors = itemTable(context);
    const layer = recurrentLayer(context, 'lstm', 'lstm', dimension, units);
    const attention = params.attention ? attentionLayer(context, units, params.attentionUnits) : null;
    const width = units * (attention ? 2 : 1) + (params.useRatings ? 1 : 0);
    const kernel = weight('output/kernel', [width, dimension], glorotUniform) as tf.Tensor2D;
    const bias = weight('output/bias', [dimension], zeros);
    const itemBias = params.itemBias ? weight('itemBias', [facts.numItems], zeros) : null;
    const scoresBy = (table: tf.Tensor2D) =>
      itemScores(context, table, itemBias as unknown as tf.Tensor1D | null);

    /** [B, T, H] outputs of the LSTM. */
    const read = (contexts: Contexts, table: tf.Tensor2D): tf.Tensor3D =>
      layer.run(
        tf.matMul(dropout(lookup(table, contexts.items), params.dropoutInput), layer.kernel),
        contexts,
      );
    /** [B · T, …] all that the output layer sees of each place. */
    const features = (contexts: Contexts, outputs: tf.Tensor3D): tf.Tensor2D => {
      const parts = attention ? [outputs, attention.attend(outputs)] : [outputs];
      const seen = dropout(tf.concat(parts.map(flatten), 1), params.dropoutHidden);
      return params.useRatings ? tf.concat([seen, tf.expandDims(contexts.ratings, 1)], 1) : seen;
    };
    const expected = (rows: tf.Tensor2D): tf.Tensor2D => {
      const x = tf.add<tf.Tensor2D>(tf.matMul(rows, kernel), bias);
      return params.activation === 'tanh' ? tf.tanh(x) : tf.relu(x);
    };
    return {
      loss(drawn) {
        const batch = againstTrained(drawn, facts, params.drawn);
        const table = vectors();
        const scores = scoresBy(table);
        const states = expected(features(batch, read(batch, table)));
        return context.loss(batch, scores.of(states, batch.targets), scores.against(states, batch.negatives));
      },
      scoreNext(contexts) {
        const table = vectors();
        const rows = tf.gather(features(contexts, read(contexts, table)), contexts.last);
        return scoresBy(table).all(expected(rows));
      },
      ...(attention && {
        attention(contexts: Contexts) {
          const shares = attention.shares(read(contexts, vectors()));
          return tf.gather(flatten(shares), contexts.last);
        },
      }),
    };
  },
});
