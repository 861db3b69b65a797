import { beforeAll, describe, expect, it } from 'vitest';
import { WeightStore } from '../../src/engine/weightStore';
import { models } from '../../src/models/registry';
import { pick, readParams } from '../../src/protocol/registry';
import type { Params } from '../../src/protocol/spec';
import { startWasmInNode } from '../../src/testing/nodeBackend';
import { toyFacts } from '../../src/testing/toyTraining';
import { makeEval } from './eval';
import { makeMf } from './mf';
import { makeMlp, makeNeumf, makeNeumf16k } from './neural';

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
