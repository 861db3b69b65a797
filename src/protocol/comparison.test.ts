import { describe, expect, it } from 'vitest';
import { buildCatalog } from '../train/catalog';
import {
  plannedVariants,
  publishedFor,
  unpairedSettings,
  variantSpecs,
  variedSettings,
  type Variant,
} from './comparison';
import { readSpec } from './completeSpec';
import type { SpecOverrides } from './spec';

const catalog = buildCatalog();
const spec = (overrides: SpecOverrides) => readSpec(overrides, catalog).spec;
const base = spec({ train: { epochs: 3 }, seed: 5 });
const whole = (variants: Variant[]) => variantSpecs({ title: '', base, variants }, catalog);
const losses = ['bpr', 'bce', 'softmax'].map((id) => ({ id, params: {} }));

describe('a comparison of losses', () => {
  it('has one variant per loss, which differ in nothing else', () => {
    const variants = whole(plannedVariants(losses, null, catalog));
    expect(variants.map((one) => [one.spec.loss.id, one.problems])).toEqual([
      ['bpr', []],
      ['bce', []],
      ['softmax', []],
    ]);
    for (const one of variants) expect({ ...one.spec, loss: base.loss }).toEqual(base);
    expect(new Set(variants.map(({ name }) => name)).size).toBe(3);
  });

  it('takes another setting along: every loss with every value', () => {
    const also = { path: 'model.params.factors', label: 'Factors', values: [8, 16] };
    const variants = whole(plannedVariants(losses.slice(0, 2), also, catalog));
    expect(variants.map((one) => [one.spec.loss.id, one.spec.model.params['factors']])).toEqual([
      ['bpr', 8],
      ['bpr', 16],
      ['bce', 8],
      ['bce', 16],
    ]);
    expect(variants[1]!.name).toMatch(/ · Factors 16$/);
  });

  it('of one setting alone keeps the loss', () => {
    const also = { path: 'train.batchSize', label: 'Batch size', values: [64, 256] };
    const variants = whole(plannedVariants([], also, catalog));
    expect(variants.map((one) => [one.name, one.spec.loss.id, one.spec.train.batchSize])).toEqual([
      ['Batch size 64', 'bpr', 64],
      ['Batch size 256', 'bpr', 256],
    ]);
  });
});

describe('what varies', () => {
  it('is the loss as a whole, without the parameters that come with it', () => {
    expect(variedSettings(whole(plannedVariants(losses, null, catalog)).map((one) => one.spec))).toEqual([
      'loss.id',
    ]);
  });

  it('is nothing for a single experiment, or the same one twice', () => {
    expect(variedSettings([base])).toEqual([]);
    expect(variedSettings([base, structuredClone(base)])).toEqual([]);
  });
});

describe('results can be paired', () => {
  it('over the same test part, whatever the model and its training', () => {
    expect(unpairedSettings([base, spec({ model: { id: 'neumf' }, loss: { id: 'bce' } })], catalog)).toEqual(
      [],
    );
    expect(unpairedSettings([base, { ...base, train: { ...base.train, epochs: 9 } }], catalog)).toEqual([]);
    expect(
      unpairedSettings([base, { ...base, data: { ...base.data, name: 'Another name' } }], catalog),
    ).toEqual([]);
  });

  it('over seeds, where nothing of the test part is drawn by them', () => {
    const seeds = (overrides: SpecOverrides) =>
      [1, 2].map((seed) => readSpec({ ...overrides, seed }, catalog).spec);
    expect(unpairedSettings(seeds({ split: { id: 'leave-last-out' } }), catalog)).toEqual([]);
    expect(unpairedSettings(seeds({ split: { id: 'random-ratio' } }), catalog)).toEqual(['seed']);
    expect(unpairedSettings(seeds({ evaluation: { candidates: { id: 'uniform' } } }), catalog)).toEqual([
      'seed',
    ]);
    // What is validated on is not known from training, and items that nobody trained on are no test.
    const validation = { id: 'random-ratio' };
    expect(unpairedSettings(seeds({ validation, split: { dropUnseen: true } }), catalog)).toEqual(['seed']);
    expect(unpairedSettings(seeds({ validation, split: { dropUnseen: false } }), catalog)).toEqual([]);
  });

  it('not where data, split, candidates or the watched metric differ', () => {
    const others: SpecOverrides[] = [
      { data: { positiveFrom: 4 } },
      { split: { id: 'random-ratio' } },
      { evaluation: { candidates: { id: 'uniform' } } },
      { earlyStopping: { metric: 'hr@10' } },
    ];
    for (const other of others)
      expect(
        unpairedSettings([base, readSpec(other, catalog, base).spec], catalog).filter(
          (path) => path !== 'seed',
        ),
      ).toHaveLength(1);
  });
});

describe('published values', () => {
  const value = (of: number) => ({ metric: 'ndcg@10', value: of, source: 'a paper' });
  const withPreset = {
    ...catalog,
    presets: [
      {
        ...{ id: 'paper', label: '', question: '', lookFor: '', expectedTime: '', dataHint: '', spec: {} },
        protocol: { split: { id: 'temporal' } },
        published: [value(0.1)],
        variants: [
          { name: 'BPR', spec: { loss: { id: 'bpr' } }, published: [value(0.2)] },
          { name: 'BCE', spec: { loss: { id: 'bce' } }, published: [value(0.3)] },
        ],
      },
    ],
  };
  const found = (overrides: SpecOverrides) =>
    publishedFor(spec(overrides), withPreset).map((one) => one.value);

  it('stand beside runs of their protocol, those of a variant beside that variant', () => {
    expect(found({ split: { id: 'temporal' }, loss: { id: 'bce' } })).toEqual([0.1, 0.3]);
    expect(found({ split: { id: 'temporal' }, loss: { id: 'softmax' } })).toEqual([0.1]);
    expect(found({ loss: { id: 'bce' } })).toEqual([]);
  });
});
