import { describe, expect, it } from 'vitest';
import { datasetOf, trainedOn, type Row } from '../testing/interactions';
import { toyScorer } from '../testing/toyScorer';
import { groupedEvaluator, type GroupedEvaluatorOptions } from './groupedEvaluator';

const now = () => Promise.resolve();

// Items 0..3 are warm, 4..6 cold. User 0 trains on 0, user 1 on 1, user 2 on 2.
const train: Row[] = [
  [0, 0],
  [1, 1],
  [2, 2],
];
const heldOut: Row[] = [
  [0, 3],
  [0, 5],
  [1, 4],
  [2, 0],
];
const dataset = datasetOf([...train, ...heldOut], { numUsers: 4, numItems: 7 });
const indices = Int32Array.from(dataset.users.keys());
const isHeld = (index: number) =>
  heldOut.some(([user, item]) => user === dataset.users[index] && item === dataset.items[index]);
const cold = Uint8Array.of(0, 0, 0, 0, 1, 1, 1);
const warm = Uint8Array.of(1, 1, 1, 1, 0, 0, 0);

const evaluatorOf = (changes: Partial<GroupedEvaluatorOptions> = {}) =>
  groupedEvaluator({
    dataset,
    ...trainedOn(
      dataset,
      indices.filter((index) => !isHeld(index)),
    ),
    heldOut: indices.filter(isHeld),
    groups: { cold, warm },
    candidatesAmong: () => 'full',
    metrics: ['hr@1', 'mrr'],
    task: 'ranking',
    ...changes,
  });

// Warm items score far above cold ones; within each group the score falls with the id.
const falling = toyScorer(7, (_, item) => (item < 4 ? 100 : 0) - item);

describe('items held out whole', () => {
  it('are ranked among themselves, and so are the others', async () => {
    const { metrics, users, skippedUsers } = await evaluatorOf().evaluate(falling, now);
    // Warm: user 0 has item 3 third of 1, 2, 3; user 2 has item 0 first of 0, 1, 3.
    // Cold: user 0 has item 5 second of 4, 5, 6; user 1 has item 4 first.
    expect(metrics).toEqual({
      'hr@1/cold': 1 / 2,
      'hr@1/warm': 1 / 2,
      'mrr/cold': (1 / 2 + 1) / 2,
      'mrr/warm': (1 / 3 + 1) / 2,
    });
    expect(Object.keys(metrics)).toEqual(['hr@1/cold', 'hr@1/warm', 'mrr/cold', 'mrr/warm']);
    expect([users, skippedUsers]).toEqual([3, 1]);
  });

  it('do not change by what the items of the other group score', async () => {
    const rising = toyScorer(7, (_, item) => (item < 4 ? -100 : 0) - item);
    expect((await evaluatorOf().evaluate(rising, now)).metrics).toEqual(
      (await evaluatorOf().evaluate(falling, now)).metrics,
    );
  });

  it('that tie put a held-out one last of its group', async () => {
    const constant = toyScorer(7, () => 1);
    const { metrics } = await evaluatorOf({ metrics: ['mrr', 'auc'] }).evaluate(constant, now);
    expect(metrics).toEqual({ 'mrr/cold': 1 / 3, 'mrr/warm': 1 / 3, 'auc/cold': 0, 'auc/warm': 0 });
  });

  it('count the shares of lists over the items of the group', async () => {
    const { metrics } = await evaluatorOf({ metrics: ['coverage@1', 'popularity@1'] }).evaluate(falling, now);
    // Cold lists of one: 4 for both users. Warm: 1 for user 0, and 0 for user 2.
    expect(metrics).toEqual({
      'coverage@1/cold': 1 / 3,
      'coverage@1/warm': 2 / 4,
      'popularity@1/cold': 0,
      'popularity@1/warm': 1,
    });
  });

  it('have values over k under the id of the metric and the group', async () => {
    const { atK } = await evaluatorOf().evaluate(falling, now);
    expect(atK['recall/cold']!.slice(0, 3)).toEqual([1 / 2, 1, 1]);
    expect(atK['recall/warm']!.slice(0, 3)).toEqual([1 / 2, 1 / 2, 1]);
    expect(atK.recall).toBeUndefined();
  });

  it('are asked for by a key with a group as by one without', async () => {
    const { metrics } = await evaluatorOf({ metrics: ['mrr', 'mrr/cold', 'hr@1/warm'] }).evaluate(
      falling,
      now,
    );
    expect(Object.keys(metrics)).toEqual(['mrr/cold', 'mrr/warm', 'hr@1/cold', 'hr@1/warm']);
  });

  it('have the values of each user kept for the watched group', async () => {
    const { unitValues } = await evaluatorOf({ perUser: 'mrr/cold' }).evaluate(falling, now);
    expect(unitValues).toMatchObject({ metric: 'mrr/cold', unit: 'user' });
    expect([...unitValues!.units]).toEqual([0, 1]);
    expect([...unitValues!.values]).toEqual([0.5, 1]);
  });

  it('have errors of predicted ratings apart', async () => {
    const stars = toyScorer(7, (_, item) => (item < 4 ? 3 : 5));
    const { metrics } = await evaluatorOf({ task: 'rating', metrics: ['mae'] }).evaluate(stars, now);
    expect(metrics).toEqual({ 'mae/cold': 2, 'mae/warm': 0 });
  });

  it('may be missing in a part', async () => {
    const { metrics, users } = await evaluatorOf({ groups: { warm } }).evaluate(falling, now);
    expect(Object.keys(metrics)).toEqual(['hr@1/warm', 'mrr/warm']);
    expect(users).toBe(2);
  });

  it('tell their progress as one', async () => {
    const seen: [number, number][] = [];
    await evaluatorOf().evaluate(falling, now, (done, total) => seen.push([done, total]));
    expect(seen).toEqual([
      [2, 4],
      [4, 4],
    ]);
  });

  it('are never counted by the scorer, which knows no groups', async () => {
    const countRanks = () => Promise.reject(new Error('not to be asked'));
    const { metrics } = await evaluatorOf().evaluate({ ...falling, countRanks }, now);
    expect(metrics['mrr/cold']).toBe(3 / 4);
  });

  it('are ranked among listed items of their group only', async () => {
    // Every user has the same list, of both groups.
    const items = [1, 4, 6];
    const lists = {
      offsets: Int32Array.from({ length: 5 }, (_, user) => user * items.length),
      items: Int32Array.from({ length: 4 * items.length }, (_, place) => items[place % items.length]!),
    };
    const evaluator = evaluatorOf({ candidatesAmong: () => lists, perUser: 'mrr/cold' });
    const view = await evaluator.inspect(falling, 0, 9);
    expect(view.top.map(({ item }) => item)).toEqual([4, 5, 6]);
    expect(view.heldOut).toEqual([{ item: 5, rank: 2 }]);
    expect(view.metrics).toEqual({ 'hr@1/cold': 0, 'mrr/cold': 1 / 2 });
  });
});

describe('one user looked at', () => {
  it('is seen in the watched group, or where they have held-out items', async () => {
    const evaluator = evaluatorOf({ perUser: 'mrr/cold' });
    expect((await evaluator.inspect(falling, 0, 9)).heldOut).toEqual([{ item: 5, rank: 2 }]);
    expect((await evaluator.inspect(falling, 2, 9)).heldOut).toEqual([{ item: 0, rank: 1 }]);
    const without = await evaluator.inspect(falling, 3, 9);
    expect([without.top.map(({ item }) => item), without.heldOut]).toEqual([[4, 5, 6], []]);
  });
});
