import { beforeAll, describe, expect, it } from 'vitest';
import type { Params } from '../../protocol/spec';
import { startWasmInNode } from '../../testing/nodeBackend';
import {
  circleSessions,
  SmallSequenceTrainer,
  smallParams,
  type SmallTraining,
} from '../../testing/sequenceTraining';
import { sequenceFacts, sessionTable } from '../../testing/sessionTables';
import { lstm } from './lstm';
import type { SequenceModelDefinition } from './sequenceModel';

beforeAll(startWasmInNode);

const model: SequenceModelDefinition = lstm;

/** Eight items on a circle, and two that nobody had: 8 is described as 3 is, 9 as nothing else. */
const numItems = 10;
const facts = sequenceFacts(numItems, circleSessions(8, 5));
const dimension = 9;
const content = {
  dimension,
  values: Float32Array.from({ length: numItems * dimension }, (_, at) => {
    const item = Math.floor(at / dimension);
    return at % dimension === (item === 8 ? 3 : Math.min(item, 8)) ? 2.8 : -0.35;
  }),
};

const trainer = (params: Params, training: Partial<SmallTraining> = {}) =>
  new SmallSequenceTrainer(model, {
    ...{ facts, content },
    params: { ...smallParams(model), ...params },
    ...training,
  });

describe('the LSTM with items told by their content', () => {
  it.each<[string, Params]>([
    ['content alone', { items: 'content' }],
    ['content that is trained on', { items: 'content', tuned: true, projection: 'tanh' }],
    ['content and ids', { items: 'both' }],
    ['content and ids, set against all items', { items: 'both', drawn: 0 }],
  ])('expects an item that nobody had where one described alike comes next: %s', async (_name, params) => {
    const one = trainer({ ...params, itemBias: false });
    await one.run(100);
    const [scores] = await one.scores([[7, 0, 1, 2]]);
    expect(scores!.indexOf(Math.max(...scores!.slice(0, 8)))).toBe(3);
    // Of the two new ones, it is 8 that is like 3; and it stands above the wrong answers.
    expect(scores![8]).toBeGreaterThan(scores![9]!);
    expect(scores![8]).toBeGreaterThan([...scores!.slice(0, 8)].sort((a, b) => b - a)[2]!);
    one.dispose();
  });

  it.each([0, 12])(
    'leaves items that nobody had at their content and without bias: %i negatives',
    async (drawn) => {
      const one = trainer({ items: 'both', drawn });
      await one.run(20);
      const { itemEmbedding, itemBias } = await one.trainable.weights.save();
      expect([...itemEmbedding!.slice(8 * 12)].every((value) => value === 0)).toBe(true);
      expect([...itemBias!.slice(8)]).toEqual([0, 0]);
      expect([...itemBias!.slice(0, 8)].some((value) => value !== 0)).toBe(true);
      one.dispose();
    },
  );

  it('keeps content that is not tuned as it is', () => {
    const names = (params: Params) => {
      const one = trainer(params);
      const list = one.trainable.weights.names;
      one.dispose();
      return list;
    };
    expect(names({ items: 'content' })).not.toContain('content');
    expect(names({ items: 'content', tuned: true })).toContain('content');
    expect(names({ items: 'ids' })).not.toContain('projection/kernel');
  });

  it('explains what to choose where there is no content', () => {
    expect(() => new SmallSequenceTrainer(model, { facts, params: { items: 'both' } })).toThrow(
      /no item vectors/,
    );
    expect(lstm.usesContent!(lstm.params.parse({ items: 'both' }))).toBe(true);
    expect(lstm.usesContent!(lstm.params.parse({}))).toBe(false);
  });
});

describe('the attention of the LSTM', () => {
  it('shares one among the places of a context', async () => {
    const one = trainer({});
    await one.run(3);
    for (const context of [[4], [1, 2, 3], [0, 1, 2, 3, 4, 5]]) {
      const shares = await one.scorer.attend!(sessionTable([context]), 0);
      expect(shares).toHaveLength(context.length);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
      expect(shares.every((share) => share > 0)).toBe(true);
    }
    one.dispose();
  });

  it('can be left out', async () => {
    const one = trainer({ attention: false });
    expect(one.scorer.attend).toBeUndefined();
    await one.run(80);
    const [scores] = await one.scores([[1, 2, 3]]);
    expect(scores!.indexOf(Math.max(...scores!))).toBe(4);
    one.dispose();
  });
});

it.each([true, false])('the LSTM sees ratings where it is to: %s', async (useRatings) => {
  const one = trainer({ useRatings });
  const after = async (rating: number) => {
    const context = { ...sessionTable([[1, 2]]), ratings: Float32Array.of(5, rating) };
    return one.scorer.scoreContexts(context, Int32Array.of(0));
  };
  const [low, high] = [await after(1), await after(5)];
  if (useRatings) expect(high).not.toEqual(low);
  else expect(high).toEqual(low);
  one.dispose();
});
