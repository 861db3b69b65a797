import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../src/protocol/spec';
import { columnsOf, metricLines } from './metricColumns';

const watching = (metric: string) => ({
  ...defaultSpec(),
  earlyStopping: { metric, patience: 0, minDelta: 0 },
});

describe('columnsOf', () => {
  it('starts with the watched metric and leaves out what was not measured', () => {
    expect(columnsOf({ mae: 1, rmse: 2, 'hr@10': 3 }, watching('rmse'))).toEqual(['rmse', 'mae', 'hr@10']);
  });

  it('shows the groups of items beside each other, the watched one first', () => {
    const metrics = {
      'hr@10/cold': 1,
      'hr@10/warm': 2,
      'recall@20/cold': 3,
      'recall@20/warm': 4,
      'ndcg@10/cold': 5,
      'ndcg@10/warm': 6,
      'auc/cold': 7,
      'auc/warm': 8,
    };
    expect(columnsOf(metrics, watching('recall@20/warm'))).toEqual([
      'recall@20/warm',
      'recall@20/cold',
      'ndcg@10/cold',
      'ndcg@10/warm',
      'hr@10/cold',
      'hr@10/warm',
    ]);
  });
});

describe('metricLines', () => {
  it('has a line for each metric', () => {
    expect(metricLines({ 'hr@10': 0.5, 'f1-tuned/micro': 0.25 })).toEqual([
      '  hr@10           0.5000',
      '  f1-tuned/micro  0.2500',
    ]);
  });

  it('has a column for each group of items', () => {
    expect(metricLines({ 'hr@10/cold': 0.5, 'hr@10/warm': 0.75, 'mrr/warm': 0.125 })).toEqual([
      '         cold items  warm items',
      '  hr@10      0.5000      0.7500',
      '  mrr             –      0.1250',
    ]);
  });
});
