import { expect, it } from 'vitest';
import { byVariant, variantTable, type VariantResult } from './variantTable';

const result = (name: string, hr: number, changes: Partial<VariantResult> = {}): VariantResult => ({
  name,
  metrics: { 'hr@10': hr },
  atK: {},
  epochs: [],
  bestEpoch: 4,
  seconds: 2,
  published: [],
  ...changes,
});

it('has a row per variant, the mean of its folds', () => {
  const rows = byVariant([result('BPR', 0.1), result('BPR', 0.3, { bestEpoch: 6 }), result('BCE', 0.5)]);
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({ name: 'BPR', bestEpoch: 5, seconds: 4 });
  expect(rows[0]!.metrics['hr@10']).toBeCloseTo(0.2, 12);
});

const published = [
  { metric: 'hr@10', value: 0.69, source: 'He et al. 2017' },
  { metric: 'f1', value: 0.5, source: 'elsewhere, not shown' },
];

it('writes what was published below the variant that it belongs to', () => {
  expect(
    variantTable([result('BPR', 0.1, { published }), result('Softmax', 0.25)], ['hr@10', 'map']),
  ).toEqual([
    'variant       hr@10  map  best epoch  seconds',
    'BPR          0.1000    –           4      2.0',
    '  published    0.69                            He et al. 2017',
    'Softmax      0.2500    –           4      2.0',
  ]);
});

it('sets each metric against a baseline, published values apart', () => {
  const runs = [
    result('GRU4Rec', 0.6, { published, metrics: { 'hr@10': 0.6, mrr: 0.1 }, bestEpoch: 2.5 }),
    result('item-kNN', 0.4, { metrics: { 'hr@10': 0.4, mrr: 0.2 } }),
    result('POP', 0.1, { metrics: { 'hr@10': 0.1 } }),
  ];
  expect(variantTable(runs, ['hr@10', 'mrr'], 'item-kNN')).toEqual([
    'variant       hr@10       gain     mrr       gain  best epoch  seconds',
    'GRU4Rec      0.6000  (+50.0 %)  0.1000  (−50.0 %)         2.5      2.0',
    '  published    0.69                                                     He et al. 2017',
    'item-kNN     0.4000             0.2000                      4      2.0',
    'POP          0.1000  (−75.0 %)       –                      4      2.0',
  ]);
});
