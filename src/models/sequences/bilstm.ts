/**
 * Bidirectional LSTM: two layers read a window of items forwards and backwards; from the ends of both directions a dense
 * layer with a softmax over all items tells the one that follows the window.
 * Schuster & Paliwal, IEEE Transactions on Signal Processing 1997; the sizes are those of the UCLA thesis on anime
 * recommendations, section 5.3.
 */
import { z } from '../../protocol/zod';
import { glorotUniform, normal, zeros } from '../../engine/initializers';
import * as tf from '../../engine/tf';
import { param } from '../../protocol/registry';
import { againstTrained, itemScores } from './itemScores';
import { flatten, recurrentLayer } from './recurrentLayer';
import { defineSequenceModel, type Contexts } from './sequenceModel';
import { dropoutParam, drawnOrAll, drawnParam, lossesOfScores, unitsParam } from './sequenceParams';

export const bilstm = defineSequenceModel({
  id: 'bilstm',
  label: 'Bidirectional LSTM',
  help: 'Reads a window of items forwards and backwards, and says which one follows it.',
  citation: 'Schuster & Paliwal, 1997',
  params: z.object({
    dimension: param.int(64, { min: 2, max: 512 }, { title: 'Length of item vectors', scale: 'log' }),
    units: unitsParam([200, 100], 'Of each layer, in either direction.'),
    dropout: dropoutParam(0.2, 'Dropout', 'Behind every layer.'),
    drawn: drawnParam(0),
  }),
  losses: lossesOfScores,
  recommended: {
    sessions: { id: 'windows' },
    train: { epochs: 20, batchSize: 64, l2: 0 },
    optimizer: { id: 'adam', params: { learningRate: 0.001 } },
    negatives: { id: 'uniform' },
  },
  feed: () => ({ kind: 'padded', targets: 'last' }),
  negatives: ({ drawn }) => ({ inBatch: false, drawn: drawnOrAll(drawn) }),
  itemVectors: ['embedding'],
  build(context) {
    const { facts, params, weight, lookup, dropout } = context;
    const { dimension, units } = params;
    const embedding = weight(
      'embedding',
      [facts.numItems, dimension],
      normal(1 / Math.sqrt(dimension)),
    ) as tf.Tensor2D;
    const layers = units.map((size, at) => {
      const inputs = at === 0 ? dimension : 2 * units[at - 1]!;
      return {
        forwards: recurrentLayer(context, `layer${at + 1}/forwards`, 'lstm', inputs, size),
        backwards: recurrentLayer(context, `layer${at + 1}/backwards`, 'lstm', inputs, size),
      };
    });
    const output = weight('output', [facts.numItems, 2 * units.at(-1)!], glorotUniform) as tf.Tensor2D;
    const outputBias = weight('outputBias', [facts.numItems], zeros) as unknown as tf.Tensor1D;
    const scores = itemScores(context, output, outputBias);

    /** [B, 2 · H] both directions of the last layer where each is done: forwards at the end, backwards at the start. */
    const states = (contexts: Contexts): tf.Tensor2D => {
      let inputs = lookup(embedding, contexts.items);
      let ends: tf.Tensor2D[] = [];
      for (const { forwards, backwards } of layers) {
        const ahead = forwards.run(tf.matMul(inputs, forwards.kernel), contexts);
        const back = backwards.run(tf.matMul(inputs, backwards.kernel), contexts, { reverse: true });
        inputs = dropout(tf.concat([flatten(ahead), flatten(back)], 1), params.dropout);
        ends = [tf.gather(flatten(ahead), contexts.last), firstOutputs(back)];
      }
      return dropout(tf.concat(ends, 1), params.dropout);
    };
    return {
      loss(drawn) {
        const batch = againstTrained(drawn, facts, params.drawn);
        const rows = states(batch);
        return context.loss(batch, scores.of(rows, batch.targets), scores.against(rows, batch.negatives));
      },
      scoreNext: (contexts) => scores.all(states(contexts)),
    };
  },
});

/** [B, H] the outputs at the first place. */
function firstOutputs(outputs: tf.Tensor3D): tf.Tensor2D {
  const [numSequences, , units] = outputs.shape;
  return tf.reshape(tf.slice(outputs, [0, 0, 0], [numSequences, 1, units]), [numSequences, units]);
}
