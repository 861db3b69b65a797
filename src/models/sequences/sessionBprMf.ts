/**
 * Matrix factorization of sessions and items by pairs. A new session has no vector of its own: the mean of the vectors
 * of its items stands for it. The baseline BPR-MF of Hidasi et al., ICLR 2016, section 4.1; Rendle et al., UAI 2009.
 */
import { z } from '../../protocol/zod';
import { normal, zeros } from '../../engine/initializers';
import { stepKind } from '../../engine/recurrence';
import * as tf from '../../engine/tf';
import { param } from '../../protocol/registry';
import { againstTrained, itemScores } from './itemScores';
import { defineSequenceModel, type Contexts } from './sequenceModel';
import { drawnOrAll, drawnParam } from './sequenceParams';

export const sessionBprMf = defineSequenceModel({
  id: 'session-bpr-mf',
  label: 'BPR-MF (sessions)',
  help: 'A vector per session and item, as MF has per user and item. A new session is the mean of its items; their order does not matter.',
  citation: 'Rendle et al., UAI 2009; Hidasi et al., ICLR 2016',
  params: z.object({
    factors: param.int(64, { min: 1, max: 512 }, { title: 'Factors', scale: 'log' }),
    drawn: drawnParam(256),
  }),
  losses: ['next-bpr', 'next-cross-entropy'],
  recommended: {
    train: { epochs: 10, batchSize: 128, l2: 0.001 },
    optimizer: { id: 'adam', params: { learningRate: 0.005 } },
    negatives: { id: 'uniform' },
  },
  feed: () => ({ kind: 'padded', targets: 'every' }),
  negatives: ({ drawn }) => ({ inBatch: false, drawn: drawnOrAll(drawn) }),
  itemVectors: ['itemEmbedding'],
  build(context) {
    const { facts, params, weight, lookup } = context;
    const numSessions = facts.sessions.offsets.length - 1;
    const deviation = normal(0.1);
    const sessionEmbedding = weight('sessionEmbedding', [numSessions, params.factors], deviation);
    const itemEmbedding = weight('itemEmbedding', [facts.numItems, params.factors], deviation) as tf.Tensor2D;
    const itemBias = weight('itemBias', [facts.numItems], zeros) as unknown as tf.Tensor1D;
    const scores = itemScores(context, itemEmbedding, itemBias);
    return {
      loss(drawn) {
        const batch = againstTrained(drawn, facts, params.drawn);
        const rows = lookup(sessionEmbedding, batch.sessions) as tf.Tensor2D;
        return context.loss(batch, scores.of(rows, batch.targets), scores.against(rows, batch.negatives));
      },
      scoreNext: (contexts) => scores.all(meanOfItems(contexts, lookup(itemEmbedding, contexts.items))),
    };
  },
});

/** [B, d] mean of the rows of each context, [B · T, d], without padding. */
function meanOfItems({ numSequences, length, steps }: Contexts, rows: tf.Tensor2D): tf.Tensor2D {
  const counts = tf.cast(tf.notEqual(tf.expandDims(steps, 1), stepKind.skip), 'float32'); // [B · T, 1]
  const totals = tf.concat([tf.mul(rows, counts), counts], 1);
  const sums = tf.sum<tf.Tensor2D>(tf.reshape(totals, [numSequences, length, -1]), 1); // [B, d + 1]
  const width = rows.shape[1];
  const [ofItems, used] = tf.split(sums, [width, 1], 1) as [tf.Tensor2D, tf.Tensor2D];
  return tf.div(ofItems, tf.maximum(used, 1));
}
