import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCatalog } from '../train/catalog';
import { mergeSpec, readSpec, withModel } from './completeSpec';
import { experimentSpec, type SpecOverrides } from './spec';
import { agrees, changedSettings, minimalOverrides } from './specDiff';

const catalog = buildCatalog();
const read = (overrides: unknown) => readSpec(overrides, catalog);
const paths = (overrides: unknown) => read(overrides).problems.map((problem) => problem.path);

describe('reading a spec from a stranger', () => {
  it('fills in every parameter of every choice', () => {
    const { spec, problems } = read({ model: { id: 'neumf' }, loss: { id: 'bce' } });
    expect(problems).toEqual([]);
    expect(spec.model.params).toMatchObject({ factors: 8, layers: [64, 32, 16, 8], alpha: 0.5 });
    expect(spec.optimizer.params).toEqual({ learningRate: 0.01, beta1: 0.9, beta2: 0.999 });
  });

  it('names a value out of range and uses the default for it alone', () => {
    const { spec, problems } = read({ train: { epochs: 5, batchSize: -3 } });
    expect(problems.map((p) => p.path)).toEqual(['train.batchSize']);
    expect([spec.train.epochs, spec.train.batchSize]).toEqual([5, 1024]);
  });

  it('names a parameter out of range, of the wrong type, or unknown', () => {
    expect(paths({ model: { id: 'mf', params: { factors: 0 } } })).toEqual(['model.params.factors']);
    expect(paths({ model: { id: 'mf', params: { factors: 'many' } } })).toEqual(['model.params.factors']);
    expect(paths({ model: { id: 'mf', params: { wings: 2 } } })).toEqual(['model.params.wings']);
    expect(paths({ model: { id: 'neumf', params: { layers: [64, -1] } }, loss: { id: 'bce' } })).toEqual([
      'model.params.layers',
    ]);
  });

  it('names an unknown choice and an unknown setting', () => {
    expect(paths({ model: { id: 'skynet' } })).toEqual(['model.id']);
    expect(paths({ trian: { epochs: 3 } })).toEqual(['trian']);
  });

  it('does not let a model be trained with a loss it has no use for', () => {
    const { spec, problems } = read({ model: { id: 'biased-mf' }, loss: { id: 'bpr' } });
    expect(problems.map((p) => p.path)).toEqual(['loss.id']);
    expect(spec.loss.id).toBe('mse');
  });

  it('always gives a valid spec and never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('data', 'split', 'model', 'train', 'seed', 'evaluation', 'v'),
        (value, key) => {
          const { spec } = read({ [key]: value });
          expect(experimentSpec.safeParse(spec).success).toBe(true);
        },
      ),
    );
  });

  it('does not change what it is given', () => {
    const overrides = { train: { batchSize: -3 } };
    read(overrides);
    expect(overrides).toEqual({ train: { batchSize: -3 } });
  });
});

describe('laying overrides over a spec', () => {
  it('keeps the parameters of a choice that stays and drops those of one that goes', () => {
    const base = { model: { id: 'mf', params: { factors: 64, itemBias: false } } };
    expect(mergeSpec(base, { model: { params: { factors: 8 } } })).toEqual({
      model: { id: 'mf', params: { factors: 8, itemBias: false } },
    });
    expect(mergeSpec(base, { model: { id: 'gmf' } })).toEqual({ model: { id: 'gmf', params: {} } });
    expect(mergeSpec(base, { model: { id: 'gmf', params: { factors: 4 } } })).toEqual({
      model: { id: 'gmf', params: { factors: 4 } },
    });
  });
});

describe('picking another model', () => {
  it('takes its recommended values, a loss it knows and a metric it can be watched by', () => {
    const rated = withModel(read({}).spec, 'biased-mf', catalog);
    expect([rated.loss.id, rated.earlyStopping.metric, rated.train.batchSize]).toEqual(['mse', 'rmse', 256]);
    const ranked = withModel(rated, 'neumf', catalog);
    expect([ranked.loss.id, ranked.earlyStopping.metric, ranked.optimizer.params.learningRate]).toEqual([
      'bce',
      'ndcg@10',
      0.001,
    ]);
  });
});

describe('what differs from the defaults', () => {
  it('is nothing for the defaults', () => {
    expect(minimalOverrides(read({}).spec, catalog)).toEqual({});
  });

  it.each<SpecOverrides>([
    { seed: 7 },
    { model: { id: 'neumf', params: { layers: [16, 8] } }, loss: { id: 'bce' } },
    { split: { id: 'k-fold', params: { k: 3 }, fold: 2 }, train: { l2: 0 } },
    { optimizer: { id: 'sgd' }, evaluation: { candidates: { id: 'uniform' }, metrics: ['mrr@5'] } },
    { loss: { id: 'softmax', params: { temperature: 0.5 } } },
  ])('is enough to make the same spec again: %j', (overrides) => {
    const { spec } = read(overrides);
    const least = minimalOverrides(spec, catalog);
    expect(read(least).spec).toEqual(spec);
    expect(JSON.stringify(least).length).toBeLessThanOrEqual(JSON.stringify(overrides).length + 40);
  });

  it('is listed setting by setting between two specs', () => {
    const changed = changedSettings(read({}).spec, read({ seed: 2, train: { epochs: 3 } }).spec);
    expect(changed).toEqual([
      { path: 'train.epochs', from: 20, to: 3 },
      { path: 'seed', from: 1, to: 2 },
    ]);
  });

  it('agreement with a part looks at nothing else', () => {
    const { spec } = read({ seed: 9 });
    expect(agrees(spec, { split: { id: 'leave-last-out' } })).toBe(true);
    expect(agrees(spec, { split: { id: 'leave-last-out', params: { count: 2 } } })).toBe(false);
  });
});
