import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CandidateLists } from '../protocol/dataset';
import { datasetOf, trainedOn, type Row } from '../testing/interactions';
import { createEvaluator, type EvaluatorOptions } from './evaluator';
import { toyScorer as scorerOf } from '../testing/toyScorer';
import type { RankingTask, Scorer } from './scorer';

const now = () => Promise.resolve();

/** Rows in train and held-out rows, over `numItems` items. */
function evaluatorOf(
  train: Row[],
  heldOut: Row[],
  numItems: number,
  changes: Partial<EvaluatorOptions> = {},
) {
  const rows = [...train, ...heldOut];
  const numUsers = Math.max(...rows.map(([user]) => user)) + 1;
  const dataset = datasetOf(rows, { numItems, numUsers });
  const isHeld = (index: number) =>
    heldOut.some(([user, item]) => user === dataset.users[index] && item === dataset.items[index]);
  const indices = Int32Array.from(dataset.users.keys());
  return createEvaluator({
    dataset,
    ...trainedOn(
      dataset,
      indices.filter((index) => !isHeld(index)),
    ),
    heldOut: indices.filter(isHeld),
    candidates: 'full',
    metrics: ['hr@1', 'mrr', 'auc'],
    task: 'ranking',
    ...changes,
  });
}

const ranksOf = async (evaluator: ReturnType<typeof evaluatorOf>, scorer: Scorer, user = 0) =>
  (await evaluator.inspect(scorer, user, 5)).heldOut.map(({ item, rank }) => [item, rank]);

