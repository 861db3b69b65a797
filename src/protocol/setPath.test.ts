import { describe, expect, it } from 'vitest';
import { meanMetrics, runsOf } from './folds';
import { parseMetricKey } from './metricKey';
import { AppError, toAppError } from './errors';
import { parseAssignment, setPath } from './setPath';
import { defaultSpec } from './spec';

describe('settings by path', () => {
  it('reads numbers, switches, lists and text', () => {
    expect(parseAssignment('train.batchSize=1024').value).toBe(1024);
    expect(parseAssignment('negatives.filterKnown=false').value).toBe(false);
    expect(parseAssignment('model.layers=[32, 16]').value).toEqual([32, 16]);
    expect(parseAssignment('evaluation.metrics=[ndcg@5,rmse]').value).toEqual(['ndcg@5', 'rmse']);
    expect(parseAssignment('earlyStopping.metric=ndcg@5').value).toBe('ndcg@5');
  });

  it('understands the short forms for parameters and choices', () => {
    expect(setPath({}, 'model.factors', 16)).toEqual({ model: { params: { factors: 16 } } });
    expect(setPath({}, 'model.params.factors', 16)).toEqual({ model: { params: { factors: 16 } } });
    expect(setPath({}, 'model', 'neumf')).toEqual({ model: { id: 'neumf' } });
    expect(setPath({}, 'evaluation.candidates.count', 99)).toEqual({
      evaluation: { candidates: { params: { count: 99 } } },
    });
    expect(setPath({ seed: 1 }, 'train.epochs', 2)).toEqual({ seed: 1, train: { epochs: 2 } });
  });

  it.each(['trian.epochs', 'train.epoch', 'seed.x'])('refuses %s, which does not exist', (path) => {
    expect(() => setPath({}, path, 1)).toThrow(/There is no setting/);
  });

  it('refuses text without an equals sign', () => {
    expect(() => parseAssignment('epochs')).toThrow(/path=value/);
  });
});

describe('folds', () => {
  it('a spec for all folds stands for one run per fold, a spec for one fold for itself', () => {
    expect(runsOf(defaultSpec(), 3).map((spec) => spec.split.fold)).toEqual([1, 2, 3]);
    const one = { ...defaultSpec(), split: { ...defaultSpec().split, fold: 2 } };
    expect(runsOf(one, 3)).toEqual([one]);
    expect(runsOf(defaultSpec(), 1)).toHaveLength(1);
  });

  it('means take only metrics that all runs have', () => {
    expect(meanMetrics([{ rmse: 1, mae: 2 }, { rmse: 3 }])).toEqual({ rmse: 2 });
  });
});

describe('metric keys', () => {
  it('split into id, cutoff and the items that are measured', () => {
    expect(parseMetricKey('ndcg@10')).toEqual({ id: 'ndcg', k: 10, group: null });
    expect(parseMetricKey('rmse')).toEqual({ id: 'rmse', k: null, group: null });
    expect(parseMetricKey('recall@20/cold')).toEqual({ id: 'recall', k: 20, group: 'cold' });
    expect(parseMetricKey('f1/micro')).toEqual({ id: 'f1/micro', k: null, group: null });
    expect(parseMetricKey('auc/warm')).toEqual({ id: 'auc', k: null, group: 'warm' });
  });
  it.each(['ndcg@0', 'ndcg@', '@10', 'NDCG', 'ndcg@10@5', 'recall@20/hot', 'recall/cold@20', ''])(
    '"%s" is none',
    (key) => {
      expect(parseMetricKey(key)).toBeNull();
    },
  );
});

describe('errors across the thread wall', () => {
  it('keep code, words and hint when only name and message travel', () => {
    const sent = new AppError('bad-file', 'u.data, line 3: no number.', 'Export it again.');
    const received = Object.assign(new Error(sent.message), { name: sent.name });
    expect(toAppError(received)).toMatchObject({
      code: 'bad-file',
      what: 'u.data, line 3: no number.',
      hint: 'Export it again.',
    });
  });
  it('of another kind are faults of the page', () => {
    expect(toAppError(new TypeError('x is not a function'))).toMatchObject({
      code: 'internal',
      what: 'x is not a function',
    });
    expect(toAppError('text').what).toBe('text');
  });
});
