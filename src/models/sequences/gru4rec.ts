/**
 * GRU4Rec: the last item of a session goes into a layer of GRU cells, whose state keeps what came before, and the output
 * is a score for each item, r = o(h·Oᵢ + bᵢ). Sessions are gone through side by side; each is set against the next items
 * of the others, and items drawn besides. Hidasi et al., ICLR 2016; Hidasi & Karatzoglou, CIKM 2018.
 */
import { z } from '../../protocol/zod';
import { glorotUniform, zeros } from '../../engine/initializers';
import * as tf from '../../engine/tf';
import { param } from '../../protocol/registry';
import { itemScores } from './itemScores';
import { flatten, recurrentLayer } from './recurrentLayer';
import { defineSequenceModel, type Contexts } from './sequenceModel';
import { dropoutParam, lossesOfScores, unitsParam } from './sequenceParams';

type Activation = (x: tf.Tensor) => tf.Tensor;

/** x where it is positive, else α·(eˣ − 1). Clevert et al., ICLR 2016. */
const elu = (x: tf.Tensor, alpha: number): tf.Tensor =>
  tf.add(tf.relu(x), tf.mul(tf.sub(tf.exp(tf.minimum(x, 0)), 1), alpha));

/** All of them keep the order of scores, so that they matter in training alone. */
const activations: Record<'linear' | 'tanh' | 'elu', (alpha: number) => Activation> = {
  linear: () => (x) => x,
  tanh: () => tf.tanh,
  elu: (alpha) => (x) => elu(x, alpha),
};

export const gru4rec = defineSequenceModel({
  id: 'gru4rec',
  label: 'GRU4Rec',
  help: 'A recurrent network that reads a session item by item and says after each what comes next.',
  citation: 'Hidasi et al., ICLR 2016; Hidasi & Karatzoglou, CIKM 2018',
  params: z.object({
    units: unitsParam([100], 'Of each GRU layer. The authors found one layer best.'),
    input: param.choice(['one-hot', 'embedded', 'tied'], 'one-hot', {
      title: 'Input',
      description:
        'How the last item goes in: as weights of its own on every gate (1-of-N), as an embedding, or as the embedding that it has in the output.',
    }),
    dimension: param.int(
      64,
      { min: 1, max: 512 },
      {
        title: 'Length of embeddings',
        scale: 'log',
        description: 'Of embedded input; tied input has as many numbers as the last layer has units.',
      },
    ),
    output: param.choice(['linear', 'tanh', 'elu'], 'linear', {
      title: 'Output activation',
      description: 'What is done to scores before the loss. The paper found tanh good with TOP1 and BPR.',
    }),
    eluAlpha: param.number(
      0.5,
      { min: 0.01, max: 10 },
      { title: 'α of ELU', step: 0.1, description: 'How far below zero scores may go.' },
    ),
    drawn: param.int(
      2048,
      { min: 0, max: 65_536 },
      {
        title: 'Extra negatives',
        unit: 'items',
        description: 'Drawn for each batch, besides the next items of the other sessions in it.',
      },
    ),
    dropoutInput: dropoutParam(0, 'Dropout of the input', 'Of one-hot input whole items, else numbers.'),
    dropoutHidden: dropoutParam(0, 'Dropout of the state', 'Behind every GRU layer, the last one too.'),
    through: param.int(
      1,
      { min: 1, max: 50 },
      {
        title: 'Steps back through time',
        description:
          'How many events of a session a step learns from at once. 1, as in the paper: the state before counts as given.',
      },
    ),
  }),
  losses: lossesOfScores,
  recommended: {
    train: { epochs: 10, batchSize: 50, l2: 0 },
    optimizer: { id: 'adagrad', params: { learningRate: 0.1, initialAccumulator: 0 } },
    negatives: { id: 'popularity', params: { alpha: 0.25 } },
  },
  feed: ({ through }) => ({ kind: 'session-parallel', through }),
  negatives: ({ drawn }) => ({ inBatch: true, drawn }),
  itemVectors: ['output'],
  build(context) {
    const { facts, params, weight, lookup, dropout, batchSize } = context;
    const { units, input } = params;
    const last = units.at(-1)!;
    const output = weight('output', [facts.numItems, last], glorotUniform) as tf.Tensor2D;
    const bias = weight('outputBias', [facts.numItems], zeros) as unknown as tf.Tensor1D;
    const scores = itemScores(context, output, bias);
    const activate = activations[params.output](params.eluAlpha);
    const embedding = {
      'one-hot': () => null,
      embedded: () => weight('embedding', [facts.numItems, params.dimension], glorotUniform) as tf.Tensor2D,
      tied: () => output,
    }[input]();
    const layers = units.map((size, at) => {
      const inputs = at > 0 ? units[at - 1]! : (embedding?.shape[1] ?? facts.numItems);
      return {
        ...recurrentLayer(context, `gru${at + 1}`, 'gru', inputs, size),
        state: context.carried(`gru${at + 1}/state`, [batchSize, size]) as unknown as tf.Tensor2D,
      };
    });

    /** [B · T, 3 · H] what the items add to the gates of the first layer. */
    const enter = (items: tf.Tensor1D): tf.Tensor2D => {
      const { kernel } = layers[0]!;
      if (embedding) return tf.matMul(dropout(lookup(embedding, items), params.dropoutInput), kernel);
      // A one-hot vector times a matrix is a row of it; the one number that is not zero is kept or dropped.
      return tf.mul(lookup(kernel, items), dropout(tf.ones([items.shape[0], 1]), params.dropoutInput));
    };
    /** [B · T, H] states behind the last layer; `goOn` says that they follow those of the step before. */
    const states = (contexts: Contexts, goOn: boolean): tf.Tensor2D => {
      let added = enter(contexts.items);
      let hidden: tf.Tensor2D | null = null;
      for (const [at, layer] of layers.entries()) {
        if (hidden) added = tf.matMul(hidden, layer.kernel);
        const outputs = layer.run(added, contexts, goOn ? { initial: layer.state } : {});
        if (goOn) context.carry(`gru${at + 1}/state`, lastOutputs(outputs));
        hidden = dropout(flatten(outputs), params.dropoutHidden);
      }
      return hidden!;
    };
    return {
      loss(batch) {
        const hidden = states(batch, true);
        const [positive, negatives] = [
          activate(scores.of(hidden, batch.targets)),
          activate(scores.against(hidden, batch.negatives)),
        ];
        return context.loss(batch, positive as tf.Tensor1D, negatives as tf.Tensor2D);
      },
      scoreNext: (contexts) => scores.all(tf.gather(states(contexts, false), contexts.last)),
    };
  },
});

/** [B, H] the outputs at the last of T places. */
function lastOutputs(outputs: tf.Tensor3D): tf.Tensor2D {
  const [numSequences, length, units] = outputs.shape;
  return tf.reshape(tf.slice(outputs, [0, length - 1, 0], [numSequences, 1, units]), [numSequences, units]);
}
