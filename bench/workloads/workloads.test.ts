import { beforeAll, describe, expect, it } from 'vitest';
import { WeightStore } from '../../src/engine/weightStore';
import type { GenreModelDefinition } from '../../src/models/genres/genreModel';
import { textCnn } from '../../src/models/genres/textCnn';
import { models } from '../../src/models/registry';
import { pick, readParams } from '../../src/protocol/registry';
import type { Params } from '../../src/protocol/spec';
import { startWasmInNode } from '../../src/testing/nodeBackend';
import { assembleGenres } from '../../src/train/genres/assemble';
import { toyFacts } from '../../src/testing/toyTraining';
import { makeEval } from './eval';
import { makeMf } from './mf';
import { makeMlp, makeNeumf, makeNeumf16k } from './neural';
import { makeTextCnn } from './text';

describe('training workloads', () => {
  beforeAll(startWasmInNode);

  it.each([makeMf(), makeNeumf(), makeMlp()])(
    '$id starts from the weights its model starts from',
    async (workload) => {
      const { numUsers, numItems, seed, weights } = workload;
      const store = new WeightStore(seed);
      const model = pick(models, 'model', workload.model.id);
      model.build!({
        facts: toyFacts({ numUsers, numItems }),
        params: readParams(model, workload.model.params as Params),
        pretrained: new Map(),
        weight: (name, shape, initializer) => store.add(name, shape, initializer),
        lookup: (table) => table,
        dropout: (x) => x,
        loss: () => {
          throw new Error('Nothing is trained here.');
        },
      });
      const own = await store.save();
      expect(Object.keys(own).sort()).toEqual(Object.keys(weights).sort());
      for (const [name, { shape, values }] of Object.entries(weights)) {
        expect(shape, name).toEqual(store.get(name).shape);
        expect(own[name], name).toEqual(values);
      }
      store.dispose();
    },
  );

  it('textcnn starts from the weights its model starts from', async () => {
    const { seed, weights, widths, filters, dimension, numWords, numGenres, length } = makeTextCnn();
    const params = { widths: [...widths], filters, dimension };
    const trainable = assembleGenres({
      model: textCnn as unknown as GenreModelDefinition,
      params: readParams(textCnn, params),
      facts: {
        ...{ numWords, numGenres, maxTokens: length, labels: new Uint8Array(0), train: new Int32Array(0) },
        bags: () => expect.unreachable(),
      },
      loss: { id: 'genre-bce', params: {} },
      seed,
      wordVectors: null,
    });
    const own = await trainable.weights.save();
    expect(Object.keys(own).sort()).toEqual(Object.keys(weights).sort());
    for (const [name, { shape, values }] of Object.entries(weights)) {
      expect(shape, name).toEqual(trainable.weights.get(name).shape);
      expect(own[name], name).toEqual(values);
    }
    trainable.dispose();
  });

  it('has texts of words that there are, frequent ones above all, and two genres or so each', () => {
    const { batch, numWords, numGenres } = makeTextCnn();
    const { size, tokens, labels } = batch;
    expect([Math.min(...tokens) >= 1, Math.max(...tokens) < numWords]).toEqual([true, true]);
    // A thousandth of the words fill 0.001^(1/3) = 10 % of the texts.
    expect(tokens.filter((word) => word <= numWords / 1000).length / tokens.length).toBeCloseTo(0.1, 1);
    expect(labels).toHaveLength(size * numGenres);
    expect(labels.reduce((sum, label) => sum + label, 0) / size).toBeCloseTo(17 / 8, 0);
  });

  it('draw popular ids more often, and no id that there is not', () => {
    const { batch, numUsers, numItems } = makeNeumf16k();
    const count = (column: Int32Array, n: number) => {
      const counts = new Int32Array(n);
      for (const id of column) counts[id]!++;
      return counts;
    };
    const users = count(batch.users, numUsers);
    expect(users.reduce((sum, value) => sum + value, 0)).toBe(16_384);
    // A tenth of the users fill 0.1^(2/3) = 22 % of the rows.
    const first = users.subarray(0, numUsers / 10).reduce((sum, value) => sum + value, 0);
    expect(first / 16_384).toBeCloseTo(0.215, 1);
    expect(Math.max(...batch.items)).toBeLessThan(numItems);
    const positives = batch.targets.reduce((sum, target) => sum + target, 0);
    expect(positives / 16_384).toBeCloseTo(0.2, 1);
  });
});

describe('the eval workload', () => {
  it('holds one item per user out that is not among their training items, which are distinct and ascending', () => {
    const { train, heldOut, numUsers } = makeEval();
    for (let user = 0; user < numUsers; user++) {
      const items = train.itemsOf(user);
      expect(train.has(user, heldOut[user]!)).toBe(false);
      for (let i = 1; i < items.length; i++) if (items[i]! <= items[i - 1]!) throw new Error(`user ${user}`);
    }
    // MovieLens 1M: 1,000,209 interactions less one per user.
    expect(train.items.length / 994_169).toBeCloseTo(1, 1);
  });

  it('has scores that floats of 32 bits hold exactly', () => {
    const { weights, factors } = makeEval();
    const largest = (values: Float32Array) =>
      values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const bound = factors * largest(weights.userEmbedding.values) * largest(weights.itemEmbedding.values);
    expect(bound).toBeLessThanOrEqual(2 ** 24);
    expect(weights.itemEmbedding.values.every(Number.isInteger)).toBe(true);
  });
});
