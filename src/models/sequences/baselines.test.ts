import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sequenceFacts } from '../../testing/sessionTables';
import { readParams } from '../../protocol/registry';
import { markov } from './markov';
import { pop } from './pop';
import { sequenceModels } from './registry';
import type { SequenceModelDefinition } from './sequenceModel';
import { sessionKnn } from './sessionKnn';
import { sPop } from './sPop';

const pace = () => Promise.resolve();

/** Scores after a context, of a model fitted to the sessions. */
async function scoresAfter(
  model: SequenceModelDefinition,
  numItems: number,
  sessions: number[][],
  context: number[],
  params = {},
): Promise<number[]> {
  const fitted = await model.fit!({
    facts: sequenceFacts(numItems, sessions),
    params: readParams(model, params),
    pace,
  });
  const out = new Float32Array(numItems).fill(NaN);
  fitted.scoreNext(Int32Array.from(context), out);
  return [...out];
}

/** Items by falling score; those of the same score together. */
function order(scores: number[]): number[][] {
  const groups = new Map<number, number[]>();
  scores.forEach((score, item) => groups.set(score, [...(groups.get(score) ?? []), item]));
  return [...groups].sort(([a], [b]) => b - a).map(([, items]) => items);
}

describe('popularity', () => {
  it('orders by training interactions, and leaves ties', async () => {
    expect(order(await scoresAfter(pop, 5, [[1, 2, 1], [2, 1, 0], [3]], [4]))).toEqual([
      [1],
      [2],
      [0, 3],
      [4],
    ]);
  });
});

describe('session popularity', () => {
  // Popularity: 0 four times, 1 three, 2 twice, 3 and 4 once, 5 never.
  const sessions = [
    [0, 0, 1, 2],
    [0, 1, 0, 3],
    [1, 2, 4],
  ];

  it('puts the items of the session first by how often they came, ties and the rest by popularity', async () => {
    expect(order(await scoresAfter(sPop, 6, sessions, [3, 2, 3, 1]))).toEqual([[3], [1], [2], [0], [4], [5]]);
    expect(order(await scoresAfter(sPop, 6, sessions, [4, 3]))).toEqual([[3, 4], [0], [1], [2], [5]]);
  });

  it('never lets popularity outweigh one more time in the session, however popular an item is', async () => {
    const often = new Array<number>(100_000).fill(0);
    expect(order(await scoresAfter(sPop, 3, [often, [1]], [1, 2, 2, 0, 1, 0, 2]))).toEqual([[2], [0], [1]]);
  });
});

describe('the Markov chain', () => {
  const sessions = [
    [0, 1, 0, 2],
    [0, 1],
    [0, 3, 3, 3, 3],
    [1, 0],
  ];

  it('puts what followed the last item first, ties and the rest by popularity', async () => {
    // After 0: 1 twice, 2 and 3 once each; 3 is the more popular, then all others by popularity.
    expect(order(await scoresAfter(markov, 5, sessions, [3, 0]))).toEqual([[1], [3], [2], [0], [4]]);
    // An item that nothing followed: popularity alone, 0 five times, 3 four, 1 three, 2 once.
    expect(order(await scoresAfter(markov, 5, sessions, [2]))).toEqual([[0], [3], [1], [2], [4]]);
  });

  it('does not go on from one session to the next', async () => {
    const [first] = order(await scoresAfter(markov, 3, [[0, 1], [2, 0], [1]], [1]));
    expect(first).toEqual([0, 1]); // the most popular two: nothing followed 1
  });
});

describe('nearest neighbours by sessions', () => {
  // Sessions with 0: three; with 1: two; with 2: two; with 3: one. 0 and 1 share two, 0 and 2 one, 1 and 2 one.
  const sessions = [
    [0, 1, 0],
    [1, 2, 0],
    [3, 2],
    [0, 0],
  ];

  it('is the cosine of session vectors, repeats counted once', async () => {
    const [of0, of1, of2, of3] = await scoresAfter(sessionKnn, 4, sessions, [3, 0], { regularization: 0 });
    expect(of0).toBe(0);
    expect(of1).toBeCloseTo(2 / Math.sqrt(6), 6);
    expect(of2).toBeCloseTo(1 / Math.sqrt(6), 6);
    expect(of3).toBe(0);
  });

  it('adds λ to both counts', async () => {
    const [, of1] = await scoresAfter(sessionKnn, 4, sessions, [0], { regularization: 20 });
    expect(of1).toBeCloseTo(2 / Math.sqrt(23 * 22), 6);
  });

  it('keeps the nearest only', async () => {
    const scores = await scoresAfter(sessionKnn, 4, sessions, [0], { neighbours: 1 });
    expect(scores.map((score) => score > 0)).toEqual([false, true, false, false]);
  });

  it('agrees with session vectors multiplied out', async () => {
    const numItems = 6;
    const item = fc.integer({ min: 0, max: numItems - 1 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(item, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 }),
        item,
        async (lists, last) => {
          const scores = await scoresAfter(sessionKnn, numItems, lists, [last], { regularization: 3 });
          const has = (list: number[], one: number) => Number(list.includes(one));
          for (let other = 0; other < numItems; other++) {
            const shared = lists.reduce((sum, list) => sum + has(list, last) * has(list, other), 0);
            const [n, m] = [last, other].map((one) => lists.reduce((sum, list) => sum + has(list, one), 0));
            const expected = other === last ? 0 : shared / Math.sqrt((n! + 3) * (m! + 3));
            expect(scores[other]).toBeCloseTo(expected, 6);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

const fitted = sequenceModels.filter((model) => model.fit);

describe.each(fitted.map((model) => [model.id, model] as const))('%s', (_id, model) => {
  it('scores every item after any context, of items never trained on too', async () => {
    for (const context of [[0], [3, 3, 3], [2, 0, 1]]) {
      const scores = await scoresAfter(model, 4, [[0, 1], [2]], context);
      expect(scores.every(Number.isFinite)).toBe(true);
    }
  });
});
