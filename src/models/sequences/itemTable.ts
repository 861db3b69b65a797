/**
 * Vectors of the items of a network, [numItems, d]: learned for each id, made from what is known of the items besides
 * interactions (their content), or both added up.
 */
import { given, normal, zeros } from '../../engine/initializers';
import * as tf from '../../engine/tf';
import { AppError } from '../../protocol/errors';
import { param } from '../../protocol/registry';
import type { SequenceBuildContext } from './sequenceModel';

export const itemSources = ['ids', 'content', 'both'] as const;
type ItemSource = (typeof itemSources)[number];

export const itemTableParams = {
  items: param.choice(itemSources, 'ids', {
    title: 'Item vectors from',
    description:
      'ids: learned for each item. content: made from the item vectors chosen under Data, so that items without interactions can be told too. both: the sum, where an item that never came up is told by its content alone.',
  }),
  dimension: param.int(64, { min: 2, max: 512 }, { title: 'Length of item vectors', scale: 'log' }),
  projection: param.choice(['linear', 'tanh'], 'linear', {
    title: 'Projection of content',
    description: 'What follows the matrix that takes content to item vectors.',
  }),
  tuned: param.bool(false, {
    title: 'Tune content',
    description: 'The content vectors are trained on with the network; else they stay as they are.',
  }),
};

interface ItemTableParams {
  items: ItemSource;
  dimension: number;
  projection: 'linear' | 'tanh';
  tuned: boolean;
}

/** Makes the weights; the result gives the table, anew for each computation. */
export function itemTable(
  context: Pick<
    SequenceBuildContext<ItemTableParams>,
    'facts' | 'params' | 'weight' | 'constant' | 'content'
  >,
): () => tf.Tensor2D {
  const { facts, params, weight } = context;
  const shape = [facts.numItems, params.dimension];
  // Items start at a length of about 1.
  const ofIds = normal(1 / Math.sqrt(params.dimension));
  if (params.items === 'ids') {
    const table = weight('itemEmbedding', shape, ofIds) as tf.Tensor2D;
    return () => table;
  }
  const content = contentProjection(context);
  if (params.items === 'content') return content;
  // From zero, and only items of the training part are trained: the others stay at their content.
  const ids = weight('itemEmbedding', shape, zeros) as tf.Tensor2D;
  return () => tf.add(content(), ids);
}

function contentProjection({
  facts,
  params,
  weight,
  constant,
  content,
}: Parameters<typeof itemTable>[0]): () => tf.Tensor2D {
  if (!content)
    throw new AppError(
      'bad-spec',
      'The items are to be told by their content, and there are no item vectors.',
      'Choose item vectors under Data (data.vectors), or learn items from their ids (model.items).',
    );
  const shape: [number, number] = [facts.numItems, content.dimension];
  // Columns have a deviation of 1, so this gives rows a length of about 1.
  const scaled = content.values.map((value) => value / Math.sqrt(content.dimension));
  const vectors = params.tuned
    ? (weight('content', shape, given(scaled)) as tf.Tensor2D)
    : constant(scaled, shape);
  const kernel = weight(
    'projection/kernel',
    [content.dimension, params.dimension],
    normal(1 / Math.sqrt(params.dimension)),
  ) as tf.Tensor2D;
  const bias = weight('projection/bias', [params.dimension], zeros);
  return () => {
    const projected = tf.add<tf.Tensor2D>(tf.matMul(vectors, kernel), bias);
    return params.projection === 'tanh' ? tf.tanh(projected) : projected;
  };
}
