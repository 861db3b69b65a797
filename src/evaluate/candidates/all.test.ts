import { describe, expect, it } from 'vitest';
import { datasetOf, trainedOn, type Row } from '../../testing/interactions';
import { toyScorer } from '../../testing/toyScorer';
import { createEvaluator } from '../evaluator';

const now = () => Promise.resolve();

/** The user clicks these items in this order; the last one is held out. */
function evaluatorOf(clicks: number[], candidates: 'all' | 'full', metrics = ['mrr', 'auc']) {
  const dataset = datasetOf(
    clicks.map((item): Row => [0, item]),
    { numItems: 5, repeats: true },
  );
  const indices = Int32Array.from(clicks.keys());
  return createEvaluator({
    dataset,
    ...trainedOn(dataset, indices.slice(0, -1)),
    heldOut: indices.slice(-1),
    candidates,
    metrics,
    task: 'ranking',
  });
}

const falling = toyScorer(5, (_, item) => -item);
const ranked = async (evaluator: ReturnType<typeof evaluatorOf>) => evaluator.inspect(falling, 0, 5);

describe('all items', () => {
  it('rank also those that the user had before', async () => {
    expect((await ranked(evaluatorOf([0, 1, 3], 'all'))).heldOut).toEqual([{ item: 3, rank: 4 }]);
    expect((await ranked(evaluatorOf([0, 1, 3], 'full'))).heldOut).toEqual([{ item: 3, rank: 2 }]);
  });

  it('find an item that the user comes back to', async () => {
    const { top, heldOut } = await ranked(evaluatorOf([0, 1, 1, 0], 'all'));
    expect(heldOut).toEqual([{ item: 0, rank: 1 }]);
    expect(top.map(({ item, hit }) => [item, hit])).toEqual([
      [0, true],
      [1, false],
      [2, false],
      [3, false],
      [4, false],
    ]);
  });

  it('count their popularity by every repeat in training', async () => {
    const { metrics } = await evaluatorOf([0, 0, 1, 3], 'all', ['popularity@1']).evaluate(falling, now);
    expect(metrics['popularity@1']).toBe(2);
  });

  it('ask a scorer that counts by itself to mask nothing', async () => {
    const asked: number[][] = [];
    const evaluator = evaluatorOf([0, 1, 3], 'all');
    await evaluator.evaluate(
      {
        ...falling,
        countRanks: ({ masked, heldOut }) => {
          asked.push([...masked.itemsOf(0)], [...heldOut.itemsOf(0)]);
          return Promise.resolve(null);
        },
      },
      now,
    );
    expect(asked).toEqual([[], [3]]);
  });
});

describe('all unseen items', () => {
  it('are as many where a user trained on an item twice', async () => {
    // Of five items 0 and 1 are masked: the held-out 3 is second of three, with 4 alone behind it.
    const { metrics } = await evaluatorOf([0, 1, 1, 0, 3], 'full').evaluate(falling, now);
    expect(metrics).toEqual({ mrr: 1 / 2, auc: 1 / 2 });
  });

  it('hold the item that the user comes back to, and none else of those before', async () => {
    const { top, heldOut } = await ranked(evaluatorOf([0, 1, 1, 0], 'full'));
    expect(top.map(({ item }) => item)).toEqual([0, 2, 3, 4]);
    expect(heldOut).toEqual([{ item: 0, rank: 1 }]);
  });
});