describe('ranks', () => {
  it('count the candidates that score higher, without the items trained on', async () => {
    // Scores fall with the item id; item 0 is masked, so item 2 is second of items 1..4.
    const evaluator = evaluatorOf([[0, 0]], [[0, 2]], 5);
    expect(
      await ranksOf(
        evaluator,
        scorerOf(5, (_, item) => -item),
      ),
    ).toEqual([[2, 2]]);
  });

  it('put a held-out item below every other candidate of the same score', async () => {
    const evaluator = evaluatorOf([[0, 0]], [[0, 2]], 5);
    expect(
      await ranksOf(
        evaluator,
        scorerOf(5, () => 1),
      ),
    ).toEqual([[2, 4]]);
  });

  it('do not let held-out items of equal score count against each other twice', async () => {
    // Items 1 and 2 are held out, 3 and 4 are not; all tie: places 3 and 4.
    const evaluator = evaluatorOf(
      [[0, 0]],
      [
        [0, 1],
        [0, 2],
      ],
      5,
    );
    expect(
      await ranksOf(
        evaluator,
        scorerOf(5, () => 0),
      ),
    ).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  it('of constant scores give next to nothing', async () => {
    const rows: Row[] = Array.from({ length: 40 }, (_, user) => [user, user % 10]);
    const evaluator = evaluatorOf([], rows, 200, { metrics: ['hr@10', 'ndcg@10', 'auc'] });
    const { metrics } = await evaluator.evaluate(
      scorerOf(200, () => 7),
      now,
    );
    expect(metrics).toEqual({ 'hr@10': 0, 'ndcg@10': 0, auc: 0 });
  });
});

describe('candidate lists', () => {
  const listOf = (...items: number[]): CandidateLists => ({
    offsets: Int32Array.of(0, items.length),
    items: Int32Array.from(items),
  });

  it('rank among the listed items and the held-out ones only', async () => {
    const evaluator = evaluatorOf([[0, 0]], [[0, 2]], 9, { candidates: listOf(1, 8) });
    expect(
      await ranksOf(
        evaluator,
        scorerOf(9, (_, item) => item),
      ),
    ).toEqual([[2, 2]]);
    const { auc } = (
      await evaluator.inspect(
        scorerOf(9, (_, item) => item),
        0,
        3,
      )
    ).metrics;
    expect(auc).toBe(1 / 2);
  });

  it('ignore a listed item that is held out itself, and one listed twice', async () => {
    const evaluator = evaluatorOf([[0, 0]], [[0, 2]], 9, { candidates: listOf(2, 8, 8, 1) });
    const { top } = await evaluator.inspect(
      scorerOf(9, (_, item) => item),
      0,
      9,
    );
    expect(top).toEqual([
      { item: 8, score: 8, hit: false },
      { item: 2, score: 2, hit: true },
      { item: 1, score: 1, hit: false },
    ]);
  });

  it('skip and count users without a list', async () => {
    const lists = { offsets: Int32Array.of(0, 1, 1), items: Int32Array.of(3) };
    const heldOut: Row[] = [
      [0, 1],
      [1, 1],
    ];
    const evaluator = evaluatorOf([], heldOut, 4, { candidates: lists });
    const result = await evaluator.evaluate(
      scorerOf(4, (_, item) => item),
      now,
    );
    expect([result.users, result.skippedUsers, result.metrics.mrr]).toEqual([1, 1, 1 / 2]);
    expect(
      (
        await evaluator.inspect(
          scorerOf(4, () => 0),
          1,
          3,
        )
      ).heldOut,
    ).toEqual([{ item: 1, rank: 1 }]);
  });
});

describe('the result', () => {
  const train: Row[] = [
    [0, 0],
    [1, 1],
    [2, 0],
  ];
  const heldOut: Row[] = [
    [0, 1, 5],
    [1, 3, 1],
  ];
  // User 0 likes low ids: ranks 1, 2, 3 ... and finds item 1 first; user 1 has 0, 2, 3: item 3 is third.
  const scorer = scorerOf(4, (_, item) => 4 - item);

  it('averages over the users who have held-out items, and counts the others', async () => {
    const { metrics, users, skippedUsers } = await evaluatorOf(train, heldOut, 4).evaluate(scorer, now);
    expect([users, skippedUsers]).toEqual([2, 1]);
    expect(metrics['hr@1']).toBe(1 / 2);
    expect(metrics.mrr).toBeCloseTo((1 + 1 / 3) / 2, 12);
    expect(metrics.auc).toBe((1 + 0) / 2);
  });

  it('has the value at every cutoff from 1 to 20', async () => {
    const { atK } = await evaluatorOf(train, heldOut, 4).evaluate(scorer, now);
    for (const id of ['hr', 'precision', 'recall', 'f1', 'ndcg', 'mrr']) expect(atK[id]).toHaveLength(20);
    expect(atK.hr!.slice(0, 4)).toEqual([0.5, 0.5, 1, 1]);
    expect(atK.precision![3]).toBe(1 / 4);
  });

  it('counts what the lists of all users show', async () => {
    const metrics = ['coverage@1', 'popularity@1', 'gini@1', 'coverage@2'];
    const result = await evaluatorOf(train, heldOut, 4, { metrics }).evaluate(scorer, now);
    // User 0 is shown 1, user 1 is shown 0; with two places also 2, twice. Item 0 trained twice, item 1 once.
    expect(result.metrics).toEqual({
      'coverage@1': 2 / 4,
      'popularity@1': 1.5,
      'gini@1': 1 / 2,
      'coverage@2': 3 / 4,
    });
  });

  it('has errors of ratings, clipped to the scale, only for a model that predicts ratings', async () => {
    const stars = scorerOf(4, (user) => (user === 0 ? 9 : 2));
    const asked = (task: 'rating' | 'ranking') =>
      evaluatorOf(train, heldOut, 4, { task, metrics: ['rmse', 'mae', 'hr@1'] });
    expect((await asked('rating').evaluate(stars, now)).metrics).toMatchObject({
      rmse: Math.sqrt(1 / 2),
      mae: 1 / 2,
    });
    expect(Object.keys((await asked('ranking').evaluate(stars, now)).metrics)).toEqual(['hr@1']);
    expect((await asked('rating').inspect(stars, 1, 2)).metrics.mae).toBe(1);
  });

  it('keeps what each user contributes to one metric, a mean over users', async () => {
    const { metrics, unitValues } = await evaluatorOf(train, heldOut, 4, {
      metrics: ['hr@1', 'mrr'],
      perUser: 'mrr',
    }).evaluate(scorer, now);
    expect(unitValues).toMatchObject({ metric: 'mrr', unit: 'user', weights: null, root: false });
    const { units, values } = unitValues!;
    expect([...units]).toEqual([...units].sort((a, b) => a - b));
    expect(values.reduce((sum, value) => sum + value, 0) / units.length).toBeCloseTo(metrics['mrr']!, 6);
  });

  it('keeps the squared errors of each user and their number, whose root is RMSE', async () => {
    const stars = scorerOf(4, (user) => (user === 0 ? 9 : 2));
    const { metrics, unitValues } = await evaluatorOf(train, heldOut, 4, {
      task: 'rating',
      metrics: ['rmse'],
      perUser: 'rmse',
    }).evaluate(stars, now);
    const { values, weights } = unitValues!;
    const sum = (list: Float32Array) => list.reduce((total, value) => total + value, 0);
    expect(sum(weights!)).toBe(heldOut.length);
    expect(Math.sqrt(sum(values) / sum(weights!))).toBeCloseTo(metrics['rmse']!, 6);
  });

  it('is empty when nothing is held out', async () => {
    const result = await evaluatorOf(train, [], 4).evaluate(scorer, now);
    expect(result).toEqual({ metrics: {}, atK: {}, users: 0, skippedUsers: 3 });
  });

  it('says how far it is', async () => {
    const rows: Row[] = Array.from({ length: 300 }, (_, user) => [user, user % 4]);
    const seen: number[] = [];
    let pauses = 0;
    await evaluatorOf([], rows, 4).evaluate(
      scorer,
      () => {
        pauses++;
        return Promise.resolve();
      },
      (done, total) => seen.push(done / total),
    );
    expect(seen).toEqual([256 / 300, 1]);
    expect(pauses).toBeGreaterThanOrEqual(2);
  });
});

describe('one user looked at', () => {
  it('sees the first places with hits, in the order that the ranks say', async () => {
    const evaluator = evaluatorOf(
      [[0, 4]],
      [
        [0, 1],
        [0, 3],
      ],
      5,
    );
    const view = await evaluator.inspect(
      scorerOf(5, (_, item) => (item === 1 ? 9 : 5)),
      0,
      3,
    );
    expect(view.top.map(({ item, hit }) => [item, hit])).toEqual([
      [1, true],
      [0, false],
      [2, false],
    ]);
    expect(view.heldOut).toEqual([
      { item: 1, rank: 1 },
      { item: 3, rank: 4 },
    ]);
    expect(view.metrics).toMatchObject({ 'hr@1': 1, mrr: 1 });
  });

  it('has a list, and no metrics, when nothing of theirs is held out', async () => {
    const evaluator = evaluatorOf([[0, 0]], [[1, 0]], 3);
    const view = await evaluator.inspect(
      scorerOf(3, (_, item) => item),
      0,
      2,
    );
    expect(view.top.map(({ item }) => item)).toEqual([2, 1]);
    expect([view.heldOut, view.metrics, view.atK]).toEqual([[], {}, {}]);
  });
});

describe('a scorer that counts by itself', () => {
  const train: Row[] = [
    [0, 0],
    [1, 1],
    [2, 0],
  ];
  const heldOut: Row[] = [
    [0, 1],
    [0, 3],
    [1, 3],
    [2, 4],
    [2, 2],
    [2, 1],
  ];
  const metrics = ['hr@1', 'mrr', 'auc', 'ndcg@3', 'coverage@2', 'gini@2'];
  const score = (user: number, item: number) => (user * 5 + item * 3) % 4;

  /** Counts by the words of the contract, two users at a time. */
  async function* countRanks({ users, masked, heldOut: held, listLength }: RankingTask, finite: boolean) {
    for (let first = 0; first < users.length; first += 2) {
      const rows = [...users.subarray(first, first + 2)].map((user) => {
        const others = [0, 1, 2, 3, 4]
          .filter((item) => !masked.has(user, item) && !held.has(user, item))
          .sort((a, b) => score(user, b) - score(user, a) || a - b);
        const items = [...held.itemsOf(user)];
        const reach = (item: number) => others.filter((other) => score(user, other) >= score(user, item));
        const top = Array.from({ length: listLength }, (_, place) => others[place] ?? -1);
        return {
          scores: items.map((item) => score(user, item)),
          ahead: items.map((item) => reach(item).length),
          top,
          topScores: top.map((item) => score(user, item)),
        };
      });
      yield await Promise.resolve({
        size: rows.length,
        finite,
        heldOutScores: Float32Array.from(rows.flatMap((row) => row.scores)),
        ahead: Int32Array.from(rows.flatMap((row) => row.ahead)),
        topOthers: Int32Array.from(rows.flatMap((row) => row.top)),
        topOtherScores: Float32Array.from(rows.flatMap((row) => row.topScores)),
      });
    }
  }

  it('gets the same result as one whose scores are ranked here', async () => {
    const evaluator = evaluatorOf(train, heldOut, 5, { metrics });
    const plain = scorerOf(5, score);
    const progress: number[] = [];
    const counted = await evaluator.evaluate(
      {
        ...plain,
        scoreUsers: () => Promise.reject(new Error('nobody needs all scores')),
        countRanks: (task) => Promise.resolve(countRanks(task, true)),
      },
      now,
      (done) => progress.push(done),
    );
    expect(counted).toEqual(await evaluator.evaluate(plain, now));
    expect(progress).toEqual([2, 3]);
  });

  it('has its user and item named when it meets a score that is no number', async () => {
    const scorer = scorerOf(5, (user, item) => (user === 1 && item === 4 ? NaN : 1));
    const counting: Scorer = { ...scorer, countRanks: (task) => Promise.resolve(countRanks(task, false)) };
    await expect(evaluatorOf(train, heldOut, 5).evaluate(counting, now)).rejects.toThrow(
      'user "u1" the score NaN for item "i4"',
    );
  });
});

describe('faults', () => {
  it('a score that is no finite number stops the evaluation, naming user and item', async () => {
    const train: Row[] = [[0, 0]];
    for (const bad of [NaN, Infinity, -Infinity]) {
      const scorer = scorerOf(3, (_, item) => (item === 2 ? bad : 1));
      await expect(evaluatorOf(train, [[0, 1]], 3).evaluate(scorer, now)).rejects.toThrow(
        `user "u0" the score ${bad} for item "i2"`,
      );
    }
  });

  it('an unknown metric, a missing and a needless cutoff are named', () => {
    const asking = (key: string) => () => evaluatorOf([], [[0, 0]], 3, { metrics: [key] });
    expect(asking('hitrate@10')).toThrow(/no metric "hitrate@10"/);
    expect(asking('hr')).toThrow(/"hr" needs a cutoff/);
    expect(asking('auc@10')).toThrow(/"auc@10" takes no cutoff/);
  });
});

describe('against an independent reference', () => {
  /** Sorts everything with the tie rule spelled out, and reads the metrics off the sorted list. */
  function reference(scores: number[], train: Set<number>, held: Set<number>, k: number) {
    const list = scores
      .map((score, item) => ({ score, item }))
      .filter(({ item }) => !train.has(item))
      .sort(
        (a, b) => b.score - a.score || Number(held.has(a.item)) - Number(held.has(b.item)) || a.item - b.item,
      )
      .map(({ item }) => item);
    const top = list.slice(0, k);
    const hits = top.filter((item) => held.has(item)).length;
    const places = list.flatMap((item, place) => (held.has(item) ? [place + 1] : []));
    const dcg = (at: number[]) => at.reduce((sum, rank) => sum + Math.log(2) / Math.log(rank + 1), 0);
    const ideal = Array.from({ length: Math.min(k, held.size) }, (_, i) => i + 1);
    const pairs = list.flatMap((a, i) =>
      list.flatMap((b, j) => (held.has(a) && !held.has(b) ? [i < j ? 1 : 0] : [])),
    );
    return {
      top,
      places,
      recall: hits / held.size,
      precision: hits / k,
      ndcg: dcg(places.filter((rank) => rank <= k)) / dcg(ideal),
      map: places.reduce((sum, rank, i) => sum + (i + 1) / rank, 0) / held.size,
      auc: pairs.length > 0 ? pairs.reduce((sum: number, won) => sum + won, 0) / pairs.length : null,
    };
  }

  it('agrees on ranks, list and metrics for any scores, masks and ties', async () => {
    const items = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.nat(2)), {
      minLength: 2,
      maxLength: 25,
    });
    await fc.assert(
      fc.asyncProperty(items, fc.integer({ min: 1, max: 8 }), async (cells, k) => {
        // Role 0: trained on; 1: held out; 2: neither. Few distinct scores, so that many tie.
        const withRole = (role: number) =>
          cells.flatMap(([, r], item): Row[] => (r === role ? [[0, item]] : []));
        fc.pre(withRole(1).length > 0);
        const scores = cells.map(([score]) => score);
        const metrics = ['recall', 'precision', 'ndcg'].map((id) => `${id}@${k}`).concat('map', 'auc');
        const evaluator = evaluatorOf(withRole(0), withRole(1), cells.length, { metrics });
        const scorer = scorerOf(cells.length, (_, item) => scores[item]!);
        const itemsOf = (rows: Row[]) => new Set(rows.map(([, item]) => item));
        const expected = reference(scores, itemsOf(withRole(0)), itemsOf(withRole(1)), k);
        const view = await evaluator.inspect(scorer, 0, k);
        expect(view.heldOut.map(({ rank }) => rank)).toEqual(expected.places);
        expect(view.top.map(({ item }) => item)).toEqual(expected.top);
        const result = (await evaluator.evaluate(scorer, now)).metrics;
        expect(result[`recall@${k}`]).toBeCloseTo(expected.recall, 12);
        expect(result[`precision@${k}`]).toBeCloseTo(expected.precision, 12);
        expect(result[`ndcg@${k}`]).toBeCloseTo(expected.ndcg, 12);
        expect(result.map).toBeCloseTo(expected.map, 12);
        if (expected.auc === null) expect(result).not.toHaveProperty('auc');
        else expect(result.auc).toBeCloseTo(expected.auc, 12);
      }),
      { numRuns: 300 },
    );
  });
});
