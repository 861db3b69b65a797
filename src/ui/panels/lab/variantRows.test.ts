import { describe, expect, it } from 'vitest';
import { queuedRun } from '../../store/runEvents';
import { testCatalog, testRun } from '../../charts/testRuns';
import { convergedAt, formatGain, testColumns, variantRow, withGains } from './variantRows';

const epochs = (...values: number[]) =>
  values.map((value, index) => ({ epoch: index + 1, metrics: { 'ndcg@10': value } }));

describe('convergence', () => {
  it('is the first epoch within 1 % of the best', () => {
    expect(convergedAt(epochs(0.1, 0.198, 0.2, 0.15), 'ndcg@10', true)).toBe(2);
    expect(convergedAt(epochs(0.1, 0.197, 0.2), 'ndcg@10', true)).toBe(3);
  });

  it('looks for the lowest where lower is better', () => {
    expect(convergedAt(epochs(2, 1.005, 1, 1.5), 'ndcg@10', false)).toBe(2);
  });

  it('is not known without the metric', () => {
    expect(convergedAt(epochs(0.1), 'rmse', false)).toBeNull();
  });
});

describe('a row of the final table', () => {
  const expected = {
    epochs: [{ epoch: 1, loss: 1, metrics: { 'ndcg@10': 0.1 } }],
    test: { 'ndcg@10': 0.11 },
    bestEpoch: 1,
    backend: 'wasm',
  };
  const { spec } = testRun({ id: 'a' });
  const waiting = queuedRun({ id: 'a', name: 'A', spec, series: 0, createdAt: 0, expected });

  it('has the results of a link until there are own ones', () => {
    expect(variantRow(waiting, 'ndcg@10', testCatalog)).toMatchObject({
      fromLink: true,
      test: { 'ndcg@10': 0.11 },
      bestEpoch: 1,
      seconds: null,
    });
    const ran = { ...testRun({ id: 'a', epochs: [{ 'ndcg@10': 0.3 }], test: { 'ndcg@10': 0.2 } }), expected };
    expect(variantRow(ran, 'ndcg@10', testCatalog)).toMatchObject({
      fromLink: false,
      test: { 'ndcg@10': 0.2 },
      seconds: 1,
    });
  });

  it('shows the compared metric first, then those that were measured', () => {
    const run = testRun({ id: 'a', test: { 'hr@10': 1, 'recall@10': 1, 'ndcg@10': 1 } });
    expect(testColumns([variantRow(run, 'ndcg@10', testCatalog)], 'ndcg@10')).toEqual([
      'ndcg@10',
      'hr@10',
      'recall@10',
    ]);
  });

  it('prefers metrics of the same family: all at micro, at both thresholds', () => {
    const metrics = ['f1/macro', 'precision/micro', 'f1/micro', 'recall-tuned/micro'];
    const run = testRun({
      id: 'a',
      spec: { ...spec, evaluation: { ...spec.evaluation, metrics } },
      test: Object.fromEntries([...metrics, 'f1-tuned/micro'].map((key) => [key, 1])),
    });
    expect(testColumns([variantRow(run, 'f1-tuned/micro', testCatalog)], 'f1-tuned/micro')).toEqual([
      'f1-tuned/micro',
      'precision/micro',
      'f1/micro',
      'recall-tuned/micro',
      'f1/macro',
    ]);
  });

  it('puts cold items beside warm ones', () => {
    const run = testRun({
      id: 'a',
      spec: { ...spec, evaluation: { ...spec.evaluation, metrics: ['hr@10', 'ndcg@20', 'recall@20'] } },
      test: { 'hr@10/cold': 1, 'hr@10/warm': 1, 'recall@20/cold': 1, 'recall@20/warm': 1 },
    });
    expect(testColumns([variantRow(run, 'recall@20/cold', testCatalog)], 'recall@20/cold')).toEqual([
      'recall@20/cold',
      'recall@20/warm',
      'hr@10/cold',
      'hr@10/warm',
    ]);
  });

  it('shows what the comparison is about, and the compared metric besides', () => {
    const rows = [variantRow(testRun({ id: 'a' }), 'ndcg@20', testCatalog)];
    expect(testColumns(rows, 'ndcg@20', ['recall@20', 'mrr@20'])).toEqual(['recall@20', 'mrr@20', 'ndcg@20']);
    expect(testColumns(rows, 'mrr@20', ['recall@20', 'mrr@20'])).toEqual(['recall@20', 'mrr@20']);
  });
});

describe('withGains', () => {
  it('sets every variant but the baseline against it', () => {
    const rows = [
      variantRow(testRun({ id: 'kNN', test: { 'hr@10': 0.2 } }), 'hr@10', testCatalog),
      variantRow(testRun({ id: 'GRU', test: { 'hr@10': 0.3 } }), 'hr@10', testCatalog),
    ];
    expect(withGains(rows, 'kNN').map(({ gains }) => gains)).toEqual([
      {},
      { 'hr@10': expect.closeTo(0.5, 12) as number },
    ]);
  });
});

describe('formatGain', () => {
  it('is signed and in percent', () => {
    expect([0.1978, -0.0321, 0, 1.5].map(formatGain)).toEqual(['+19.8 %', '−3.2 %', '+0.0 %', '+150.0 %']);
  });
});
