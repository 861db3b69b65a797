import { describe, expect, it } from 'vitest';
import { gainOver, gainsOver, meansOfVariants, overK, perEpoch, type ComparedRun } from './comparisonTables';

const run = (name: string, changes: Partial<ComparedRun> = {}): ComparedRun => ({
  name,
  metrics: {},
  atK: {},
  bestEpoch: 1,
  epochs: [],
  ...changes,
});
const epochs = (...values: number[]) =>
  values.map((value, index) => ({ epoch: index + 1, metrics: { 'hr@10': value } }));

describe('the gain over a baseline', () => {
  it('is the share by which a value is above it, as in table 3 of GRU4Rec', () => {
    // RSC15, item-kNN .5065 and .2048, TOP1 with 100 units .5853 and .2305: +15.55 % and +12.58 %.
    expect(gainOver(0.5853, 0.5065)).toBeCloseTo(0.1556, 3);
    expect(gainOver(0.2305, 0.2048)).toBeCloseTo(0.1255, 3);
    expect(gainOver(0.2, 0.4)).toBe(-0.5);
    expect(gainOver(0.4, 0.4)).toBe(0);
  });

  it('is none over nothing, or where a value is missing', () => {
    expect([gainOver(0.1, 0), gainOver(undefined, 1), gainOver(1, undefined), gainOver(NaN, 1)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('is told of every variant but the baseline itself', () => {
    const runs = [
      run('kNN', { metrics: { 'hr@10': 0.4, mrr: 0.2 } }),
      run('GRU', { metrics: { 'hr@10': 0.6 } }),
    ];
    const gains = gainsOver(runs, 'kNN', ['hr@10', 'mrr']);
    expect(gains[0]).toEqual({ name: 'kNN', gains: {} });
    expect(Object.keys(gains[1]!.gains)).toEqual(['hr@10']);
    expect(gains[1]!.gains['hr@10']).toBeCloseTo(0.5, 12);
    expect(gainsOver(runs, 'no such variant', ['hr@10']).map((one) => one.gains)).toEqual([{}, {}]);
  });
});

describe('the folds of a variant', () => {
  it('are their mean', () => {
    const [mean, other] = meansOfVariants([
      run('A', { metrics: { mrr: 1 }, atK: { hr: [0, 1] }, bestEpoch: 4, epochs: epochs(0.5, 1) }),
      run('B', { metrics: { mrr: 7 } }),
      run('A', { metrics: { mrr: 2 }, atK: { hr: [1, 1] }, bestEpoch: 7, epochs: epochs(0.25) }),
    ]);
    expect(mean).toEqual(
      run('A', { metrics: { mrr: 1.5 }, atK: { hr: [0.5, 1] }, bestEpoch: 5.5, epochs: epochs(0.375) }),
    );
    expect(other).toEqual(run('B', { metrics: { mrr: 7 } }));
  });
});

describe('values per epoch', () => {
  it('stand side by side; a shorter run and one without epochs have fewer', () => {
    const runs = [run('LSTM', { epochs: epochs(0.1, 0.2, 0.3) }), run('POP', { epochs: epochs(0.05) })];
    expect(perEpoch(runs, 'hr@10')).toEqual({
      places: [1, 2, 3],
      columns: [
        { name: 'LSTM', values: [0.1, 0.2, 0.3] },
        { name: 'POP', values: [0.05, null, null] },
      ],
    });
  });

  it('have no rows for epochs in which nobody was measured', () => {
    const everyOther = [
      { epoch: 1, metrics: {} },
      { epoch: 2, metrics: { 'hr@10': 0.5 } },
    ];
    expect(perEpoch([run('A', { epochs: everyOther })], 'hr@10').places).toEqual([2]);
    expect(perEpoch([run('A', { epochs: everyOther })], 'mrr')).toEqual({
      places: [],
      columns: [{ name: 'A', values: [] }],
    });
  });
});

describe('values over k', () => {
  it('are those at 1 to 10', () => {
    const twenty = Array.from({ length: 20 }, (_, index) => (index + 1) / 20);
    const { places, columns } = overK([run('A', { atK: { hr: twenty } }), run('B')], 'hr');
    expect(places).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(columns[0]!.values).toEqual(twenty.slice(0, 10));
    expect(columns[1]!.values).toEqual(Array(10).fill(null));
  });
});
