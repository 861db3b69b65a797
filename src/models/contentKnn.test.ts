import { describe, expect, it } from 'vitest';
import type { TrainingFacts } from './model';
import { contentKnn } from './contentKnn';
import { toyFacts } from '../testing/toyTraining';

const pace = () => Promise.resolve();

/** User 0 has items 0 and 1, user 1 has none. Item 3 was never rated, item 4 has no vector. */
const facts: TrainingFacts = {
  ...toyFacts({ numUsers: 2, numItems: 5 }),
  users: Int32Array.of(0, 0),
  items: Int32Array.of(0, 1),
  itemVectors: {
    name: 'toy',
    source: 'made up',
    dimension: 2,
    values: Float32Array.of(2, 0, 0, 5, -1, 0, 3, 4, 0, 0),
  },
};

async function scoresOf(user: number): Promise<number[]> {
  const { scoreUser } = await contentKnn.fit!({ facts, params: {}, seed: 1, pace });
  const out = new Float32Array(5);
  scoreUser(user, out);
  return [...out];
}

describe('content-kNN', () => {
  it('scores by the mean cosine with the items of the user, also what nobody has rated', async () => {
    // Item 3 = (.6, .8): cosines .6 with (1, 0) and .8 with (0, 1).
    const scores = await scoresOf(0);
    expect(scores).toEqual([0.5, 0.5, -0.5, 0.7, 0].map((value) => expect.closeTo(value, 6) as number));
  });

  it('has no preference for a user without items', async () => {
    expect(await scoresOf(1)).toEqual([0, 0, 0, 0, 0]);
  });

  it('says what to do where the experiment names no vectors', async () => {
    const none = { ...facts, itemVectors: null };
    await expect(contentKnn.fit!({ facts: none, params: {}, seed: 1, pace })).rejects.toMatchObject({
      code: 'bad-spec',
      hint: expect.stringContaining('data.vectors') as string,
    });
  });
});
