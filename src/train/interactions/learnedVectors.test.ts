import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import { models } from '../../models/registry';
import { checkerboard, starBoard } from '../../testing/checkerboard';
import { startWasmInNode } from '../../testing/nodeBackend';
import { runSession } from '../../testing/runSession';
import { learnedVectors } from './learnedVectors';

beforeAll(startWasmInNode);

describe('learned vectors', () => {
  it('set the rows of several weights side by side', () => {
    const weights = {
      'gmf/itemEmbedding': Float32Array.of(1, 2, 3, 4),
      'mlp/itemEmbedding': Float32Array.of(5, 6),
      output: Float32Array.of(9),
    };
    expect(learnedVectors(['a', 'b'], ['gmf/itemEmbedding', 'mlp/itemEmbedding'], weights)).toEqual({
      itemIds: ['a', 'b'],
      dimension: 3,
      values: Float32Array.of(1, 2, 5, 3, 4, 6),
    });
  });

  it.each(models.filter(({ itemVectors }) => itemVectors).map((model) => [model.id, model] as const))(
    'of %s are one per item once the run has ended, and none before',
    async (_, model) => {
      const early: Promise<unknown>[] = [];
      const board = model.task === 'rating' ? starBoard() : checkerboard();
      const { session } = await runSession(
        board,
        {
          model: { id: model.id },
          loss: { id: model.losses[0]! },
          train: { epochs: 1, batchSize: 256 },
          earlyStopping: { metric: 'auc' },
        },
        {
          onEvent(event, running) {
            if (event.type === 'start')
              early.push(expect(running.itemVectors()).rejects.toThrow('not ended'));
          },
        },
      );
      await Promise.all(early);
      expect(early).toHaveLength(1);
      const vectors = (await session.itemVectors())!;
      expect(vectors.itemIds).toEqual(board.itemIds);
      expect(vectors.values).toHaveLength(board.numItems * vectors.dimension);
      expect(vectors.values.every(Number.isFinite)).toBe(true);
      expect(vectors.values.some((value) => value !== 0)).toBe(true);
    },
  );

  it('are none for a model without vectors', async () => {
    const { session } = await runSession(checkerboard(), { model: { id: 'item-knn' } });
    expect(await session.itemVectors()).toBeNull();
  });
});
