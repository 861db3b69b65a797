import { expect, it } from 'vitest';
import { byVariant, variantTable, type VariantResult } from './variantTable';

const result = (variant: string, hr: number, changes: Partial<VariantResult> = {}): VariantResult => ({
  variant,
  metrics: { 'hr@10': hr },
  bestEpoch: 4,
  seconds: 2,
  published: [],
  ...changes,
});

it('has a row per variant, the mean of its folds', () => {
  const rows = byVariant([result('BPR', 0.1), result('BPR', 0.3, { bestEpoch: 6 }), result('BCE', 0.5)]);
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({ variant: 'BPR', bestEpoch: 5, seconds: 4 });
  expect(rows[0]!.metrics['hr@10']).toBeCloseTo(0.2, 12);
});

it('writes what was published below the variant that it belongs to', () => {
  const published = [
    { metric: 'hr@10', value: 0.69, source: 'He et al. 2017' },
    { metric: 'f1', value: 0.5, source: 'elsewhere, not shown' },
  ];
  const lines = variantTable(
    [result('BPR', 0.1, { published: published.slice(0, 1) }), result('Softmax', 0.25)],
    ['hr@10', 'map'],
    (value) => (value === undefined ? '–' : value.toFixed(3)),
  );
  expect(lines).toEqual([
    'variant      hr@10  map  best epoch  seconds',
    'BPR          0.100    –           4      2.0',
    '  published   0.69                            He et al. 2017',
    'Softmax      0.250    –           4      2.0',
  ]);
});
