import { describe, expect, it } from 'vitest';
import { comparisonEvent, comparisonLines } from './comparisonReport';
import type { VariantResult } from './variantTable';

const epochsOf = (values: number[]) =>
  values.map((value, index) => ({ epoch: index + 1, metrics: { 'hr@10': value } }));
const tenths = Array.from({ length: 20 }, (_, index) => (index + 1) / 20);

const lstm: VariantResult = {
  name: 'LSTM',
  metrics: { 'hr@10': 0.6, mrr: 0.3 },
  atK: { hr: tenths },
  bestEpoch: 2,
  epochs: epochsOf([0.5, 0.625]),
  seconds: 9,
  published: [],
};
const pop: VariantResult = {
  name: 'POP',
  metrics: { 'hr@10': 0.5, mrr: 0.2 },
  atK: { hr: tenths.map((value) => value / 2) },
  bestEpoch: 1,
  epochs: epochsOf([0.25]),
  seconds: 1,
  published: [],
};
const view = { tableMetrics: ['hr@10'], baseline: 'POP', perEpoch: 'hr@10', overK: 'hr' };

describe('the tables of a comparison', () => {
  it('show the test part with gains, a metric per epoch, and one over k', () => {
    expect(comparisonLines([lstm, pop], view, ['mrr'], 'validation')).toEqual([
      'Variants, on the test part, with the gain over POP:',
      'variant   hr@10       gain  best epoch  seconds',
      'LSTM     0.6000  (+20.0 %)           2      9.0',
      'POP      0.5000                      1      1.0',
      '',
      'hr@10 per epoch, on the validation part:',
      'epoch    LSTM     POP',
      '1      0.5000  0.2500',
      '2      0.6250',
      '',
      'hr at k, on the test part:',
      'k      LSTM      POP',
      '1   0.05000  0.02500',
      '2    0.1000  0.05000',
      '3    0.1500  0.07500',
      '4    0.2000   0.1000',
      '5    0.2500   0.1250',
      '6    0.3000   0.1500',
      '7    0.3500   0.1750',
      '8    0.4000   0.2000',
      '9    0.4500   0.2250',
      '10   0.5000   0.2500',
    ]);
  });

  it('are the one of the test part, by the metrics of most interest, where nothing more is asked for', () => {
    expect(comparisonLines([lstm, pop], {}, ['mrr'], 'validation')).toEqual([
      'Variants, on the test part:',
      'variant     mrr  best epoch  seconds',
      'LSTM     0.3000           2      9.0',
      'POP      0.2000           1      1.0',
    ]);
  });

  it('leave out the epochs where none was measured', () => {
    const lines = comparisonLines([{ ...lstm, epochs: [] }], { perEpoch: 'hr@10' }, ['mrr'], 'none');
    expect(lines).toHaveLength(3);
  });
});

describe('a comparison for programs', () => {
  it('has the same numbers', () => {
    const event = comparisonEvent([lstm, pop], view) as { variants: { gains: Record<string, number> }[] };
    expect(event).toMatchObject({
      type: 'comparison',
      baseline: 'POP',
      variants: [
        { variant: 'LSTM', metrics: { 'hr@10': 0.6 }, bestEpoch: 2, seconds: 9 },
        { variant: 'POP', metrics: { 'hr@10': 0.5 }, gains: {}, bestEpoch: 1, seconds: 1 },
      ],
      perEpoch: { metric: 'hr@10', epochs: [1, 2], values: { LSTM: [0.5, 0.625], POP: [0.25, null] } },
      overK: { metric: 'hr', k: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], values: { LSTM: tenths.slice(0, 10) } },
    });
    expect(event.variants[0]!.gains['hr@10']).toBeCloseTo(0.2, 12);
  });

  it('has all metrics where no table is asked for, and no gains without a baseline', () => {
    expect(comparisonEvent([pop], {})).toEqual({
      type: 'comparison',
      variants: [{ variant: 'POP', metrics: { 'hr@10': 0.5, mrr: 0.2 }, bestEpoch: 1, seconds: 1 }],
    });
  });
});
