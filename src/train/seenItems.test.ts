import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SpecOverrides } from '../protocol/spec';
import { datasetOf, type Row } from '../testing/interactions';
import { startWasmInNode } from '../testing/nodeBackend';
import { runSession } from '../testing/runSession';
import { inspectUser } from './interactions/inspect';
import { isOfInteractions } from './prepareSession';

beforeAll(startWasmInNode);

/** Items of each user, in the order that they had them. */
const inOrder = (...users: number[][]): Row[] =>
  users.flatMap((items, user) => items.map((item, time): Row => [user, item, 5, time]));

const tested = async (rows: Row[], overrides: SpecOverrides) =>
  (await runSession(datasetOf(rows), overrides)).done!.metrics;

describe('candidates of the test part', () => {
  // The last item is tested, the one before validates. Item 0 of user 0 is trained on by nobody, and so dropped from
  // validation. Trained on: items 1, 2 and 3 once, item 4 three times.
  const rows = inOrder([1, 2, 0, 3], [3, 4, 1, 2], [4, 1, 2], [4, 2, 1]);
  const popularity: SpecOverrides = {
    model: { id: 'popularity' },
    evaluation: { metrics: ['auc', 'gini@10', 'popularity@1', 'ndcg@10'] },
  };

  it('are none that the user had in validation, though dropped there as unseen in train', async () => {
    // User 0: 3 behind 4. User 1: 2 before 0. Users 2 and 3: level with 3, which counts against, and before 0.
    const metrics = await tested(rows, popularity);
    expect(metrics.auc).toBeCloseTo((0 + 1 + 1 / 2 + 1 / 2) / 4, 12);
    expect(metrics['gini@10']).toBeCloseTo(0.24, 4);
  });

  it('were so only as far as parts keep them, by the rule of specs of version 1', async () => {
    const metrics = await tested(rows, { ...popularity, v: 1 } as unknown as SpecOverrides);
    expect(metrics.auc).toBeCloseTo(0.625, 12);
    expect(metrics['gini@10']).toBeCloseTo(0.2909, 4);
  });

  it('are also those of validation where train alone counts as seen', async () => {
    const { auc } = await tested(rows, {
      ...popularity,
      evaluation: { ...popularity.evaluation, seen: { id: 'train' } },
    });
    // User 1 has 1 and 2 level, and 0 behind; user 2: 2 level with 1 and 3, 0 behind; user 3 alike.
    expect(auc).toBeCloseTo((1 / 2 + 1 / 2 + 1 / 3 + 1 / 3) / 4, 12);
  });

  it('are the same for who looks inside', async () => {
    const { session } = await runSession(datasetOf(rows), popularity);
    if (!isOfInteractions(session)) throw new Error('popularity learns from interactions');
    const { candidates, top, heldOut } = await inspectUser(session, 0, 5);
    // Of 5 items the user has had 1, 2 and 0.
    expect(candidates).toBe(2);
    expect(top.map(({ itemId }) => itemId)).toEqual(['i4', 'i3']);
    expect(heldOut).toMatchObject([{ itemId: 'i3', rank: 2 }]);
  });

  it('have the popularity of the training part alone', async () => {
    // Shown first: item 4 to user 0, an item trained on once to the others.
    expect((await tested(rows, popularity))['popularity@1']).toBe((3 + 1 + 1 + 1) / 4);
  });

  it('are none of those drawn at random either', async () => {
    // Of 5 items a user has had 3 or 2, and is tested on one: what is left to draw are 1 or 2.
    const metrics = await tested(rows, {
      ...popularity,
      evaluation: { ...popularity.evaluation, candidates: { id: 'uniform', params: { count: 99 } } },
    });
    expect(metrics.auc).toBeCloseTo(1 / 2, 12);
  });
});

describe('an item that was rated too low to be kept', () => {
  // User 0 gave item 3 one star, between item 0 and the tested item 1.
  const rows: Row[] = [
    [0, 0, 5, 1],
    [0, 3, 1, 2],
    [0, 1, 5, 3],
    ...inOrder([3, 1, 0], [3, 0, 1], [3, 1, 2]).map(([user, ...rest]): Row => [user + 1, ...rest]),
  ];
  const above: SpecOverrides = {
    data: { positiveFrom: 4 },
    validation: { id: 'none' },
    evaluation: { metrics: ['mrr', 'ndcg@10', 'recall@20'] },
  };
  const kept = { evaluation: { ...above.evaluation, seen: { id: 'kept' } } };

  it('is no candidate of who rated it, in rankings of users', async () => {
    const popularity = { ...above, model: { id: 'popularity' } };
    // The most popular item that each has not seen is the tested one; but item 3 is more popular than all.
    expect((await tested(rows, popularity)).mrr).toBe(1);
    expect((await tested(rows, { ...popularity, ...kept })).mrr).toBeCloseTo((1 / 2 + 1 + 1) / 3, 12);
  });

  it('is none in rankings of what comes next', async () => {
    const pop = { ...above, model: { id: 'pop' } };
    expect((await tested(rows, pop)).mrr).toBe(1);
    expect((await tested(rows, { ...pop, ...kept })).mrr).toBeCloseTo((1 / 2 + 1 + 1) / 3, 12);
  });
});
